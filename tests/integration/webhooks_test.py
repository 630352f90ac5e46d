"""Webhooks of the real server: a receiver that fails, comes back and checks every signature hears everything once, in order."""
import concurrent.futures
import hashlib
import hmac
import http.server
import json
import os
import sqlite3
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import office


class Receiver:
    """Answers what `answer(n)` says to the n-th delivery; .heard has (X-Luot-Delivery, signature, body, status)."""

    def __init__(self, answer=lambda n: 200, tls=None, port=0):
        receiver = self
        self.heard = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = answer(len(receiver.heard))
                receiver.heard.append((self.headers["X-Luot-Delivery"], self.headers["X-Luot-Signature"], body, status))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05})
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def taken(self):
        """Bodies that were taken, without repeats of a delivery."""
        first = {}
        for name, _, body, status in list(self.heard):
            if status == 200:
                first.setdefault(name, json.loads(body))
        return list(first.values())


class Webhooks(office.OfficeTest):
    def receive(self, *arguments, **named):
        receiver = Receiver(*arguments, **named)
        self.addCleanup(receiver.stop)
        return receiver

    def key(self, role="administrator"):
        made = self.server_command("key", "add", role, "--data", self.data, "--role", role)
        self.assertEqual(made.returncode, 0, made.stderr)
        key = made.stdout.split()[-1]
        # The server looks now and then whether the command line has written.
        self.assertTrue(office.poll(lambda: self.ask(key, "GET", "/api/v1/session")[0] == 200))
        return key

    def ask(self, key, method, path, body=None):
        request = urllib.request.Request(f"http://{self.server.http}{path}", method=method, headers={"Authorization": f"Bearer {key}"},
                                         data=None if body is None else json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request, timeout=office.PATIENCE_S) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.loads(error.read())

    def hook(self, key, receiver, kinds=("called", "served", "rated"), scheme="http", **more):
        status, made = self.ask(key, "POST", "/api/v1/webhooks", {"url": f"{scheme}://127.0.0.1:{receiver.port}/in?x=1", "kinds": list(kinds), **more})
        self.assertEqual(status, 201, made)
        return made

    def serve_one(self):
        for verb in ("next", "start", "finish"):
            code, said = self.at_counter(self.server, verb)
            self.assertEqual(code, 0, said)

    def check_signatures(self, receiver, secret):
        self.assertTrue(receiver.heard)
        for name, signature, body, _ in receiver.heard:
            parts = dict(part.split("=", 1) for part in signature.split(","))
            right = hmac.new(secret.encode(), f"{parts['t']}.".encode() + body, hashlib.sha256).hexdigest()
            self.assertTrue(hmac.compare_digest(parts["v1"], right))
            self.assertLess(abs(int(parts["t"]) - time.time()), 300)
            self.assertEqual(json.loads(body)["id"], name)

    def nothing_waits(self):
        """Nor is anything kept that would be sent again after a kill."""
        with sqlite3.connect(f"file:{self.data / 'hooks.db'}?mode=ro", uri=True) as kept:
            (waiting,) = kept.execute("SELECT count(*) FROM delivery").fetchone()
        kept.close()
        return waiting == 0

    def standing(self, key):
        return self.ask(key, "GET", "/api/v1/webhooks")[1]["webhooks"][0]

    def test_everything_is_heard_once_and_in_order_over_failures_and_kills(self):
        self.server = self.serve()
        key = self.key()
        mended = threading.Event()
        receiver = self.receive(lambda n: 200 if n >= 2 and mended.is_set() else 500)
        made = self.hook(key, receiver)
        self.assertGreaterEqual(len(made["secret"]), 32)
        self.assertEqual(self.at_counter(self.server, "open")[0], 0)
        numbers = [self.issue(self.server)["number"] for _ in range(4)]
        self.serve_one()
        self.assertTrue(office.poll(lambda: receiver.heard), "the first try")
        self.assertTrue(office.poll(lambda: self.standing(key)["failing_since_s"]))
        self.assertEqual(self.standing(key)["last_error"], "answered 500")
        mended.set()
        self.server.kill()
        self.server = self.serve()
        self.serve_one()
        self.server.kill()  # at once: what was told is in the journal, and may not be in the outbox
        self.server = self.serve()
        self.serve_one()
        self.assertTrue(office.poll(lambda: len(receiver.taken()) == 6), receiver.heard)
        self.assertEqual([(told["kind"], told["number"]) for told in receiver.taken()],
                         [(kind, number) for number in numbers[:3] for kind in ("called", "served")])
        self.check_signatures(receiver, made["secret"])
        # What is repeated is repeated under its name, and nothing overtakes it.
        taken = [name for name, _, _, status in receiver.heard if status == 200]
        self.assertEqual(sorted(set(taken), key=taken.index), sorted(set(taken), key=lambda name: int(name.split("-")[1])))
        self.assertTrue(office.poll(lambda: self.standing(key)["waiting"] == 0))
        self.assertEqual(self.standing(key)["last_error"], "")
        self.assertEqual(self.server.metric("luot_webhook_deliveries_waiting"), 0)
        self.assertEqual(self.server.metric('luot_webhook_deliveries_total{how="given_up"}'), 0)
        delivered = self.server.metric('luot_webhook_deliveries_total{how="delivered"}')
        self.assertGreaterEqual(delivered, 2)
        self.assertEqual(self.ask(key, "DELETE", f"/api/v1/webhooks/{made['id']}")[0], 204)
        self.assertEqual(self.server.metric("luot_webhooks"), 0)
        self.assertEqual(self.server.metric('luot_webhook_deliveries_total{how="delivered"}'), delivered, "what is counted never falls")
        self.assertEqual(self.server.stop()[0], 0)

    def test_what_was_told_and_not_written_down_is_made_up_from_the_journal(self):
        self.server = self.serve()
        key = self.key()
        receiver = self.receive()
        self.hook(key, receiver, ["called"])
        self.assertEqual(self.at_counter(self.server, "open")[0], 0)
        told = []
        for round_number in range(3):
            self.assertTrue(office.poll(self.nothing_waits))
            # Somebody else has the outbox: nothing can be written into it.
            held = sqlite3.connect(self.data / "hooks.db", isolation_level=None)
            self.addCleanup(held.close)
            held.execute("BEGIN IMMEDIATE")
            told.append(self.issue(self.server)["number"])
            self.assertEqual(self.at_counter(self.server, "next")[0], 0)
            if round_number < 2:
                self.server.kill()
                held.close()
                self.server = self.serve()
            else:
                self.assertTrue(office.poll(lambda: "tried again until it works" in self.server.log_text()))
                self.assertEqual([body["number"] for body in receiver.taken()], told[:2])
                held.close()
            self.assertTrue(office.poll(lambda: [body["number"] for body in receiver.taken()] == told), receiver.heard)
            # The last one is tried until it works.
            self.assertGreaterEqual(self.server.log_text().count("made up from the journal"), round_number + 1)
            for verb in ("start", "finish"):
                self.assertEqual(self.at_counter(self.server, verb)[0], 0)
        self.assertEqual(len(receiver.heard), 3)

    def test_the_citizens_page_goes_to_who_was_promised_it(self):
        text = office.OFFICE.read_text(encoding="utf-8")
        path = self.folder / "office.toml"
        lines = [line for line in text.splitlines() if not line.startswith(("phone_base_url", "logo"))]
        path.write_text("phone_base_url = \"https://luot.example/\"\n" + "\n".join(lines) + "\n", encoding="utf-8")
        self.server = self.serve(office=path)
        key = self.key()
        plain, gateway = self.receive(), self.receive()
        self.hook(key, plain, ["called"])
        self.hook(key, gateway, ["called"], with_link=True, secret="a-secret-of-the-gateway's-own")
        number = self.issue(self.server)["number"]
        self.assertEqual(self.at_counter(self.server, "open")[0], 0)
        self.assertEqual(self.at_counter(self.server, "next")[0], 0)
        self.assertTrue(office.poll(lambda: plain.taken() and gateway.taken()))
        link = gateway.taken()[0]["phone_link"]
        self.assertTrue(link.startswith("https://luot.example/t/"), link)
        token = link.rpartition("/")[2]
        status, page = self.server.get(link.removeprefix("https://luot.example"))
        self.assertEqual(status, 200)
        self.assertIn(number, page)
        self.assertEqual(json.loads(self.server.get(f"/api/v1/visits/{token}")[1])["visit"]["number"], number)
        self.assertNotIn(token, plain.heard[0][2].decode())
        self.check_signatures(gateway, "a-secret-of-the-gateway's-own")
        called = plain.taken()[0]
        self.assertEqual({name: called[name] for name in ("kind", "number", "service", "counter", "office")},
                         {"kind": "called", "number": number, "service": "civil-status", "counter": 1, "office": called["office"]})

    def test_over_tls_a_certificate_is_wanted_that_is_trusted(self):
        pem, secret = self.folder / "cert.pem", self.folder / "key.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", secret, "-out", pem, "-days", "2", "-subj", "/CN=hook",
                        "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True, timeout=office.PATIENCE_S)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem, secret)
        receiver = self.receive(tls=context)
        self.server = self.serve()
        key = self.key()
        self.hook(key, receiver, ["called"], scheme="https")
        self.issue(self.server)
        self.assertEqual(self.at_counter(self.server, "open")[0], 0)
        self.assertEqual(self.at_counter(self.server, "next")[0], 0)
        self.assertTrue(office.poll(lambda: self.standing(key)["last_error"].startswith("TLS: ")))
        self.assertEqual(receiver.heard, [])
        self.server.kill()
        self.server = self.serve(environment={**os.environ, "SSL_CERT_FILE": str(pem)})
        self.assertTrue(office.poll(lambda: len(receiver.taken()) == 1), self.standing(key))

    def test_the_receiver_in_the_documentation_takes_what_is_signed_and_nothing_else(self):
        text = (office.ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8").partition("## A receiver")[2]
        code = "\n".join(line[4:] for line in text.splitlines() if line.startswith("    "))
        code = code.replace("8b1a…", "a-secret-of-enough-bytes").replace("print(json.loads(body))", "print(json.loads(body), flush=True)")
        # At a port that is free, which it says.
        server = 'http.server.HTTPServer(("127.0.0.1", 8099), Receiver)'
        self.assertIn(server + ".serve_forever()", code)
        code = code.replace(server, "listening").replace("listening.", f"listening = {server.replace('8099', '0')}; print(listening.server_port, flush=True); listening.")
        receiver = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(lambda: [receiver.kill(), receiver.wait(), receiver.stdout.close()])
        port = int(receiver.stdout.readline())

        def post(signature):
            request = urllib.request.Request(f"http://127.0.0.1:{port}/", data=b"{}", headers={"X-Luot-Signature": signature, "X-Luot-Delivery": "x"})
            try:
                with urllib.request.urlopen(request, timeout=office.PATIENCE_S) as answer:
                    return answer.status
            except urllib.error.HTTPError as error:
                with error:
                    return error.code

        self.assertEqual(post(f"t={int(time.time())},v1=" + "0" * 64), 403)
        self.server = self.serve()
        key = self.key()
        status, made = self.ask(key, "POST", "/api/v1/webhooks", {"url": f"http://127.0.0.1:{port}/", "kinds": ["called"],
                                                                  "secret": "a-secret-of-enough-bytes"})
        self.assertEqual(status, 201, made)
        number = self.issue(self.server)["number"]
        self.assertEqual(self.at_counter(self.server, "open")[0], 0)
        self.assertEqual(self.at_counter(self.server, "next")[0], 0)
        self.assertTrue(office.poll(lambda: self.standing(key)["delivered"] == 1))
        self.assertIn(f"'number': '{number}'", receiver.stdout.readline())

    def test_alerts_are_told_once(self):
        self.server = self.serve()
        key = self.key()
        receiver = self.receive()
        self.hook(key, receiver, ["alert"])
        self.assertEqual(self.at_counter(self.server, "open")[0], 0)
        self.assertEqual(self.at_counter(self.server, "help", "on")[0], 0)
        self.assertTrue(office.poll(lambda: any(told["alert"] == "help" for told in receiver.taken())), receiver.heard)
        names = [name for name, _, _, _ in receiver.heard]
        self.assertEqual(len(names), len(set(names)))

    def test_an_office_whose_outbox_is_broken_gives_numbers_and_says_so(self):
        self.data.mkdir()
        hooks = self.data / "hooks.db"
        hooks.write_bytes(b"this is no database, and long enough to be seen as none" * 40)
        self.server = self.serve()
        key = self.key()
        self.assertEqual(self.issue(self.server)["number"], "H001")
        self.assertEqual(self.ask(key, "GET", "/api/v1/webhooks"), (200, {"webhooks": []}))
        status, answer = self.ask(key, "POST", "/api/v1/webhooks", {"url": "http://127.0.0.1:1/", "kinds": ["called"]})
        self.assertEqual((status, answer["error"]["code"]), (503, "unavailable"))
        self.assertIn("nobody is told until that is put right", self.server.log_text())
        hooks.unlink()
        receiver = self.receive()
        self.assertTrue(office.poll(lambda: self.ask(key, "POST", "/api/v1/webhooks", {"url": f"http://127.0.0.1:{receiver.port}/",
                                                                                       "kinds": ["called"]})[0] == 201), "put right while it runs")
        self.assertEqual(self.at_counter(self.server, "open")[0], 0)
        self.assertEqual(self.at_counter(self.server, "next")[0], 0)
        self.assertTrue(office.poll(receiver.taken))

    def test_what_is_wrong_is_refused_and_what_is_done_is_in_the_audit(self):
        self.server = self.serve()
        key = self.key()
        good = {"url": "http://127.0.0.1:1/x", "kinds": ["called"]}
        for change, field in (({"url": "ftp://x/"}, "url"), ({"url": "http://u:p@x/"}, "url"), ({"url": 7}, "url"), ({"url": "http://x/" + "a" * 600}, "url"),
                              ({"kinds": []}, "kinds"), ({"kinds": ["issued"]}, "kinds"), ({"kinds": ["called", "called"]}, "kinds"),
                              ({"secret": "short"}, "secret"), ({"with_link": 1}, "with_link"),
                              ({"url": "http://192.0.2.1/x", "with_link": True}, "with_link")):
            status, answer = self.ask(key, "POST", "/api/v1/webhooks", {**good, **change})
            self.assertEqual((status, answer), (400, {"error": {"code": "bad_value", "params": {"field": field}}}))
        viewer = self.key("viewer")
        self.assertEqual(self.ask(viewer, "GET", "/api/v1/webhooks")[0], 403)
        self.assertEqual(self.ask(viewer, "POST", "/api/v1/webhooks", good)[0], 403)
        with concurrent.futures.ThreadPoolExecutor(18) as at_once:
            answers = list(at_once.map(lambda _: self.ask(key, "POST", "/api/v1/webhooks", good), range(18)))
        self.assertEqual(sorted(status for status, _ in answers), [201] * 16 + [409] * 2)
        made = [answer for status, answer in answers if status == 201]
        self.assertEqual(self.ask(key, "POST", "/api/v1/webhooks", good)[0], 409)
        self.assertEqual(len(self.ask(key, "GET", "/api/v1/webhooks")[1]["webhooks"]), 16)
        self.assertNotIn("secret", self.ask(key, "GET", "/api/v1/webhooks")[1]["webhooks"][0])
        self.assertEqual(self.ask(key, "DELETE", f"/api/v1/webhooks/{made[0]['id']}"), (204, None))
        self.assertEqual(self.ask(key, "DELETE", f"/api/v1/webhooks/{made[0]['id']}")[0], 404)
        self.server.kill()
        self.server = self.serve()
        self.assertTrue(office.poll(lambda: self.ask(key, "GET", "/api/v1/webhooks")[0] == 200))
        self.assertTrue(office.poll(lambda: len(self.ask(key, "GET", "/api/v1/webhooks")[1]["webhooks"]) == 15))
        audit = self.ask(key, "GET", "/api/v1/audit")[1]["entries"]
        done = [(entry["what"], entry["outcome"]) for entry in audit if entry["what"].startswith("webhook.")]
        self.assertEqual(done.count(("webhook.add", "done")), 16)
        self.assertIn(("webhook.add", "too_many"), done)
        self.assertIn(("webhook.remove", "done"), done)
        self.assertIn(("webhook.remove", "unknown"), done)

    def add_by_hand(self, receiver, *flags):
        """What `webhook add` prints, by name."""
        outcome = self.server_command("webhook", "add", "--data", self.data, f"http://127.0.0.1:{receiver.port}/in", *flags)
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        return dict(line.split(" ", 1) for line in outcome.stdout.splitlines())

    def test_the_command_line_adds_and_removes_them_beside_a_server_and_without_one(self):
        before, beside = self.receive(), self.receive()
        self.serve().stop()
        made = self.add_by_hand(before, "--kinds", "called,served")
        self.server = self.serve()
        key = self.key()
        self.assertEqual([hook["id"] for hook in self.ask(key, "GET", "/api/v1/webhooks")[1]["webhooks"]], [made["id"]])
        self.assertEqual(self.at_counter(self.server, "open")[0], 0)
        numbers = [self.issue(self.server)["number"] for _ in range(3)]
        self.serve_one()
        self.assertTrue(office.poll(lambda: len(before.taken()) == 2))
        later = self.add_by_hand(beside, "--kinds", "called", "--with-link")
        self.assertTrue(office.poll(lambda: len(self.ask(key, "GET", "/api/v1/webhooks")[1]["webhooks"]) == 2), "taken up while it runs")
        self.serve_one()
        self.assertTrue(office.poll(lambda: len(before.taken()) == 4 and beside.taken()))
        self.assertEqual([body["number"] for body in beside.taken()], numbers[1:2])
        self.check_signatures(before, made["secret"])
        self.check_signatures(beside, later["secret"])
        listed = self.server_command("webhook", "list", "--data", self.data).stdout.splitlines()
        self.assertEqual([line.split()[0] for line in listed], [made["id"], later["id"]])
        self.assertIn("called,served", listed[0])
        self.assertIn("with link", listed[1])
        self.assertNotIn(made["secret"], "".join(listed))
        gone = self.server_command("webhook", "remove", "--data", self.data, made["id"])
        self.assertEqual(gone.returncode, 0, gone.stderr)
        self.assertTrue(office.poll(lambda: [hook["id"] for hook in self.ask(key, "GET", "/api/v1/webhooks")[1]["webhooks"]] == [later["id"]]))
        self.serve_one()
        self.assertTrue(office.poll(lambda: len(beside.taken()) == 2))
        self.assertEqual(len(before.taken()), 4)
        audit = self.ask(key, "GET", "/api/v1/audit")[1]["entries"]
        entries = [(entry["who"], entry["what"], entry["outcome"]) for entry in audit if entry["what"].startswith("webhook.")]
        self.assertEqual(entries, [("command line", "webhook.remove", "done"), ("command line", "webhook.add", "done"),
                                   ("command line", "webhook.add", "done")])
        self.assertNotIn(later["secret"], json.dumps(audit))

    def test_the_command_line_refuses_what_the_api_refuses(self):
        self.data.mkdir()
        add = ("webhook", "add", "--data", self.data)
        good = ("https://gateway.example/in", "--kinds", "called")
        for arguments, word in ((("ftp://x/", "--kinds", "called"), "https://"), (("http://u:p@x/", "--kinds", "called"), "password"),
                                (("https://x/", "--kinds", "issued"), "--kinds"), (("https://x/", "--kinds", "called,called"), "--kinds"),
                                (("http://192.0.2.1/x", "--kinds", "called", "--with-link"), "--with-link")):
            self.refused(self.server_command(*add, *arguments), word, code=2)
        self.assertEqual(self.server_command(*add, "https://x/").returncode, 2)
        self.assertEqual(self.server_command("webhook").returncode, 2)
        own = subprocess.run([office.BIN / "ticket-server", *map(str, add), *good, "--own-secret"], input="short\n", capture_output=True, text=True,
                             timeout=office.PATIENCE_S, check=False)
        self.refused(own, "16 to 128")
        own = subprocess.run([office.BIN / "ticket-server", *map(str, add), *good, "--own-secret"], input="a-secret-of-its-own\n", capture_output=True,
                             text=True, timeout=office.PATIENCE_S, check=False)
        self.assertEqual((own.returncode, len(own.stdout.splitlines())), (0, 1), own.stderr)
        for _ in range(15):
            self.assertEqual(self.server_command(*add, *good).returncode, 0)
        self.refused(self.server_command(*add, *good), "too many")
        self.refused(self.server_command("webhook", "remove", "--data", self.data, "0123456789abcdef"), "no webhook 0123456789abcdef")
        self.assertEqual(len(self.server_command("webhook", "list", "--data", self.data).stdout.splitlines()), 16)
        self.refused(self.server_command("webhook", "list", "--data", self.folder / "nowhere"), "nowhere")
        help_text = self.server_command("webhook", "add", "--help")
        self.assertEqual(help_text.returncode, 0)
        for flag in ("--kinds", "--with-link", "--own-secret", "--data"):
            self.assertIn(flag, help_text.stdout)

    def test_after_a_restore_a_webhook_hears_of_what_happens_then(self):
        receiver = self.receive()
        self.server = self.serve()
        backup = self.folder / "backup.db"
        self.assertEqual(self.server_command("backup", "--data", self.data, "--to", backup).returncode, 0)
        for _ in range(6):
            self.issue(self.server)
        # It was added in a future that the backup does not know.
        self.hook(self.key(), receiver, ["called"])
        self.server.stop()
        self.assertEqual(self.server_command("restore", "--data", self.data, "--from", backup).returncode, 0)
        self.server = self.serve()
        number = self.issue(self.server)["number"]
        self.assertEqual(self.at_counter(self.server, "open")[0], 0)
        self.assertEqual(self.at_counter(self.server, "next")[0], 0)
        self.assertTrue(office.poll(receiver.taken))
        self.assertEqual([body["number"] for body in receiver.taken()], [number])


if __name__ == "__main__":
    office.main()
