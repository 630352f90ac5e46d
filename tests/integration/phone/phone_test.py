"""A citizen with a phone before the real programs: the kiosk's slip, the page behind its QR, the call, the opinion; and whoever tries tokens."""
import http.client
import json
import pathlib
import re
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import office  # noqa: E402


class Stream:
    """The events of one visit, as a browser reads them: read on a thread of its own, the last of each kind kept."""

    def __init__(self, server, token):
        self.connection = http.client.HTTPConnection(server.http, timeout=office.PATIENCE_S)
        self.connection.request("GET", f"/api/v1/visits/{token}/events?lang=vi")
        answer = self.connection.getresponse()
        if answer.status != 200 or not answer.getheader("Content-Type").startswith("text/event-stream"):
            raise AssertionError((answer.status, answer.read()))
        self.last, self.ended = {}, False
        self.changed = threading.Condition()
        self.thread = threading.Thread(target=self.read, args=(answer,), daemon=True)
        self.thread.start()

    def read(self, answer):
        event = None
        try:
            for raw in answer:
                name, _, value = raw.decode().rstrip("\n").partition(": ")
                if name == "event":
                    event = value
                elif name == "data":
                    with self.changed:
                        self.last[event] = json.loads(value)
                        self.changed.notify_all()
        except (OSError, ValueError):  # cut off: closed from this side or that
            pass
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def until(self, is_so):
        with self.changed:
            return self.changed.wait_for(lambda: is_so(self), office.PATIENCE_S)

    def visit(self):
        return self.last.get("visit", {}).get("visit", {})

    def close(self):
        self.connection.close()


class Phone(office.OfficeTest):
    def open_office(self, **changes):
        self.office_file = self.folder / "office.toml"
        text = office.OFFICE.read_text(encoding="utf-8")
        self.office_file.write_text('phone_base_url = "https://luot.example/"\n' + text, encoding="utf-8")
        return self.serve(office=self.office_file, **changes)

    def print_slip(self, server):
        """What the QR says of a slip that a kiosk printed for civil status."""
        slips = self.folder / "slips"
        slips.mkdir(exist_ok=True)
        before = set(slips.iterdir())
        outcome = self.run_program("printer-driver", "issue", "--server", server.address, "--kiosk", "kiosk-1", "--service", "civil-status",
                                   "--printer", f"png://{slips}")
        self.assertEqual(outcome.returncode, 0, outcome.stdout + outcome.stderr)
        slip, = set(slips.iterdir()) - before
        read = subprocess.run(["zbarimg", "--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", slip], capture_output=True, text=True,
                              timeout=office.PATIENCE_S, check=True)
        return read.stdout.strip()

    def ask(self, server, method, path, body=None, **headers):
        """(status, headers, text)"""
        connection = http.client.HTTPConnection(server.http, timeout=office.PATIENCE_S)
        try:
            if body is not None:
                headers.setdefault("Content_Type", "application/json")
                body = json.dumps(body)
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()

    def act(self, server, token, deed, body=None):
        status, _, text = self.ask(server, "POST", f"/api/v1/visits/{token}/{deed}", body or {})
        return status, json.loads(text)

    def test_from_the_slip_to_the_opinion(self):
        server = self.open_office()
        self.assertEqual(self.at_counter(server, "open")[0], 0)
        url = self.print_slip(server)
        found = re.fullmatch(r"https://luot\.example/t/([0-9a-f]{32})", url)
        self.assertTrue(found, url)
        token = found[1]

        status, headers, page = self.ask(server, "GET", f"/t/{token}", Accept_Language="en;q=0.8, vi")
        self.assertEqual(status, 200)
        self.assertIn('<html lang="vi">', page)
        self.assertIn(">H001<", page)
        self.assertEqual(headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertIn("default-src 'self'", headers["Content-Security-Policy"])
        self.assertNotIn("unsafe-inline", headers["Content-Security-Policy"])
        self.assertNotIn(token, page)
        for asset in re.findall(r'(?:href|src)="(/[^"]+)"', page):
            self.assertEqual(self.ask(server, "GET", asset)[0], 200, asset)

        stream = Stream(server, token)
        self.addCleanup(stream.close)
        self.assertTrue(stream.until(lambda s: s.visit().get("state") == "waiting" and "alive" in s.last))
        self.assertEqual(stream.visit()["ahead"], 0)
        self.assertEqual(self.at_counter(server, "next")[0], 0)
        self.assertTrue(stream.until(lambda s: s.visit()["state"] == "called"))
        self.assertEqual(stream.visit()["counter"]["id"], 1)
        self.assertEqual(stream.last["visit"]["page"]["heading"], "Mời đến quầy\u00a01")
        self.assertIn("tone-call", self.ask(server, "GET", f"/t/{token}")[2])
        self.assertEqual(self.at_counter(server, "recall")[0], 0)
        self.assertTrue(stream.until(lambda s: s.visit()["recalls"] == 1))
        self.assertEqual(self.at_counter(server, "start")[0], 0)
        self.assertTrue(stream.until(lambda s: s.visit()["state"] == "serving"))
        self.assertEqual(self.act(server, token, "cancel")[0], 409)
        self.assertEqual(self.at_counter(server, "finish", "--outcome", "accepted")[0], 0)
        self.assertTrue(stream.until(lambda s: s.visit()["state"] == "served" and s.ended))
        self.assertTrue(stream.visit()["can"]["rate"])

        status, answer = self.act(server, token, "rating", {"grade": 4})
        self.assertEqual((status, answer["visit"]["rated"]), (200, True))
        status, answer = self.act(server, token, "rating", {"grade": 4})
        self.assertEqual((status, answer["visit"]["rated"]), (200, True))
        status, answer = self.act(server, token, "rating", {"grade": 1})
        self.assertEqual((status, answer["error"]["code"]), (409, "already_rated"))

        metrics = self.ask(server, "GET", "/metrics")[2]
        self.assertNotIn(token, metrics)
        self.assertEqual(server.stop()[0], 0)
        self.assertNotIn(token, server_log(server))
        report = self.server_command("report", "--data", self.data, "--from", "2026-03-02", "--to", "2026-03-02", "--format", "json")
        rating = json.loads(report.stdout)["all"]["rating"]
        self.assertEqual((rating["count"], rating["satisfied"]), (1, 1), report.stdout)
        self.verified()

        # The day after the token leads nowhere, as one that never was.
        (self.data / "clock-anchor").unlink()
        again = self.serve(office=self.office_file, start="2026-03-03T08:00")
        self.assertTrue(office.poll(lambda: self.ask(again, "GET", f"/t/{token}")[0] == 404))
        dead, unknown = (self.ask(again, "GET", f"/t/{each}") for each in (token, "0" * 32))
        for headers in (dead[1], unknown[1]):
            headers.pop("Date", None)
        self.assertEqual(dead, unknown)

    def test_a_number_is_cancelled_once_from_the_page_alone(self):
        server = self.open_office()
        token = self.print_slip(server).rpartition("/")[2]
        path = f"/api/v1/visits/{token}/cancel"
        self.assertEqual(self.ask(server, "POST", path, {}, Sec_Fetch_Site="cross-site")[0], 403)
        self.assertEqual(self.ask(server, "POST", path, {}, Origin="https://elsewhere.example")[0], 403)
        self.assertEqual(self.ask(server, "POST", path, {}, Content_Type="text/plain")[0], 415)
        first = self.ask(server, "POST", path, {}, Sec_Fetch_Site="same-origin", Origin=f"http://{server.http}")
        self.assertEqual(first[0], 200)
        self.assertEqual(json.loads(first[2])["visit"]["state"], "cancelled")
        self.assertEqual(self.act(server, token, "cancel")[0], 200)
        self.assertEqual(server.stop()[0], 0)
        self.verified()
        again = self.serve(office=self.office_file, start=None)
        self.assertEqual(self.act(again, token, "cancel")[0], 200)  # over a restart too

    def test_forged_tokens_are_one_answer_and_then_none(self):
        server = self.open_office()
        statuses = []
        answers = set()
        forged = [str(self.issue(server)["ticket"]), "H001", "..", "%00", "a" * 400, "0" * 32, "%C4%91"]
        for each in forged:
            status, headers, text = self.ask(server, "GET", "/t/" + each)
            statuses.append(status)
            if status == 404:
                answers.add(text)
        self.assertEqual(set(statuses) - {400}, {404}, statuses)
        self.assertEqual(len({re.sub(r"\d\d:\d\d", "", answer) for answer in answers}), 1, "they read alike")
        for guess in range(80):
            status, headers, _ = self.ask(server, "GET", f"/api/v1/visits/{guess:032x}")
            if status == 429:
                break
        self.assertEqual(status, 429)
        self.assertGreaterEqual(int(headers["Retry-After"]), 1)
        # Who sits behind the same address and has a slip is answered all the same.
        token = self.print_slip(server).rpartition("/")[2]
        self.assertEqual(self.ask(server, "GET", f"/t/{token}")[0], 200)

    def test_the_office_as_it_is_has_no_QR_and_the_pages_all_the_same(self):
        server = self.serve()
        self.issue(server)
        status, headers, text = self.ask(server, "GET", "/api/v1/public", Origin="https://thanhxuan.example")
        self.assertEqual((status, headers["Access-Control-Allow-Origin"], headers["Cache-Control"]), (200, "*", "public, max-age=5"))
        fields = {field["service"]: field for field in json.loads(text)["fields"]}
        self.assertEqual((fields["civil-status"]["waiting"], fields["civil-status"]["open"]), (1, True))
        status, headers, page = self.ask(server, "GET", "/public?lang=en")
        self.assertEqual(status, 200)
        self.assertIn("Civil status", page)
        self.assertIn("frame-ancestors *", headers["Content-Security-Policy"])
        self.assertEqual(self.ask(server, "GET", "/t/" + "0" * 32)[0], 404)


def server_log(server):
    return pathlib.Path(server.log.name).read_text(encoding="utf-8")


if __name__ == "__main__":
    office.main()
