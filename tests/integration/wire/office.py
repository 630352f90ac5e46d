"""A ticket server of a test's own: an office file, a data folder, a process on ports of its own, and what one can ask about it."""
import datetime
import json
import os
import pathlib
import select
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.request

import document
import luot_client as luot

BIN = pathlib.Path(os.environ["LUOT_BIN_DIR"])
COUNTERS = 9  # the last one serves certification, the others the rest
SANITIZED = luot.SANITIZED  # then memory says nothing, and all takes several times as long
START_S = STOP_S = luot.PATIENCE_S
SERVICES = ("civil-status", "land", "certification")


def patience(within_s):
    """What takes so long on a machine of one's own takes longer on a busy one: no test is about how much."""
    return within_s * (15 if SANITIZED else 3)


def deadline(within_s):
    """The moment after which it does not happen any more."""
    return time.monotonic() + patience(within_s)


_OFFICE = """
code = "wire-test"
name = { vi = "Bộ phận một cửa để thử", en = "An office for tests" }
zone = "Asia/Ho_Chi_Minh"
languages = ["vi", "en"]
day_begins = "%s"
outcomes = [
    { code = "accepted", name = { vi = "Đã tiếp nhận hồ sơ", en = "Accepted" } },
]

[reasons]
pause = [ { code = "lunch", name = { vi = "Nghỉ trưa", en = "Lunch" } } ]
hold = [ { code = "form", name = { vi = "Điền tờ khai", en = "Filling in a form" } } ]
cancel = [ { code = "left", name = { vi = "Công dân bỏ về", en = "Left" } } ]
choose = [ { code = "same-citizen", name = { vi = "Cùng một công dân", en = "Same citizen" } } ]
priority = [ { code = "unwell", name = { vi = "Không khỏe", en = "Unwell" } } ]

[[classes]]
code = "ordinary"
name = { vi = "Thường", en = "Ordinary" }

[[classes]]
code = "elderly"
name = { vi = "Người cao tuổi", en = "Elderly" }
priority = true
head_start = "15 min"

[[services]]
code = "civil-status"
name = { vi = "Hộ tịch", en = "Civil status" }
prefix = "H"

[[services]]
code = "land"
name = { vi = "Đất đai", en = "Land" }
prefix = "Đ"

[[services]]
code = "certification"
name = { vi = "Chứng thực", en = "Certification" }
prefix = "C"
"""


def day_begins():
    """The business day does not end while a test runs: its boundary is hours away from now."""
    hour = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).hour
    return "12:00" if 2 <= hour < 9 else "06:00"


def office_file():
    """Open around the clock."""
    text = _OFFICE % day_begins()
    for number in range(1, COUNTERS + 1):
        serves = '"civil-status", "land"' if number < COUNTERS else '"certification"'
        text += f"\n[[counters]]\nnumber = {number}\nserves = [{serves}]\n"
    for number in range(1, COUNTERS + 3):
        text += f'\n[[clerks]]\ncode = "clerk-{number}"\n'
    return text


def content(file):
    """Of a file that the server may take away meanwhile: then there is nothing in it."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


class Server:
    """Runs until stop() or kill(); may be started again on the same data."""

    def __init__(self, office=None, flags=(), files=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="luot-wire-"))
        (self.folder / "office.toml").write_text(office or office_file(), encoding="utf-8")
        for name, content in (files or {}).items():  # beside the office file
            (self.folder / name).write_bytes(content)
        self.flags = list(flags)
        self.process = None
        self.start()

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [BIN / "ticket-server", "--office", self.folder / "office.toml", "--data", self.folder / "data", "--listen", "127.0.0.1:0",
                 "--http", "127.0.0.1:0", *self.flags], stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL, text=True)
        words = self._first_line().split()
        if len(words) != 4 or words[0] != "listening":
            self.kill()
            raise AssertionError(f"the server said {words} and in its log:\n{self.log()}")
        self.address = (words[1].rpartition(":")[0], int(words[1].rpartition(":")[2]))
        self.http = words[3]

    def _first_line(self):
        readable, _, _ = select.select([self.process.stdout], [], [], START_S)
        return self.process.stdout.readline() if readable else ""

    def log(self):
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def wait(self):
        """Its exit code, once it has ended."""
        try:
            code = self.process.wait(timeout=STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=STOP_S)
            raise
        finally:
            self.process.stdout.close()
        return code

    def run(self, subcommand, *arguments):
        """A subcommand on this server's data: what it says, or AssertionError."""
        done = subprocess.run([BIN / "ticket-server", subcommand, "--data", self.folder / "data", *arguments], capture_output=True, text=True,
                              timeout=STOP_S, check=False)
        if done.returncode != 0:
            raise AssertionError(f"{subcommand} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    def kill(self):
        self.process.kill()
        self.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def remove(self):
        if self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder)

    def client(self, role, device, **more):
        return luot.Client(self.address, role, device, **more).connect()

    def get(self, path):
        with urllib.request.urlopen(f"http://{self.http}{path}", timeout=luot.PATIENCE_S) as answer:
            return answer.status, answer.read().decode()

    def health(self):
        return json.loads(self.get("/healthz")[1])

    def resident_kib(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1])
        raise AssertionError("the server has no memory: it is gone")


def _end(server):
    """The server has to serve to the last, to stop in good order, and to leave a journal that holds against every check."""
    try:
        if server.process.poll() is not None:
            raise AssertionError(f"the server ended by itself with {server.process.returncode}:\n{server.log()}")
        health = server.health()
        if (health["status"], server.get("/readyz")[0]) != ("serving", 200):
            raise AssertionError(f"the server does not serve any more: {health}")
        code = server.stop()
        if code != 0:
            raise AssertionError(f"the server ended with {code}:\n{server.log()}")
        server.run("verify")
    finally:
        server.remove()


class OfficeCase(unittest.TestCase):
    """A server for each test."""

    def setUp(self):
        self.serve()

    def serve(self, **options):
        self.server = Server(**options)
        self.addCleanup(_end, self.server)

    def client(self, role, device, **more):
        client = self.server.client(role, device, **more)
        self.addCleanup(client.close)
        return client

    def connection(self, **more):
        connection = luot.Connection(self.server.address, **more)
        self.addCleanup(connection.close)
        return connection

    def welcomed(self, role=luot.KIOSK, device="peer", **more):
        """A bare connection behind its Welcome, without pushes."""
        connection = self.connection()
        connection.send(luot.hello(role, device, no_pushes=True, **more))
        first = connection.receive()
        self.assertTrue(first.HasField("welcome"), first)
        return connection

    def open_counter(self, number, **more):
        """A clerk at an open counter."""
        clerk = self.client(luot.COUNTER, f"counter-{number}", **more)
        clerk.at = dict(counter=number, clerk=f"clerk-{number}")
        clerk.do(open_counter=dict(at=clerk.at, take_over=True))
        return clerk

    def refusal(self, client, **verb):
        """The refusal that a command must meet."""
        with self.assertRaises(luot.CommandRefused) as caught:
            client.do(**verb)
        self.assert_documented(caught.exception)
        return caught.exception

    def assert_documented(self, refusal):
        documented = document.refusals()
        self.assertIn(refusal.code, documented)
        self.assertLessEqual(set(refusal.params), documented[refusal.code], refusal)

    def assert_refused(self, code, client, params=None, **verb):
        refusal = self.refusal(client, **verb)
        self.assertEqual((refusal.code, refusal.params), (code, params or {}), verb)

    def issued_so_far(self):
        """Numbers taken today, by field, as a newcomer is told."""
        with self.server.client(luot.BOARD, "auditor") as board:
            return {code: status.issued for code, status in board.catch_up().picture.fields.items()}


class LastingOfficeCase(OfficeCase):
    """One server for all tests of a class."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(_end, cls.server)

    def setUp(self):
        pass
