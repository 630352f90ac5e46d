"""The supervisor's live page before the real server: it sees what kiosks and clerks do, comes back after a crash and is right, and acts."""
import subprocess
import time

import luot_client as luot
from office import BIN, START_S, OfficeCase, content
from page import PATIENCE_S, Page, by

SECTIONS = ["alerts", "counters", "devices", "fields", "notice", "now", "office", "summary", "trend", "waiting"]


class LiveCase(OfficeCase):
    def pages(self, **roles):
        """A page for each name, with a key of its role."""
        made = []
        for name, role in roles.items():
            done = subprocess.run([BIN / "ticket-server", "key", "add", "--data", self.server.folder / "data", name, "--role", role],
                                  capture_output=True, text=True, timeout=START_S, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            made.append(Page(self.server, done.stdout.split()[-1]))
            self.addCleanup(made[-1].leave)
        deadline = time.monotonic() + PATIENCE_S
        while made[-1].ask("GET", "/api/v1/live")[0] != 200:  # the server looks now and then
            self.assertLess(time.monotonic(), deadline, "a new key is known soon")
            time.sleep(0.05)
        return made

    def page(self, name, role):
        return self.pages(**{name: role})[0]

    def issue(self, service="civil-status"):
        return self.client(luot.KIOSK, "kiosk-1").do(issue=dict(service=service)).issued

    def act(self, page, command):
        status, answer = page.act(command)
        self.assertEqual(status, 200, answer)
        return answer

    def assert_not_done(self, page, command, status, code):
        got, answer = page.act(command)
        self.assertEqual((got, answer["error"]["code"]), (status, code))
        return answer["error"]["params"]


class Watching(LiveCase):
    def test_a_call_changes_what_is_seen(self):
        page = self.page("xem", "viewer").watch()
        self.assertTrue(page.until(lambda s: sorted(s) == SECTIONS), page.sections)
        number = self.issue().number
        self.assertTrue(page.until(lambda s: [w["number"] for w in s["waiting"]] == [number] and s["summary"]["waiting"] == 1))
        self.assertEqual(by(page.sections["fields"], "service", "civil-status")["waiting"], 1)
        clerk = self.open_counter(1)
        clerk.do(call_next=dict(at=clerk.at))
        self.assertTrue(page.until(lambda s: by(s["counters"], "id", 1)["ticket"]["number"] == number and s["waiting"] == []))
        clerk.do(start=dict(at=clerk.at))
        clerk.do(finish=dict(at=clerk.at, outcome="accepted"))
        self.assertTrue(page.until(lambda s: s["summary"]["served"] == 1 and by(s["counters"], "id", 1)["served"] == 1))
        self.assertEqual(page.sections["summary"]["wait"]["count"], 1)
        self.assertNotIn("office", [name for piece in page.pieces[1:] for name in piece], "what did not change is not sent again")
        document = page.document()
        for name in ("counters", "fields", "waiting", "notice", "office"):
            self.assertEqual(page.sections[name], document[name])

    def test_a_stream_that_breaks_goes_on_and_after_a_crash_is_right(self):
        page = self.page("xem", "viewer").watch()
        self.assertTrue(page.until(lambda s: sorted(s) == SECTIONS))
        page.leave()
        first = self.issue().number
        before = len(page.pieces)
        page.watch()
        self.assertTrue(page.until(lambda s: [w["number"] for w in s["waiting"]] == [first]))
        self.assertNotIn("office", page.pieces[before], "only what changed meanwhile")

        old = page.id
        self.server.kill()
        page.leave()
        self.server.start()
        second = self.issue("land").number
        before = len(page.pieces)
        page.watch()
        self.assertTrue(page.until(lambda s: [w["number"] for w in s["waiting"]] == [first, second]))
        self.assertEqual(page.pieces[before], SECTIONS, "another server's numbers are not trusted")
        self.assertNotEqual(page.id.split("-")[0], old.split("-")[0])

    def test_who_is_nobody_sees_nothing_and_who_is_no_longer_anybody_stops_seeing(self):
        nobody = Page(self.server, "nonsense")
        for method, path in [("GET", "/api/v1/live"), ("GET", "/api/v1/live/events"), ("POST", "/api/v1/commands")]:
            self.assertEqual(nobody.ask(method, path, {"endDay": {}} if method == "POST" else None)[0], 401, path)
        page = self.page("xem", "viewer").watch()
        self.assertTrue(page.until(lambda s: sorted(s) == SECTIONS))
        subprocess.run([BIN / "ticket-server", "key", "remove", "--data", self.server.folder / "data", "xem"], timeout=START_S,
                       check=True, capture_output=True)
        clerk = self.open_counter(1)
        deadline, on = time.monotonic() + PATIENCE_S, True
        while page.thread.is_alive():  # with the next thing that there would be to see
            self.assertLess(time.monotonic(), deadline, "the stream of a key that was removed ends")
            clerk.do(set_auto_call=dict(at=clerk.at, on=on))
            on = not on
            page.thread.join(0.6)

    def test_a_clerk_asks_for_help_and_hears_that_somebody_comes(self):
        page = self.page("thuy", "supervisor").watch()
        clerk = self.open_counter(1)
        clerk.do(ask_for_help=dict(at=clerk.at, on=True))
        self.assertTrue(page.until(lambda s: by(s["alerts"], "key", "help:1")["severity"] == "bad"))
        self.act(page, {"answerHelp": {"counter": 1}})
        self.assertTrue(page.until(lambda s: by(s["alerts"], "key", "help:1")["severity"] == "info"))
        self.act(page, {"answerHelp": {"counter": 1, "over": True}})
        self.assertTrue(page.until(lambda s: all(alert["key"] != "help:1" for alert in s["alerts"])))


class Acting(LiveCase):
    def test_what_one_does_the_other_sees_and_all_of_it_is_in_the_audit(self):
        thuy, binh, viewer, admin = self.pages(thuy="supervisor", binh="supervisor", xem="viewer", admin="administrator")
        binh.watch()
        self.assertTrue(binh.until(lambda s: sorted(s) == SECTIONS))
        self.act(thuy, {"limitService": {"service": "land", "closed": True}})
        self.assertTrue(binh.until(lambda s: by(s["fields"], "service", "land")["closed_why"] == "service_closed"))
        serves = by(binh.sections["counters"], "id", 9)["serves"]
        move = {"assignCounter": {"counter": 9, "serves": serves + ["land"], "helps": []}, "seen": {"serves": serves, "helps": []}}
        self.act(thuy, move)
        self.assertEqual(self.assert_not_done(binh, move, 409, "changed_meanwhile")["now"], {"serves": serves + ["land"], "helps": []})
        self.assertTrue(binh.until(lambda s: "land" in by(s["counters"], "id", 9)["serves"]))
        self.assert_not_done(thuy, {"limitService": {"service": "land", "closed": True}}, 409, "already_so")
        self.assert_not_done(viewer, {"endDay": {}}, 403, "not_permitted")
        self.assert_not_done(thuy, {"confirmClock": {}}, 403, "not_permitted")
        self.assert_not_done(thuy, {"callNext": {"at": {"counter": 1, "clerk": "clerk-1"}}}, 403, "not_permitted")
        self.assert_not_done(thuy, {"limitService": {"service": "land", "sort": 1}}, 400, "bad_command")

        status, audit = admin.ask("GET", "/api/v1/audit")
        self.assertEqual(status, 200, audit)
        acts = [(entry["who"], entry["outcome"]) for entry in audit["entries"] if entry["what"] == "command"]
        self.assertEqual(sorted(acts), sorted([("key:thuy", "done"), ("key:thuy", "done"), ("key:binh", "changed_meanwhile"),
                                               ("key:thuy", "already_so"), ("key:thuy", "not_permitted"), ("key:thuy", "not_permitted"),
                                               ("key:thuy", "bad_command")]))

    def test_priority_is_in_the_journal_with_who_gave_it_and_a_cancelled_number_is_gone(self):
        thuy = self.page("thuy", "supervisor")
        first, second = self.issue(), self.issue()
        self.act(thuy, {"setUrgent": {"ticket": second.ticket, "reason": "unwell"}, "seen": {"state": "waiting"}})
        clerk = self.open_counter(1)
        self.assertEqual(clerk.do(call_next=dict(at=clerk.at)).called.number, second.number)
        cancel = {"cancel": {"ticket": second.ticket, "reason": "left"}, "seen": {"state": "waiting"}}
        self.assertEqual(self.assert_not_done(thuy, cancel, 409, "changed_meanwhile"), {"now": {"state": "called"}})
        answer = self.act(thuy, {"cancel": {"ticket": first.ticket, "reason": "left"}, "seen": {"state": "waiting"}})
        self.assertEqual(answer["number"], first.number)
        self.assertEqual(thuy.document()["waiting"], [])
        journal = b"".join(content(path) for path in (self.server.folder / "data").glob("*.db*"))
        self.assertIn(b"web:key:thuy", journal)

    def test_a_notice_reaches_a_board_and_the_days_end_a_kiosk(self):
        thuy = self.page("thuy", "supervisor")
        board = self.client(luot.BOARD, "board-1")
        text = "Nghỉ trưa đến 13 giờ 30"
        self.act(thuy, {"setNotice": {"text": text}, "seen": {"text": ""}})
        board.until(lambda picture: picture.day is not None and picture.day.notice == text)
        self.assertEqual(thuy.document()["notice"]["text"], text)
        self.act(thuy, {"endDay": {}})
        self.assert_refused("office_closed", self.client(luot.KIOSK, "kiosk-1"), {"why": "supervisor"}, issue=dict(service="land"))
        self.assertTrue(thuy.document()["now"]["issuing_ended"])
