"""Devices that have to be enrolled, on the real server: with the Python client of the protocol, and with the house's own programs."""
import json
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

import luot_client as luot
import office
from access_test import command, until, until_known
from browser import Browser, code
from office import BIN, OfficeCase

ROLES = {luot.KIOSK: "kiosk", luot.COUNTER: "counter", luot.BOARD: "board"}


class Enrolling(OfficeCase):
    def setUp(self):
        # Beside a running server the account would be known a moment later; trying until then is how one is locked out.
        self.serve(flags=["--enrolled-only"])
        self.assertEqual(self.server.stop(), 0)
        self.assertEqual(command(self.server, "account", "add", "an", "--role", "administrator", said="a long password\n")[0], 0)
        self.server.start()
        self.an = Browser(self.server.http)
        self.assertEqual(self.an.sign_in("an", "a long password")[0], 200)

    def code_for(self, role, name):
        status, said = self.an.post("/api/v1/devices/codes", dict(role=role, name=name))
        self.assertEqual(status, 201, said)
        return said["code"]

    def refusal_of(self, role, name, **hello):
        with self.assertRaises(luot.Refused) as caught:
            luot.Client(self.server.address, role, name).connect(**hello)
        return caught.exception.code

    def enrolled(self, role, name):
        """A client that is in, and its credential."""
        client = luot.Client(self.server.address, role, name)
        self.addCleanup(client.close)
        client.connect(credential=b"code:" + self.code_for(ROLES[role], name).encode())
        self.assertEqual(len(client.welcome.credential), 32)
        return client, client.welcome.credential

    def test_a_code_gets_one_device_its_credential_once(self):
        self.assertEqual(self.refusal_of(luot.KIOSK, "kiosk-1"), "not_enrolled")
        self.assertEqual(self.refusal_of(luot.SUPERVISOR, "chief"), "not_enrolled")
        token = self.code_for("kiosk", "kiosk-1")
        self.assertEqual(self.refusal_of(luot.KIOSK, "kiosk-2", credential=b"code:" + token.encode()), "not_enrolled")
        self.assertEqual(self.refusal_of(luot.COUNTER, "kiosk-1", credential=b"code:" + token.encode()), "not_enrolled")
        kiosk = luot.Client(self.server.address, luot.KIOSK, "kiosk-1")
        self.addCleanup(kiosk.close)
        kiosk.connect(credential=b"code:" + token.lower().replace("-", " ").encode())
        credential = kiosk.welcome.credential
        self.assertEqual(self.refusal_of(luot.KIOSK, "kiosk-1", credential=b"code:" + token.encode()), "not_enrolled")
        kiosk.do(issue=dict(service="land"))
        kiosk.connect(credential=credential)
        self.assertEqual(kiosk.welcome.credential, b"")
        for role, name in ((luot.KIOSK, "kiosk-2"), (luot.COUNTER, "kiosk-1"), (luot.BOARD, "kiosk-1"), (luot.ADMINISTRATOR, "kiosk-1")):
            self.assertEqual(self.refusal_of(role, name, credential=credential), "not_enrolled")
        # It may what its role may.
        self.assert_refused("not_allowed", kiosk, params={"role": "kiosk"}, end_day={})
        # And is on the list, and in the audit without its secrets.
        devices = self.an.get("/api/v1/devices")[1]
        self.assertEqual([(device["role"], device["name"], device["connected"]) for device in devices["devices"]], [("kiosk", "kiosk-1", True)])
        self.assertGreater(devices["devices"][0]["enrolled_at_us"], 0)
        entries = self.an.get("/api/v1/audit")[1]["entries"]
        self.assertEqual([entry["what"] for entry in entries][:2], ["device.enrol", "device.code"])
        self.assertEqual((entries[0]["who"], entries[0]["peer"]), ("device:kiosk-1", "127.0.0.1"))
        self.assertNotIn(token, json.dumps(entries))
        # Three wrong ones above, told once.
        self.assertIn("luot_enrolment_codes_wrong_total 3\n", self.server.get("/metrics")[1])
        database = (self.server.folder / "data" / "access.db").read_bytes() + (self.server.folder / "data" / "access.db-wal").read_bytes()
        self.assertNotIn(credential, database)

    def test_credentials_outlive_a_restart_and_revoking_ends_open_lines(self):
        board, credential = self.enrolled(luot.BOARD, "board-1")
        counter, of_counter = self.enrolled(luot.COUNTER, "counter-1")
        self.assertEqual(self.server.stop(), 0)
        self.server.start()
        self.an.address = self.server.http
        for client, said in ((board, credential), (counter, of_counter)):
            client.address = self.server.address
            client.connect(credential=said)
        self.assertEqual(self.an.delete("/api/v1/devices/board/board-1")[0], 204)
        self.assertEqual(self.goodbye(board), "revoked")
        self.assertEqual(self.refusal_of(luot.BOARD, "board-1", credential=credential), "not_enrolled")
        counter.connect(credential=of_counter)
        # By the command line, too, while it is connected.
        self.assertEqual(command(self.server, "revoke", "--role", "counter", "--device", "counter-1")[0], 0)
        self.assertEqual(self.goodbye(counter), "revoked")
        self.assertEqual(code(self.an.delete("/api/v1/devices/board/board-1")[1]), "unknown")
        listed = {(device["role"], device["name"]): device["enrolled_at_us"] for device in self.an.get("/api/v1/devices")[1]["devices"]}
        self.assertEqual(listed.get(("board", "board-1")), None)

    def goodbye(self, client):
        deadline = time.monotonic() + luot.PATIENCE_S
        while time.monotonic() < deadline:
            envelope = client.connection.receive()
            if envelope.HasField("goodbye"):
                return envelope.goodbye.code
        raise AssertionError("nobody said goodbye")

    def test_a_code_of_the_command_line_and_programs_that_keep_their_credential(self):
        folder = tempfile.TemporaryDirectory(prefix="luot-enrol-")
        self.addCleanup(folder.cleanup)
        credential = f"{folder.name}/credential"
        exit_code, token, hint = command(self.server, "enroll", "--role", "kiosk", "--device", "kiosk-1")
        self.assertEqual(exit_code, 0)
        self.assertIn("15 minutes", hint)
        address = f"{self.server.address[0]}:{self.server.address[1]}"

        def issue(*flags):
            done = subprocess.run([BIN / "printer-driver", "issue", "--server", address, "--kiosk", "kiosk-1", "--service", "land", *flags],
                                  capture_output=True, text=True, timeout=office.START_S, check=False)
            return done.returncode, done.stdout, done.stderr

        self.assertEqual(issue()[0], 1)
        self.assertEqual(issue("--enroll", token)[0], 1)  # nowhere to keep it
        until_known(self.server)
        self.assertEqual(issue("--enroll", token, "--credential", credential)[0], 0)
        self.assertEqual(issue("--enroll", token, "--credential", credential)[0], 0)
        self.assertEqual(issue("--credential", credential)[0], 0)
        exit_code, listed, _ = command(self.server, "devices")
        self.assertEqual((exit_code, listed.split()[:3]), (0, ["kiosk", "kiosk-1", "enrolled"]))
        self.assertEqual(command(self.server, "revoke", "--role", "kiosk", "--device", "kiosk-1")[0], 0)
        until(lambda: issue("--credential", credential)[0] == 1)
        # A clerk's window and a board are enrolled alike.
        of_counter = self.code_for("counter", "counter-1")
        done = subprocess.run([BIN / "counter-client", "do", "--server", address, "--counter", "1", "--clerk", "clerk-1", "--enroll", of_counter,
                               "--credential", f"{folder.name}/counter", "open"], capture_output=True, text=True, timeout=office.START_S, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        of_board = self.code_for("board", "board-1")
        done = subprocess.run([BIN / "display-board", "--server", address, "--board", "board-1", "--headless", "--once", "--screenshot",
                               f"{folder.name}/board.png", "--enroll", of_board, "--credential", f"{folder.name}/board"],
                              capture_output=True, text=True, timeout=office.START_S, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)


class BeyondThisMachine(unittest.TestCase):
    def test_devices_speak_tls_and_need_a_credential(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="luot-enrol-"))
        self.addCleanup(shutil.rmtree, folder)
        (folder / "office.toml").write_text(office.office_file(), encoding="utf-8")
        with open(folder / "log", "wb") as log:
            server = subprocess.Popen([BIN / "ticket-server", "--office", folder / "office.toml", "--data", folder / "data", "--listen", "0.0.0.0:0",
                                       "--http", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=log, text=True)
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait, office.STOP_S)
        self.addCleanup(server.terminate)
        port = server.stdout.readline().split()[1].rpartition(":")[2]

        def issue(*flags):
            return subprocess.run([BIN / "printer-driver", "issue", "--server", f"127.0.0.1:{port}", "--kiosk", "kiosk-1", "--service", "land",
                                   "--tls-ca", folder / "data" / "tls-certificate.pem", *flags], capture_output=True, text=True,
                                  timeout=office.START_S, check=False)

        self.assertIn("not_enrolled", issue().stderr)
        enrol = subprocess.run([BIN / "ticket-server", "enroll", "--role", "kiosk", "--device", "kiosk-1", "--data", folder / "data"],
                               capture_output=True, text=True, timeout=office.START_S, check=True)
        enrolling = ("--enroll", enrol.stdout.strip(), "--credential", folder / "credential")
        until(lambda: issue(*enrolling).returncode == 0, every_s=3.1)  # of wrong codes twenty a minute are looked at
        self.assertEqual(issue("--credential", folder / "credential").returncode, 0)


class Unenrolled(OfficeCase):
    def test_on_a_trusted_network_devices_come_as_before_and_are_seen(self):
        self.client(luot.COUNTER, "counter-1")
        self.client(luot.BOARD, "board-1")
        self.assertEqual(command(self.server, "account", "add", "vi", "--role", "viewer", said="a long password\n")[0], 0)
        vi = Browser(self.server.http)
        until_known(self.server)
        self.assertEqual(vi.sign_in("vi", "a long password")[0], 200)
        self.assertEqual([(device["name"], device["connected"], device["enrolled_at_us"]) for device in vi.get("/api/v1/devices")[1]["devices"]],
                         [("board-1", True, None), ("counter-1", True, None)])


if __name__ == "__main__":
    unittest.main()
