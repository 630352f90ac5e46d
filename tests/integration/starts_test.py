"""Starts that go wrong, and what a server does whose disk is full or whose clock cannot be right: one clear line, and nothing lost."""
import datetime
import json
import os
import resource
import socket
import sqlite3
import subprocess

import office

HANOI = datetime.timezone(datetime.timedelta(hours=7))
SERVICE = "civil-status"

_OFFICE = """
code = "starts-test"
name = {{ vi = "Bộ phận một cửa để thử", en = "An office for tests" }}
zone = "Asia/Ho_Chi_Minh"
languages = ["vi", "en"]
day_begins = "{day_begins}"
outcomes = [ {{ code = "accepted", name = {{ vi = "Đã tiếp nhận hồ sơ", en = "Accepted" }} }} ]

[[classes]]
code = "ordinary"
name = {{ vi = "Thường", en = "Ordinary" }}

[[services]]
code = "civil-status"
name = {{ vi = "Hộ tịch", en = "Civil status" }}
prefix = "H"

[[counters]]
number = 1
serves = ["civil-status"]

[[clerks]]
code = "cb-01"
"""


def always_open():
    """An office that is open around the clock, and whose day does not end while a test runs."""
    hour = datetime.datetime.now(HANOI).hour
    return _OFFICE.format(day_begins="12:00" if 2 <= hour < 9 else "06:00")


def local(**ahead):
    """Office time now, and so much later, as --start takes it."""
    return (datetime.datetime.now(HANOI) + datetime.timedelta(**ahead)).strftime("%Y-%m-%dT%H:%M")


class Starts(office.OfficeTest):
    def setUp(self):
        super().setUp()
        self.office_file = self.folder / "office.toml"
        self.office_file.write_text(always_open(), encoding="utf-8")

    def open_office(self, *flags, start=None, **options):
        return self.serve(*flags, office=self.office_file, start=start, **options)

    def start(self, *flags, data=None, **options):
        """A start that is expected to fail."""
        return subprocess.run(
            [office.BIN / "ticket-server", "--office", self.office_file, "--data", data or self.data, "--listen", "127.0.0.1:0", "--http",
             "127.0.0.1:0", *flags], capture_output=True, text=True, timeout=office.PATIENCE_S * 2, check=False, stdin=subprocess.DEVNULL,
            **options)

    def last_event_us(self):
        with sqlite3.connect(f"file:{self.data / 'journal.db'}?mode=ro", uri=True) as journal:
            (at_us,) = journal.execute("SELECT max(at_us) FROM event").fetchone()
        journal.close()
        return at_us

    def refused_issue(self, server):
        """Why a number is refused."""
        outcome = self.run_program("printer-driver", "issue", "--server", server.address, "--kiosk", "kiosk-1", "--service", SERVICE)
        self.assertEqual(outcome.returncode, 1, outcome.stdout)
        return outcome.stdout + outcome.stderr

    def confirm(self, server):
        return self.server_command("confirm-clock", "--server", server.address)


class Folders(Starts):
    def test_a_refused_start_loses_nothing(self):
        server = self.open_office()
        self.assertEqual(self.issue(server)["number"], "H001")
        self.refused(self.start(), str(self.data), "in use")
        self.assertEqual(self.issue(server)["number"], "H002")
        server.kill()
        with sqlite3.connect(self.data / "journal.db") as journal:
            (version,) = journal.execute("PRAGMA user_version").fetchone()
            journal.execute(f"PRAGMA user_version = {version + 1}")
        journal.close()
        self.refused(self.start(), "journal.db", "newer")
        with sqlite3.connect(self.data / "journal.db") as journal:
            journal.execute(f"PRAGMA user_version = {version}")
        journal.close()
        with socket.create_server(("127.0.0.1", 0)) as taken:
            address = "127.0.0.1:%d" % taken.getsockname()[1]
            self.refused(self.server_command("--office", self.office_file, "--data", self.data, "--listen", address, "--http", "127.0.0.1:0"),
                         address)
        server = self.open_office()
        self.assertEqual(self.issue(server)["number"], "H003")
        server.stop()
        self.verified()

    def test_a_data_path_that_is_a_file(self):
        self.data.write_text("somebody's notes", encoding="utf-8")
        self.refused(self.start(), str(self.data))
        self.refused(self.start(data=self.data / "below"), str(self.data / "below"))
        self.assertEqual(self.data.read_text(encoding="utf-8"), "somebody's notes")

    def test_a_data_path_in_a_folder_that_is_not_there_is_taken_for_a_mistake(self):
        deep = self.folder / "not" / "there"
        for path in (deep, f"{deep}/", f"{self.folder}/./not/there"):
            self.refused(self.start(data=path), str(self.folder / "not"), "correct the path")
        self.assertFalse(deep.parent.exists())

    def first_words(self, data):
        """What a server says on standard error that serves from this folder, and is stopped."""
        process = subprocess.Popen([office.BIN / "ticket-server", "--office", self.office_file, "--data", data, "--listen", "127.0.0.1:0",
                                    "--http", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)
        self.assertTrue(process.stdout.readline().startswith("listening "))
        process.terminate()
        _, said = process.communicate(timeout=office.PATIENCE_S)
        self.assertEqual(process.returncode, 0, said)
        return said

    def test_a_first_start_says_that_the_office_begins_and_no_other_does(self):
        empty = self.folder / "mount-point"
        empty.mkdir()
        for new in (self.folder / "new", f"{self.folder}/another/", empty):
            self.assertEqual(self.first_words(new).count(f"a new, empty journal was made in {new}"), 1)
            self.assertNotIn("a new, empty journal", self.first_words(new))
            self.verified(new)

    def unprivileged(self):
        """Arguments for a process that folders' permissions hold for."""
        if os.geteuid() != 0:
            return {}
        self.folder.chmod(0o755)
        nobody = dict(user=65534, group=65534, extra_groups=[])
        try:
            subprocess.run([office.BIN / "ticket-server", "check", self.office_file], check=True, capture_output=True, **nobody)
        except (OSError, subprocess.CalledProcessError):
            self.skipTest("the programs cannot be reached by an unprivileged user here")
        return nobody

    def test_a_data_path_that_may_not_be_written(self):
        user = self.unprivileged()
        closed = self.folder / "closed"
        closed.mkdir()
        closed.chmod(0o555)
        self.addCleanup(closed.chmod, 0o755)
        self.refused(self.start(data=closed / "data", **user), str(closed / "data"))
        self.refused(self.start(data=closed, **user), str(closed))

    def test_a_journal_that_may_not_be_written(self):
        user = self.unprivileged()
        server = self.open_office()
        self.issue(server)
        server.stop()
        (self.data / "lock").chmod(0o666)
        (self.data / "journal.db").chmod(0o444)
        self.data.chmod(0o777)
        if user:
            self.refused(self.start(**user), "journal.db")
            (self.data / "journal.db").chmod(0o644)
        server = self.open_office()
        self.assertEqual(self.issue(server)["number"], "H002")

    def test_an_office_file_that_is_not_there(self):
        self.office_file.unlink()
        outcome = self.start()
        self.refused(outcome, "office.toml")
        self.assertFalse(self.data.exists())

    def test_an_office_file_that_went_bad_leaves_the_journal_alone(self):
        server = self.open_office()
        self.issue(server)
        server.stop()
        before = (self.data / "journal.db").read_bytes()
        self.office_file.write_text(always_open().replace('prefix = "H"', 'prefix = 5'), encoding="utf-8")
        self.refused(self.start(), "office.toml")
        self.assertEqual((self.data / "journal.db").read_bytes(), before)

    def test_a_clock_anchor_that_is_garbled(self):
        server = self.open_office(start=local())
        self.issue(server)
        server.stop()
        anchor = (self.data / "clock-anchor").read_bytes()
        (self.data / "clock-anchor").write_bytes(anchor[:-9])
        self.refused(self.start(), "clock-anchor")
        (self.data / "clock-anchor").write_bytes(anchor)
        server = self.open_office()
        self.assertEqual(self.issue(server)["number"], "H002")


class Clocks(Starts):
    def issued_under(self, **ahead):
        """One ticket of an office whose clock was so far ahead, and then follows the machine's."""
        server = self.open_office(start=local(**ahead))
        self.assertEqual(self.issue(server)["number"], "H001")
        server.stop()
        (self.data / "clock-anchor").unlink()
        return self.last_event_us()

    def test_an_hour_back_goes_on_from_the_last_event(self):
        last_us = self.issued_under(hours=1)
        server = self.open_office()
        self.assertFalse(server.health()["clock_suspect"])
        answer = self.issue(server)
        self.assertEqual(answer["number"], "H002")
        server.stop()
        self.assertGreaterEqual(self.last_event_us(), last_us)
        self.assertLess(self.last_event_us(), last_us + 600_000_000)  # on from there, not by another hour
        self.verified()

    def test_an_hour_back_of_a_made_up_clock(self):
        server = self.open_office(start="2026-03-02T08:00")
        self.assertEqual(self.issue(server)["number"], "H001")
        server.stop()
        last_us = self.last_event_us()
        anchor = self.data / "clock-anchor"
        lines = [line.split() for line in anchor.read_text(encoding="ascii").splitlines()]
        for line in lines:
            if line[0] == "office_us":
                line[1] = str(int(line[1]) - 3_600_000_000)
        anchor.write_text("".join(" ".join(line) + "\n" for line in lines), encoding="ascii")
        server = self.open_office()
        self.assertEqual(self.issue(server)["number"], "H002")
        server.stop()
        self.assertGreaterEqual(self.last_event_us(), last_us)
        self.verified()

    def test_thirteen_hours_back_issues_nothing_until_it_is_confirmed(self):
        last_us = self.issued_under(hours=13)
        server = self.open_office()
        self.assertTrue(server.health()["clock_suspect"])
        self.assertIn("clock_unconfirmed", self.refused_issue(server))
        # Who waits is called all the same.
        self.assertEqual(self.at_counter(server, "open")[0], 0)
        self.assertEqual(self.at_counter(server, "next")[1]["result"]["called"]["number"], "H001")

        outcome = self.confirm(server)
        self.assertEqual((outcome.returncode, outcome.stderr), (0, ""))
        self.assertFalse(server.health()["clock_suspect"])
        self.assertEqual(self.issue(server)["number"], "H002")
        self.refused(self.confirm(server), "not in doubt")
        server.stop()
        self.assertGreaterEqual(self.last_event_us(), last_us)
        self.verified()

    def test_forty_days_ahead_issues_nothing_until_it_is_confirmed(self):
        last_us = self.issued_under(days=-40)
        server = self.open_office()
        self.assertTrue(server.health()["clock_suspect"])
        self.assertIn("clock_unconfirmed", self.refused_issue(server))
        # Nothing is written into a time that may be wrong, and a restart does not forget the doubt.
        server.kill()
        self.assertLess(self.last_event_us(), last_us + 600_000_000)
        server = self.open_office()
        self.assertTrue(server.health()["clock_suspect"])
        self.assertIn("clock_unconfirmed", self.refused_issue(server))

        self.assertEqual(self.confirm(server).returncode, 0)
        self.assertEqual(self.issue(server)["number"], "H001")  # of today
        self.assertGreater(self.last_event_us(), last_us + 39 * 86_400_000_000)
        server.kill()
        server = self.open_office()
        self.assertFalse(server.health()["clock_suspect"])
        self.assertEqual(self.issue(server)["number"], "H002")
        server.stop()
        self.verified()

    def test_confirm_clock_says_what_is_wrong(self):
        self.refused(self.server_command("confirm-clock", "--server", "7070"), "--server", code=2)
        self.assertEqual(self.server_command("confirm-clock").returncode, 2)
        server = self.open_office()
        self.refused(self.confirm(server), "not in doubt")


class FullDisk(Starts):
    """A limit on the size of files stands for a disk that is full: what would write beyond it is refused by the system."""

    def limit_files(self, server, size=4096):
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    def lift_limit(self, server):
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def asking(self, server):
        """A kiosk that asks for a number, and goes on asking."""
        kiosk = subprocess.Popen([office.BIN / "printer-driver", "issue", "--server", server.address, "--kiosk", "kiosk-2", "--service", SERVICE],
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)
        self.addCleanup(kiosk.communicate)
        self.addCleanup(kiosk.kill)
        return kiosk

    def test_a_running_server_says_so_and_goes_on_when_there_is_room(self):
        server = self.open_office()
        self.assertEqual([self.issue(server)["number"] for _ in range(3)], ["H001", "H002", "H003"])
        self.assertEqual(self.at_counter(server, "open")[0], 0)
        seq = server.health()["seq"]

        self.limit_files(server)
        kiosk = self.asking(server)
        self.assertTrue(office.poll(lambda: server.health()["status"] == "recovering"))
        health = server.health()
        self.assertTrue(health["disk_full"], health)
        self.assertTrue(health["reason"])
        self.assertEqual(health["seq"], seq)
        self.assertEqual(server.get("/readyz")[0], 503)
        self.assertIsNone(server.process.poll())
        # Boards and pages go on from what was told.
        self.assertIn('luot_waiting{field="civil-status"} 3', server.get("/metrics")[1])

        self.lift_limit(server)
        out, err = kiosk.communicate(timeout=office.PATIENCE_S)
        self.assertEqual(kiosk.returncode, 0, out + err)
        self.assertEqual(json.loads(out)["number"], "H004")
        self.assertEqual(server.health()["status"], "serving")
        self.assertFalse(server.health()["disk_full"])
        self.assertEqual(self.at_counter(server, "next")[1]["result"]["called"]["number"], "H001")
        self.assertEqual(self.issue(server)["number"], "H005")
        self.assertEqual(server.stop()[0], 0)
        self.verified()

    def test_killed_on_a_full_disk_it_has_what_was_told(self):
        server = self.open_office()
        told = [self.issue(server)["number"] for _ in range(3)]
        self.limit_files(server)
        self.asking(server)
        self.assertTrue(office.poll(lambda: server.health()["status"] == "recovering"))
        server.kill()

        # What the log holds has to be made durable before anything is told: on a full disk there is no start.
        full = dict(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY)))
        self.refused(self.start(**full), "journal.db")
        server = self.open_office()
        self.assertEqual(told, ["H001", "H002", "H003"])
        self.assertEqual(self.issue(server)["number"], "H004")
        server.stop()
        self.verified()

    def test_a_new_folder_on_a_full_disk(self):
        full = dict(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY)))
        self.refused(self.start(**full), "journal")
        server = self.open_office()
        self.assertEqual(self.issue(server)["number"], "H001")
        server.stop()
        self.verified()

    def test_stopped_on_a_full_disk_it_ends_in_time(self):
        server = self.open_office()
        self.issue(server)
        self.limit_files(server)
        self.asking(server)
        self.assertTrue(office.poll(lambda: server.health()["status"] == "recovering"))
        code, took = server.stop()
        self.assertEqual(code, 0)
        self.assertLess(took, office.STOPS_WITHIN_S)
        server = self.open_office()
        self.assertEqual(self.issue(server)["number"], "H002")
        server.stop()
        self.verified()


if __name__ == "__main__":
    office.main()
