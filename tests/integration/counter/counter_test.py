"""Clerks at their windows before a real server: two who race, a morning by keys, what breaks while somebody is served, PINs, number pads."""
import array
import fcntl
import json
import os
import pathlib
import signal
import subprocess
import sys
import termios
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
# pylint: disable=wrong-import-position
import office
from window import A_HAND_S, Window

NEXT = "Gọi số tiếp theo"
START = "Bắt đầu phục vụ"
FINISH_AND_NEXT = "Kết thúc, gọi số tiếp theo"


def number_is(number):
    return lambda page: page.get("citizen", {}).get("number", "") == number


def step_is(label):
    return lambda page: page.get("step", {}).get("label") == label and not page.get("busy")


def has_dialog(page):
    return "dialog" in page


def no_dialog(page):
    return "dialog" not in page


class Race(office.OfficeTest):
    def test_two_windows_want_the_same_citizen_and_one_gets_them(self):
        server = self.serve()
        for _ in range(3):
            self.issue(server)
        windows = [Window(self, server, f"counter-{n}", counter=n) for n in (1, 2)]
        for window in windows:
            window.open()
        for wanted in ("H001", "H002", "H003"):
            # Both have chosen the same number, and a reason is the only thing that lacks.
            for window in windows:
                window.do("key S", has_dialog)
                window.do(f"type {wanted}", lambda page: page.get("dialog", {}).get("typed") == wanted)
                window.do("key Enter", lambda page: page.get("dialog", {}).get("kind") == "choice")
            time.sleep(A_HAND_S)
            for window in windows:
                window.say("key 1")
            for window in windows:
                window.until(lambda page: no_dialog(page) and not page.get("busy"))
            self.assertTrue(office.poll(lambda: sorted(window.number() for window in windows) == ["", wanted]),
                            [window.page for window in windows])
            winner, loser = sorted(windows, key=lambda window: window.number() == "")
            self.assertIn(wanted, loser.banners())
            self.assertIn("quầy " + ("1" if winner is windows[0] else "2"), loser.banners().lower())
            winner.do("key Enter", step_is(FINISH_AND_NEXT))
            winner.do("key F", has_dialog)
            winner.do("key 1", step_is(NEXT))
            loser.until(step_is(NEXT))
            loser.do("key Escape", lambda page: not page.get("banners"))
        for window in windows:
            window.end()
        server.stop()
        self.verified()


class Morning(office.OfficeTest):
    def test_a_morning_by_keys(self):
        server = self.serve()
        window = Window(self, server, "counter-1")
        window.open()
        for _ in range(8):
            self.issue(server)
        # Six served, each by two presses of one key.
        window.do("key Enter", number_is("H001"))
        for last in range(1, 6):
            window.do("key Enter", step_is(FINISH_AND_NEXT))
            window.do("key Enter", number_is(f"H00{last + 1}"))
        # The sixth does not come.
        window.do("key V", step_is(NEXT))
        # The seventh fills in a form, the eighth was in the wrong field.
        window.do("key Enter", number_is("H007"))
        window.do("key PadEnter", step_is(FINISH_AND_NEXT))
        window.do("key G", has_dialog)
        window.do("key 1", lambda page: len(page.get("holds", [])) == 1)
        window.do("key Enter", number_is("H008"))
        window.do("key C", has_dialog)
        window.do("key 1", lambda page: page.get("dialog", {}).get("kind") == "text")
        window.do("type thiếu bản sao", lambda page: page["dialog"].get("typed") == "thiếu bản sao")
        window.do("key Enter", step_is(NEXT))
        window.do("click " + window.page["holds"][0]["target"], number_is("H007"))
        window.do("key Enter", step_is(FINISH_AND_NEXT))
        window.do("key F", has_dialog)
        window.do("key 1", step_is(NEXT))
        # A pause, and its end by the same one key.
        window.do("key P", has_dialog)
        window.do("key 1", lambda page: no_dialog(page) and not page["step"]["label"].startswith(NEXT))
        window.do("key Enter", step_is(NEXT))
        window.do("key H", lambda page: any(row["target"] == "action:help" and row.get("on") for row in page["actions"]))
        self.assertIn("6 lượt", window.page["day"])
        self.assertTrue(office.poll(window.picture.exists))
        status = self.at_counter(server, "status")[1]
        self.assertEqual(status["counter"]["state"], "open")
        self.assertEqual(status["counter"]["help"], "asked")
        self.assertIn('clerk = "cb-01"', (self.folder / "counter-1.toml").read_text(encoding="utf-8"))
        window.do("close", has_dialog)
        window.say("quit")
        self.assertEqual(window.process.wait(office.PATIENCE_S), 0)
        server.stop()
        self.verified()


class Faults(office.OfficeTest):
    def at_work(self, server, *flags):
        """A window whose clerk serves H001, H002 waits."""
        for _ in range(2):
            self.issue(server)
        window = Window(self, server, "counter-1", *flags)
        window.open()
        window.do("key Enter", number_is("H001"))
        window.do("key Enter", step_is(FINISH_AND_NEXT))
        return window

    def test_a_killed_window_leaves_its_citizen_at_the_counter(self):
        server = self.serve()
        window = self.at_work(server)
        window.kill()
        self.assertEqual(self.at_counter(server, "status")[1]["ticket"]["number"], "H001")
        window.start()
        window.until(number_is("H001"))
        window.until(step_is(FINISH_AND_NEXT))
        window.do("key Enter", number_is("H002"))

    def test_a_server_that_goes_is_told_and_nothing_is_done_meanwhile(self):
        server = self.serve(listen=office.lasting_address())
        window = self.at_work(server)
        server.kill()
        window.until(lambda page: page.get("stale"))
        self.assertEqual(window.number(), "H001")
        window.do("key Enter", lambda page: page.get("banners"))
        self.assertFalse(window.page.get("busy"))
        again = self.serve(listen=server.address)
        window.until(lambda page: not page.get("stale") and page.get("step", {}).get("label") == FINISH_AND_NEXT)
        # What was pressed while it was away was not kept for later.
        self.assertEqual(self.at_counter(again, "status")[1]["ticket"]["number"], "H001")
        window.do("key Enter", number_is("H002"))
        again.stop()
        self.verified()

    def test_lines_do_nothing_while_the_server_is_away_nor_when_it_is_too_late(self):
        server = self.serve(listen=office.lasting_address())
        self.issue(server)
        lines = subprocess.Popen([office.BIN / "counter-client", "--headless", "--server", server.address, "--counter", "1", "--clerk", "cb-01",
                                  "--timeout", "3"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for end in (lines.stdout.close, lines.wait, lines.kill, lines.stdin.close):
            self.addCleanup(end)

        def say(line):
            lines.stdin.write(line + "\n")
            lines.stdin.flush()

        def code(line):
            say(line)
            return json.loads(lines.stdout.readline()).get("refused", {}).get("code", "")

        self.assertTrue(json.loads(lines.stdout.readline())["ok"])
        # It was sent in time, and is read when nobody waits for it any more.
        os.kill(server.process.pid, signal.SIGSTOP)
        say("next")
        unread = array.array("i", [1])
        self.assertTrue(office.poll(lambda: fcntl.ioctl(lines.stdin, termios.FIONREAD, unread) == 0 and unread[0] == 0))
        time.sleep(3.5)
        os.kill(server.process.pid, signal.SIGCONT)
        self.assertEqual(json.loads(lines.stdout.readline())["refused"]["code"], "too_late")
        server.kill()
        self.assertTrue(office.poll(lambda: code("status") == "no_connection"))
        self.assertEqual(code("next"), "no_connection")
        again = self.serve(listen=server.address)
        self.assertTrue(office.poll(lambda: code("status") == ""))
        self.assertIsNone(self.at_counter(again, "status")[1]["ticket"])
        self.assertEqual(code("next"), "")

    def test_taking_over_is_seen_by_both(self):
        server = self.serve()
        mine = self.at_work(server)
        other = Window(self, server, "other", "--take-over", clerk="cb-03")
        other.until(number_is("H001"))
        mine.until(lambda page: page["screen"] == "sign_in" and "Ngọc Ánh" in page["sign_in"].get("error", ""))
        other.until(step_is(FINISH_AND_NEXT))
        other.do("key Enter", number_is("H002"))
        self.assertEqual(self.at_counter(server, "status")[1]["counter"]["clerk"], "cb-03")

    def test_where_there_is_no_display_one_line_says_so(self):
        outcome = subprocess.run([office.BIN / "counter-client", "--server", "127.0.0.1:1", "--settings", self.folder / "s.toml"],
                                 capture_output=True, text=True, timeout=office.PATIENCE_S, check=False, stdin=subprocess.DEVNULL,
                                 env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder)})
        self.assertEqual(outcome.returncode, 1)
        lines = [line for line in outcome.stderr.splitlines() if line.startswith("counter-client: ")]
        self.assertEqual(len(lines), 1, outcome.stderr)
        self.assertIn("no display", lines[0])

    def test_mistakes_of_the_command_line_and_of_files(self):
        keys = self.folder / "keys.toml"
        keys.write_text('[keys]\n"Return" = "step"\n"F1" = "dance"\n', encoding="utf-8")
        client = ["--server", "127.0.0.1:1", "--offscreen"]
        for flags, words in ((["--keys", keys], [f"{keys}:2: ", f"{keys}:3: "]), (["--mode", "huge"], ["huge"]), (["--scale", "3"], ["3"]),
                             (["--keypad", "usb://x"], ["serial:///dev/ttyUSB0"]), (["--screenshot", "/nowhere/x.png"], ["/nowhere"]),
                             (["--screenshot", self.folder], [f"not the folder {self.folder}"]), (["--settings", "/nowhere/s"], ["/nowhere"]),
                             (["--settings", self.folder], ["--settings"]), (["--language", "xx"], ["xx", "vi, en"]),
                             (["--pin-file", keys, "--clerk", "cb-01"], ["4 to 12 digits"]), (["--pin-file", keys], ["--clerk"]),
                             (["--headless"], ["--headless"])):
            settings = [] if "--settings" in flags else ["--settings", self.folder / "s.toml"]
            outcome = self.run_program("counter-client", *client, *settings, *flags)
            self.assertEqual(outcome.returncode, 2, (flags, outcome.stderr))
            for word in words:
                self.assertIn(word, outcome.stderr)
        self.assertEqual(len(outcome.stderr.splitlines()), 1)


class Pins(office.OfficeTest):
    PIN = "8051374926"  # so long that no moment, port or key has it by chance

    def test_a_pin_is_typed_or_read_and_never_seen(self):
        made = subprocess.run([office.BIN / "ticket-server", "pin"], input=self.PIN + "\n", capture_output=True, text=True,
                              timeout=office.PATIENCE_S, check=True).stdout
        line = next(line for line in made.splitlines() if "$argon2id$" in line)
        hashed = line[line.index("$argon2id$"):].strip().strip('"')
        text = office.OFFICE.read_text(encoding="utf-8")
        office_file = self.folder / "office.toml"
        office_file.write_text(text.replace('code = "cb-01"\n', f'code = "cb-01"\npin = "{hashed}"\n'), encoding="utf-8")
        server = self.serve(office=office_file)
        self.issue(server)
        pin = self.folder / "pin"
        pin.write_text(self.PIN + "\n", encoding="utf-8")
        wrong = self.folder / "wrong"
        wrong.write_text("1234\n", encoding="utf-8")
        code, answer = self.at_counter(server, "open")
        self.assertEqual((code, answer["refused"]["code"]), (1, "not_signed_in"))

        def with_pin(file, *verb):
            outcome = self.run_program("counter-client", "do", "--server", server.address, "--counter", 1, "--clerk", "cb-01", "--pin-file",
                                       file, *verb)
            return outcome.returncode, json.loads(outcome.stdout)

        code, answer = with_pin(wrong, "open")
        self.assertEqual((code, answer["refused"]["code"]), (1, "wrong_pin"))
        self.assertIn("params", answer["refused"])
        self.assertEqual(with_pin(pin, "open")[0], 0)
        self.assertEqual(with_pin(pin, "close")[0], 0)

        # From nothing remembered: counter, clerk and PIN by keys; then it is remembered, but for the PIN.
        settings = self.folder / "settings.toml"
        window = Window(self, server, "window", counter=0, settings=settings)
        window.until(lambda page: page.get("screen") == "sign_in" and page["sign_in"].get("counters"))
        window.do("click " + window.page["sign_in"]["counters"][0]["target"], lambda page: page["sign_in"]["focus"] != "counter")
        window.do("type cb-01", lambda page: page["sign_in"].get("clerk") or page["sign_in"].get("clerks"))
        window.do("key Enter", lambda page: page["sign_in"]["focus"] == "pin")
        window.do("key " + " ".join(self.PIN), lambda page: page["sign_in"].get("pin_digits") == len(self.PIN))
        window.do("key Enter", lambda page: page["screen"] == "desk")
        window.open()
        self.assertTrue(office.poll(settings.exists))
        kept = settings.read_text(encoding="utf-8")
        self.assertIn('clerk = "cb-01"', kept)
        self.assertIn("counter = 1", kept)
        window.do("key Enter", number_is("H001"))
        for file in self.folder.rglob("*"):
            if file.is_file() and file != pin and file.suffix != ".png":
                self.assertNotIn(self.PIN.encode(), office.content(file), file)
        self.assertNotIn(self.PIN, json.dumps(window.said))


class Verbs(office.OfficeTest):
    def do(self, *verb, code=0, **who):
        outcome, answer = self.at_counter(self.server, *verb, **who)
        self.assertEqual(outcome, code, answer)
        return answer

    def test_every_verb_has_its_exit_code(self):
        self.server = self.serve()
        watch = subprocess.Popen([office.BIN / "counter-client", "watch", "--server", self.server.address], stdout=subprocess.PIPE, text=True)
        self.addCleanup(watch.stdout.close)
        self.addCleanup(watch.wait)
        self.addCleanup(watch.terminate)
        self.do("open")
        self.issue(self.server)
        self.issue(self.server)
        self.assertEqual(self.do("next", "--expect", "H002", code=1)["refused"]["code"], "counter_changed")
        self.do("next", "--expect", "nobody")
        self.assertEqual(self.do("recall", "--expect", "H999", code=1)["refused"]["code"], "unknown_ticket")
        self.do("start", "--expect", "H001")
        self.assertEqual(self.do("note", "H001", "thiếu", "bản", "sao")["note"]["text"], "thiếu bản sao")
        self.do("help", "on")
        self.assertEqual(self.do("help", "on", code=1)["refused"]["code"], "already_so")
        self.do("help", "off")
        self.assertEqual(self.do("finish", "--outcome", "accepted", "--ended", "07:30", code=1)["refused"]["code"], "bad_value")
        finished = self.do("finish", "--outcome", "accepted")["result"]["finished"]
        self.do("rate", finished, 4)
        self.assertEqual(self.do("note", "H001", "later", code=1)["refused"]["code"], "unknown_ticket")
        # The same verbs as lines, each answered before the next is read.
        lines = subprocess.run([office.BIN / "counter-client", "--headless", "--server", self.server.address, "--counter", "1", "--clerk", "cb-01"],
                               input="note H002 thiếu bản sao\nnote H002 --clear\nhelp off\n", capture_output=True, text=True,
                               timeout=office.PATIENCE_S, check=False)
        answers = [json.loads(line) for line in lines.stdout.splitlines()]
        self.assertEqual([answer["verb"] for answer in answers], ["open", "note", "note", "help"], lines.stderr)
        self.assertEqual([answer["ok"] for answer in answers[1:]], [True, True, False])
        self.assertEqual(self.do("rate", finished, 4, code=1)["refused"]["code"], "already_rated")
        self.do("hand-over", "cb-02")
        self.assertEqual(self.do("next", code=1)["refused"]["code"], "not_your_counter")
        self.do("auto-call", "on", clerk="cb-02")
        self.assertTrue(office.poll(lambda: self.do("status")["ticket"] is not None))
        outcome = self.run_program("counter-client", "do", "--server", self.server.address, "--counter", 1, "--clerk", "cb-02", "note", "H002")
        self.assertEqual((outcome.returncode, outcome.stdout), (2, ""))
        outcome = self.run_program("counter-client", "do", "--server", "127.0.0.1:1", "--counter", 1, "--clerk", "cb-02", "--timeout", "0.3",
                                   "next")
        self.assertEqual(outcome.returncode, 1)
        seen = set()
        while not {"snapshot", "staff", "note", "changes", "link"} <= seen:
            seen |= set(json.loads(watch.stdout.readline()))


class Keypad(office.OfficeTest):
    def test_a_number_pad_works_the_counter_and_survives_its_plug(self):
        device = self.folder / "ttyUSB0"
        pad = subprocess.Popen([office.BIN / "luot-virtual-keypad", "--device", device], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(pad.stdout.close)
        self.addCleanup(pad.wait)
        self.addCleanup(pad.terminate)
        self.assertEqual(pad.stdout.readline(), f"listening {device}\n")

        def hand(line):
            time.sleep(A_HAND_S)
            pad.stdin.write(line + "\n")
            pad.stdin.flush()

        shown = []
        threading.Thread(target=lambda: shown.extend(pad.stdout), daemon=True).start()

        def shows(text):
            seen = len(shown)
            self.assertTrue(office.poll(lambda: any(text in line for line in shown)), shown)
            del shown[:seen]

        server = self.serve()
        self.issue(server)
        self.issue(server)
        window = Window(self, server, "counter-1", "--mode", "keypad", "--keypad", f"serial://{device}?profile=plain")
        window.until(lambda page: page.get("step", {}).get("label", "").startswith("Mở "))
        hand("enter")
        window.until(step_is(NEXT))
        hand("enter")
        window.until(number_is("H001"))
        shows('"H001 Ho tich')
        hand("unplug")
        window.until(lambda page: "Bàn phím số" in window.banners())
        hand("plug")
        window.until(lambda page: "Bàn phím số" not in window.banners())
        shows('"H001 Ho tich')
        hand("enter")
        window.until(step_is(FINISH_AND_NEXT))
        hand("press +")  # a recall makes no sense any more, and is refused in words
        window.until(lambda page: page.get("banners"))
        hand("enter")
        window.until(number_is("H002"))
        pad.stdin.write("quit\n")
        pad.stdin.close()


if __name__ == "__main__":
    office.main()
