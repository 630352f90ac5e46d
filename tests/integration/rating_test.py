"""The screen before the citizen, a real server, and neither of them always there: an opinion counts once, and for its own ticket."""
import json
import queue
import re
import resource
import shutil
import signal
import subprocess
import threading
import time

import office

SECONDS = 300  # that the question stays, the longest that there is
A_HAND_S = 0.45  # a touch sooner after the question was meant for something else


class Tablet:
    """counter-client --rating without a window; what it says, line by line."""

    def __init__(self, address, keep, counter=1, *flags):
        self.process = subprocess.Popen(
            [office.BIN / "counter-client", "--rating", "--offscreen", "--server", address, "--counter", str(counter), "--state", keep, *flags],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, restore_signals=False)
        self.lines = queue.Queue()
        self.said = []
        self.log = []
        self.readers = [threading.Thread(target=self.read_lines), threading.Thread(target=self.read_log)]
        for reader in self.readers:
            reader.start()

    def read_lines(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))

    def read_log(self):
        for line in self.process.stderr:
            self.log.append(line)

    def wait_for(self, **parts):
        """The first line from here on that has these parts."""
        give_up = time.monotonic() + office.PATIENCE_S
        while True:
            try:
                line = self.lines.get(timeout=max(give_up - time.monotonic(), 0.01))
            except queue.Empty:
                raise AssertionError(f"no {parts} came; said: {self.said}, log: {self.log}") from None
            self.said.append(line)
            if all(line.get(key) == value for key, value in parts.items()):
                return line

    def say(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def fill_disk(self, full):
        """As of now not a byte more goes into any file of its, or all may again. (SIGXFSZ is ignored, as Python has it.)"""
        unlimited = resource.RLIM_INFINITY
        resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (0 if full else unlimited, unlimited))

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for reader in self.readers:
            reader.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()


class Rating(office.OfficeTest):
    def setUp(self):
        super().setUp()
        self.keep = self.folder / "keep"
        self.office_file = self.folder / "office.toml"
        text = office.OFFICE.read_text(encoding="utf-8")
        text = re.sub(r"\n\[desk\.rating\][^\[]*", "\n", text)
        self.office_file.write_text(text + f"\n[desk.rating]\non = true\nseconds = {SECONDS}\n", encoding="utf-8")

    def start_tablet(self, server, *flags):
        tablet = Tablet(server.address, self.keep, 1, *flags)
        self.addCleanup(tablet.kill)
        return tablet

    def serve_one(self, server):
        """A whole visit at counter 1; its number and ticket."""
        number = self.issue(server)["number"]
        for verb in ("open", "next", "start", "finish"):
            code, answer = self.at_counter(server, verb)
            self.assertTrue(code == 0 or answer["error"]["code"] == "already_so", answer)
        return number

    def opinions(self):
        outcome = self.server_command("report", "--data", self.data, "--from", "2026-03-02", "--to", "2026-03-02", "--format", "json")
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        report = json.loads(outcome.stdout)
        rating = report["all"]["rating"]
        self.assertEqual([counter["rating"] for counter in report["counters"] if counter["rating"]["count"]], [rating])
        return rating["count"], rating["satisfied"], rating["grades"]

    def test_a_visit_is_rated(self):
        server = self.serve(office=self.office_file)
        picture = self.folder / "rating.png"
        tablet = self.start_tablet(server, "--size", "800x480", "--screenshot", picture)
        tablet.wait_for(page="closed")
        number = self.serve_one(server)
        asked = tablet.wait_for(page="ask")
        tablet.say("touch grade:9")
        self.assertEqual(tablet.wait_for(error="not_on_page")["params"]["page"], "ask")
        time.sleep(A_HAND_S)
        tablet.say("touch grade:3")
        tablet.say("touch grade:3")
        tablet.wait_for(page="thanks")
        settled = tablet.wait_for(rated=number)
        self.assertEqual((settled["ticket"], settled["grade"], settled["outcome"]), (asked["ticket"], 4, "accepted"))
        tablet.wait_for(page="idle")
        self.assertTrue(office.poll(picture.exists))
        tablet.say("quit")
        self.assertEqual(tablet.process.wait(office.PATIENCE_S), 0)
        self.assertEqual(server.stop()[0], 0)
        self.assertEqual(self.opinions(), (1, 1, [0, 0, 0, 1, 0]))
        self.verified()

    def test_server_and_tablet_die_before_the_answer(self):
        server = self.serve(office=self.office_file)
        tablet = self.start_tablet(server)
        tablet.wait_for(page="closed")
        number = self.serve_one(server)
        tablet.wait_for(page="ask")
        time.sleep(A_HAND_S)
        server.process.send_signal(signal.SIGSTOP)  # it hears, and answers nobody any more
        tablet.say("touch grade:4")
        tablet.wait_for(page="thanks")
        server.kill()
        tablet.kill()
        kept = (self.keep / "ratings-1").read_text(encoding="utf-8")
        self.assertIn(number, kept)

        server = self.serve(office=self.office_file)
        tablet = self.start_tablet(server)
        tablet.wait_for(rated=number, outcome="accepted")
        self.assertTrue(office.poll(lambda: number not in (self.keep / "ratings-1").read_text(encoding="utf-8")))
        tablet.kill()
        # Killed after the server had taken it and before it heard so: the next one tells it again.
        (self.keep / "ratings-1").write_text(kept, encoding="utf-8")
        tablet = self.start_tablet(server)
        settled = tablet.wait_for(rated=number, outcome="already_rated")
        self.assertIs(settled.get("sent_before"), True)
        self.assertFalse([line for line in tablet.log if "does not count" in line])
        self.assertEqual(server.stop()[0], 0)
        self.assertEqual(self.opinions(), (1, 1, [0, 0, 0, 0, 1]))
        self.verified()

    def test_a_tap_waits_for_a_server_that_comes_back(self):
        server = self.serve(office=self.office_file, listen=office.lasting_address())
        tablet = self.start_tablet(server)
        tablet.wait_for(page="closed")
        number = self.serve_one(server)
        tablet.wait_for(page="ask")
        server.kill()
        time.sleep(A_HAND_S)
        tablet.say("touch grade:2")
        tablet.wait_for(page="thanks")
        tablet.wait_for(page="away")
        server = self.serve(office=self.office_file, listen=server.address)
        tablet.wait_for(page="idle")
        tablet.wait_for(rated=number, outcome="accepted")
        self.assertEqual(server.stop()[0], 0)
        self.assertEqual(self.opinions(), (1, 0, [0, 1, 0, 0, 0]))

    def asked_tablet(self, server):
        """Asked about a visit, long enough for a hand; its number."""
        tablet = self.start_tablet(server)
        tablet.wait_for(page="closed")
        number = self.serve_one(server)
        tablet.wait_for(page="ask")
        time.sleep(A_HAND_S)
        return tablet, number

    def kept(self, counter=1):
        file = self.keep / f"ratings-{counter}"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def test_a_full_disk_is_written_as_soon_as_it_has_room(self):
        server = self.serve(office=self.office_file)
        tablet, number = self.asked_tablet(server)
        server.kill()
        tablet.fill_disk(True)
        tablet.say("touch grade:4")
        tablet.wait_for(page="thanks")
        self.assertTrue(office.poll(lambda: any("cannot write" in line for line in tablet.log)), tablet.log)
        self.assertNotIn(number, self.kept())
        tablet.fill_disk(False)
        self.assertTrue(office.poll(lambda: number in self.kept()), tablet.log)
        tablet.kill()
        server = self.serve(office=self.office_file)
        tablet = self.start_tablet(server)
        tablet.wait_for(rated=number, outcome="accepted")

    def test_a_folder_that_went_is_made_again(self):
        server = self.serve(office=self.office_file)
        tablet, number = self.asked_tablet(server)
        server.kill()
        shutil.rmtree(self.keep)
        tablet.say("touch grade:4")
        tablet.wait_for(page="thanks")
        self.assertTrue(office.poll(lambda: number in self.kept()), tablet.log)

    def test_another_office_leaves_what_is_kept_for_ours(self):
        server = self.serve(office=self.office_file)
        tablet, number = self.asked_tablet(server)
        server.kill()
        tablet.say("touch grade:4")
        tablet.wait_for(page="thanks")
        tablet.kill()

        text = self.office_file.read_text(encoding="utf-8")
        elsewhere = self.folder / "elsewhere.toml"
        elsewhere.write_text(re.sub(r'(?m)^code = "[^"]*"', 'code = "elsewhere"', text, count=1), encoding="utf-8")
        other = self.serve(office=elsewhere, data=self.folder / "elsewhere")
        tablet = self.start_tablet(other)
        tablet.wait_for(page="closed")
        tablet.say("quit")
        self.assertEqual(tablet.process.wait(office.PATIENCE_S), 0)
        self.assertIn(number, self.kept())

        server = self.serve(office=self.office_file)
        self.start_tablet(server).wait_for(rated=number, outcome="accepted")

    def test_two_screens_of_a_counter_do_not_keep_in_one_file(self):
        server = self.serve(office=self.office_file)
        tablet = self.start_tablet(server)
        tablet.wait_for(page="closed")
        second = self.start_tablet(server)
        self.assertEqual(second.process.wait(office.PATIENCE_S), 1)
        second.readers[1].join()
        self.assertEqual(len(second.log), 1, second.log)
        self.assertIn("--state", second.log[0])
        tablet.kill()  # however it ends, the next one may start
        self.start_tablet(server).wait_for(page="closed")

    def test_where_nothing_can_be_kept_it_says_so_and_does_not_start(self):
        nowhere = self.folder / "a-file"
        nowhere.write_text("", encoding="utf-8")
        outcome = self.run_program("counter-client", "--rating", "--offscreen", "--server", "127.0.0.1:1", "--counter", 1, "--state", nowhere)
        self.assertEqual((outcome.returncode, outcome.stdout), (1, ""))
        lines = outcome.stderr.splitlines()
        self.assertEqual(len(lines), 1, outcome.stderr)
        self.assertIn("--state", lines[0])


if __name__ == "__main__":
    office.main()
