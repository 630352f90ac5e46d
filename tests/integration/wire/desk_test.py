"""The counters: clerks who sign in with a PIN, commands that come too late, and notes of visits that stand beside the journal and nowhere else."""
import re
import stat
import subprocess
import time
import unicodedata

import luot_client as luot
from luot.v1 import envelope_pb2 as envelopes
from office import BIN, STOP_S, OfficeCase, content, office_file, patience

PINS = {1: "0471", 2: "22222222"}
DAY_CHANGE_S = patience(60)  # a day passes in 24 s of these clocks
TEXT = "Ông Bảy đi lấy bản chính, để hồ sơ ở ngăn 3"


def pin_line(pin):
    made = subprocess.run([BIN / "ticket-server", "pin"], input=pin + "\n", capture_output=True, text=True, timeout=STOP_S, check=True)
    return made.stdout


def with_pins():
    text = office_file()
    for number, pin in PINS.items():
        code = f'code = "clerk-{number}"\n'
        text = text.replace(code, code + f'name = "Họ Tên {number}"\nbadge = "Thẻ {number}"\n' + pin_line(pin))
    return text


def take_until(client, kind, condition=lambda message: True, timeout_s=luot.PATIENCE_S):
    """The next such message that is so."""
    deadline = time.monotonic() + timeout_s
    while True:
        envelope = client.take(deadline - time.monotonic())
        if envelope.HasField(kind) and condition(getattr(envelope, kind)):
            return getattr(envelope, kind)


class Desk(OfficeCase):
    def setUp(self):
        pass  # each test has an office of its own

    def everything_written(self, *but):
        """Every byte that is left of this office: journal, write-ahead log, checkpoints, backups, the log."""
        files = [path for path in self.server.folder.rglob("*") if path.is_file() and path not in but]
        self.assertTrue(any(path.name == "log" for path in files))
        self.assertTrue(any(path.name == "journal.db" for path in files))
        return {path.name: content(path) for path in files}

    def assert_nowhere(self, needles, written):
        for name, content in written.items():
            for needle in needles:
                self.assertNotIn(needle, content, f"{needle} is in {name}")

    def metrics(self):
        return self.server.get("/metrics")[1]


class Pins(Desk):
    def sign_in(self, client, clerk, pin):
        client.connection.send(luot.Envelope(sign_in=dict(clerk=clerk, pin=pin)))
        return take_until(client, "signed_in")

    def outcome(self, client, clerk, pin):
        return envelopes.SignInOutcome.Name(self.sign_in(client, clerk, pin).outcome).removeprefix("SIGN_IN_OUTCOME_")

    def test_a_clerk_without_the_pin_is_refused_and_with_it_works(self):
        self.serve(office=with_pins())
        kiosk, one = self.client(luot.KIOSK, "kiosk-1"), self.client(luot.COUNTER, "counter-1")
        at = dict(counter=1, clerk="clerk-1")
        self.assertTrue(one.until(lambda picture: picture.office).picture.office.desk.pin)
        self.assert_refused("not_signed_in", one, dict(clerk="clerk-1"), open_counter=dict(at=at))
        self.assert_refused("not_signed_in", one, dict(clerk=""), issue=dict(service="land"))
        self.assertEqual(self.outcome(one, "clerk-1", PINS[2]), "WRONG")
        self.assert_refused("not_signed_in", one, dict(clerk="clerk-1"), open_counter=dict(at=at))
        self.assertEqual(self.outcome(one, "clerk-3", PINS[1]), "UNKNOWN")  # has none
        self.assertEqual(self.outcome(one, "clerk-99", PINS[1]), "UNKNOWN")
        # The command stands behind the PIN, in one write, and is taken after it.
        no = one.last_no = one.last_no + 1
        one.connection.send(luot.Envelope(sign_in=dict(clerk="clerk-1", pin=PINS[1])),
                            luot.Envelope(request=dict(no=no, command=luot.Command(open_counter=dict(at=at)))))
        self.assertEqual(one.answer(no).WhichOneof("outcome"), "result")
        issued = kiosk.do(issue=dict(service="land")).issued
        self.assertEqual(one.do(call_next=dict(at=at)).called.ticket, issued.ticket)
        self.assert_refused("not_signed_in", one, dict(clerk="clerk-2"), open_counter=dict(at=dict(counter=2, clerk="clerk-2")))
        # What one connection signed in as is nobody else's, and each new one says it anew.
        self.assert_refused("not_signed_in", self.client(luot.COUNTER, "counter-2"), dict(clerk="clerk-1"), start=dict(at=at))
        one.connect()
        self.assert_refused("not_signed_in", one, dict(clerk="clerk-1"), start=dict(at=at))
        self.assertEqual(self.outcome(one, "clerk-1", PINS[1]), "DONE")
        one.do(start=dict(at=at))
        one.do(finish=dict(at=at, outcome="accepted"))
        # The tablet is the citizen's, and the supervisor's roles do not sign in.
        self.client(luot.COUNTER, "tablet-1").do(rate=dict(ticket=issued.ticket, grade=3))
        self.client(luot.SUPERVISOR, "lead").do(close_counter=dict(at=at))

    def test_five_wrong_ones_lock_the_clerk_on_every_connection_and_nobody_else(self):
        self.serve(office=with_pins())
        for tries_left in (4, 3, 2, 1):
            answer = self.sign_in(self.client(luot.COUNTER, f"guest-{tries_left}"), "clerk-1", "0000")
            self.assertEqual((answer.outcome, answer.tries_left), (envelopes.SIGN_IN_OUTCOME_WRONG, tries_left))
        locked = self.sign_in(self.client(luot.COUNTER, "guest"), "clerk-1", "0000")
        self.assertEqual((locked.outcome, locked.locked_ms), (envelopes.SIGN_IN_OUTCOME_LOCKED, 60_000))
        again = self.sign_in(self.client(luot.COUNTER, "counter-1"), "clerk-1", PINS[1])
        self.assertEqual(again.outcome, envelopes.SIGN_IN_OUTCOME_LOCKED)
        self.assertTrue(0 < again.locked_ms <= 60_000, again.locked_ms)
        self.assertEqual(self.outcome(self.client(luot.COUNTER, "counter-2"), "clerk-2", PINS[2]), "DONE")
        self.assertIn('luot_sign_ins_refused_total{why="wrong"} 4\n', self.metrics())
        self.assertIn('luot_sign_ins_refused_total{why="locked"} 2\n', self.metrics())
        self.assertIn("luot_sign_ins_total 7\n", self.metrics())

    def test_a_repeat_is_answered_without_a_sign_in_and_who_works_comes_back_through_a_lock(self):
        self.serve(office=with_pins())
        at = dict(counter=1, clerk="clerk-1")
        issued = self.client(luot.KIOSK, "kiosk-1").do(issue=dict(service="land")).issued
        one = self.client(luot.COUNTER, "counter-1")
        self.assertEqual(self.outcome(one, "clerk-1", PINS[1]), "DONE")
        one.do(open_counter=dict(at=at))
        self.assertEqual(one.do(call_next=dict(at=at)).called.ticket, issued.ticket)
        accepted = one.answers.pop(one.last_no)
        guest = self.client(luot.COUNTER, "guest")
        self.assertEqual([self.outcome(guest, "clerk-1", "81358135") for _ in range(5)], 4 * ["WRONG"] + ["LOCKED"])
        log = self.server.log()
        self.assertIn("a wrong PIN of clerk clerk-1 at guest: locked after 1 more", log)
        self.assertIn("wrong PINs of clerk clerk-1, the last one at guest: nobody signs in anew as this clerk for 60 s", log)
        self.assertNotIn("81358135", log)

        one.connect()
        repeat = luot.Envelope(request=dict(no=one.last_no, command=luot.Command(call_next=dict(at=at))))
        one.connection.send(luot.Envelope(sign_in=dict(clerk="clerk-1", pin="9999")), repeat)
        self.assertEqual(one.answer(one.last_no), accepted)
        self.assert_refused("not_signed_in", one, dict(clerk="clerk-1"), start=dict(at=at))
        self.assertEqual(self.outcome(self.client(luot.COUNTER, "counter-9"), "clerk-1", PINS[1]), "LOCKED")
        self.assertEqual(self.outcome(one, "clerk-1", PINS[1]), "DONE")
        one.do(start=dict(at=at))
        self.assert_refused("unknown_clerk", one, dict(clerk="clerk-3"), hand_over=dict(at=at, to_clerk="clerk-3"))  # has no PIN
        one.do(hand_over=dict(at=at, to_clerk="clerk-2"))

    def test_a_stop_does_not_wait_for_pins(self):
        self.serve(office=with_pins())
        for number in range(30):
            self.client(luot.COUNTER, f"counter-{number}").connection.send(luot.Envelope(sign_in=dict(clerk=f"clerk-{number % 2 + 1}", pin="0000")))
        self.assertEqual(self.server.stop(), 0)
        self.assertNotIn("the journal's disk hangs", self.server.log())
        self.server.start()

    def test_notes_are_told_to_a_counter_where_somebody_signed_in(self):
        self.serve(office=with_pins())
        issued = self.client(luot.KIOSK, "kiosk-1").do(issue=dict(service="land")).issued
        one, tablet = self.client(luot.COUNTER, "counter-1"), self.client(luot.COUNTER, "rating-1")
        self.assertEqual(self.outcome(one, "clerk-1", PINS[1]), "DONE")
        one.connection.send(luot.Envelope(ticket_note=dict(ticket=issued.ticket, text=TEXT, counter=1, clerk="clerk-1")))
        self.assertEqual(take_until(one, "ticket_note").text, TEXT)
        tablet.connection.send(luot.Envelope(ping=dict(stamp=7)))
        heard = set()
        while not (envelope := tablet.take()).HasField("pong"):
            heard.add(envelope.WhichOneof("message"))
        self.assertIn("staff", heard)
        self.assertNotIn("ticket_note", heard)
        self.assertEqual(self.outcome(tablet, "clerk-2", PINS[2]), "DONE")
        self.assertEqual(take_until(tablet, "ticket_note").text, TEXT)

    def test_a_new_office_file_signs_everybody_out_and_another_pin_counts(self):
        self.serve(office=with_pins())
        one = self.client(luot.COUNTER, "counter-1")
        self.assertEqual(self.outcome(one, "clerk-1", PINS[1]), "DONE")
        one.do(open_counter=dict(at=dict(counter=1, clerk="clerk-1")))
        self.assertIn('kind="office_configured"', self.metrics())
        self.assertEqual(self.server.stop(), 0)
        file = self.server.folder / "office.toml"
        text = file.read_text(encoding="utf-8")
        first = next(line for line in text.splitlines() if line.startswith("pin = "))
        file.write_text(text.replace(first, pin_line("8642").strip()), encoding="utf-8")
        self.server.start()
        one = self.client(luot.COUNTER, "counter-1")
        self.assertNotIn('kind="office_configured"', self.metrics(), "another PIN is nothing that the journal knows")
        self.assert_refused("not_signed_in", one, dict(clerk="clerk-1"), call_next=dict(at=dict(counter=1, clerk="clerk-1")))
        self.assertEqual(self.outcome(one, "clerk-1", PINS[1]), "WRONG")
        self.assertEqual(self.outcome(one, "clerk-1", "8642"), "DONE")
        self.assert_refused("nobody_waiting", one, call_next=dict(at=dict(counter=1, clerk="clerk-1")))

    def test_names_badges_and_pins_are_in_the_office_file_alone(self):
        self.serve(office=with_pins() + '\n[desk]\nshow_badges = true\n')
        one = self.client(luot.COUNTER, "counter-1")
        self.assertEqual(self.outcome(one, "clerk-1", PINS[1]), "DONE")
        one.do(open_counter=dict(at=dict(counter=1, clerk="clerk-1")))
        staff = take_until(self.client(luot.SUPERVISOR, "lead"), "staff")
        self.assertEqual([(clerk.clerk, clerk.name, clerk.badge) for clerk in staff.clerks][:3],
                         [("clerk-1", "Họ Tên 1", "Thẻ 1"), ("clerk-2", "Họ Tên 2", "Thẻ 2"), ("clerk-3", "", "")])
        board = self.client(luot.BOARD, "board-1")
        self.assertEqual([(clerk.clerk, clerk.name, clerk.badge) for clerk in take_until(board, "staff").clerks][:2],
                         [("clerk-1", "", "Thẻ 1"), ("clerk-2", "", "Thẻ 2")])
        self.assertEqual(board.catch_up().picture.counters[1].clerk, "clerk-1")
        self.server.run("backup", "--to", self.server.folder / "backup.db")
        office = (self.server.folder / "office.toml").read_bytes()
        written = self.everything_written(self.server.folder / "office.toml")
        hashes = re.findall(rb"\$argon2id\$[^\"]*", office)
        self.assertEqual(len(hashes), 2)
        self.assert_nowhere(["Họ Tên 1".encode(), "Thẻ 1".encode(), b"argon2", PINS[2].encode(), *hashes], written)
        self.assert_nowhere([PINS[2].encode()], {"office.toml": office})

    def test_boards_are_told_of_no_clerk_where_badges_are_not_shown(self):
        self.serve()
        self.open_counter(1)
        board = self.client(luot.BOARD, "board-1").catch_up()
        self.assertEqual(board.picture.counters[1].clerk, "")


class Late(Desk):
    def test_a_command_that_comes_too_late_is_refused_and_the_repeat_of_an_early_one_is_answered(self):
        self.serve()
        kiosk, clerk = self.client(luot.KIOSK, "kiosk-1"), self.open_counter(1)
        issued = kiosk.do(issue=dict(service="land")).issued
        call = luot.Command(call_next=dict(at=clerk.at))

        def ask(no, not_after_us):
            clerk.answers.pop(no, None)
            clerk.connection.send(luot.Envelope(request=dict(no=no, command=call, not_after_us=not_after_us)))
            return clerk.answer(no)

        late = ask(clerk.last_no + 1, 1)
        self.assertEqual(late.error.code, "too_late")
        in_time = ask(clerk.last_no + 2, clerk.answers[1].at_us + 600_000_000)
        self.assertEqual(in_time.result.called.ticket, issued.ticket)
        clerk.waiting.clear()
        clerk.connect()
        repeated = ask(clerk.last_no + 2, 1)  # long after its time
        self.assertEqual(repeated, in_time)


class Notes(Desk):
    def notes_file(self):
        return self.server.folder / "data" / "ticket.notes"

    def write(self, client, ticket, text, **more):
        client.connection.send(luot.Envelope(ticket_note=dict(ticket=ticket, text=text, counter=1, clerk="clerk-1") | more))

    def note(self, client, ticket):
        return take_until(client, "ticket_note", lambda note: note.ticket == ticket)

    def needles(self):
        words = [TEXT, TEXT[:12], "bản chính"]
        return {form.encode() for word in words for form in (word, unicodedata.normalize("NFD", word), word.encode().hex())}

    def test_a_note_outlives_a_kill_and_is_in_no_other_file(self):
        self.serve()
        kiosk, clerk, chief = self.client(luot.KIOSK, "kiosk-1"), self.open_counter(1), self.client(luot.SUPERVISOR, "lead")
        first, second = (kiosk.do(issue=dict(service="land")).issued.ticket for _ in range(2))
        self.write(clerk, first, TEXT)
        self.write(clerk, second, "other words")
        for client in (clerk, chief):
            note = self.note(client, first)
            self.assertEqual((note.text, note.counter, note.clerk), (TEXT, 1, "clerk-1"))
            self.assertGreater(note.at_us, 0)
            self.note(client, second)
        self.assertIn("luot_notes 2\n", self.metrics())
        self.server.kill()
        self.assertEqual(stat.S_IMODE(self.notes_file().stat().st_mode), 0o600)
        self.assertIn(TEXT.encode(), self.notes_file().read_bytes())
        self.server.start()
        self.assertEqual(self.note(self.client(luot.COUNTER, "counter-2"), first).text, TEXT)
        self.server.run("backup", "--to", self.server.folder / "backup.db")
        self.assert_nowhere(self.needles(), self.everything_written(self.notes_file()))

        # With its visit a note is gone, for those who are there and on the disk.
        at, clerk, later = clerk.at, self.client(luot.COUNTER, "counter-1"), self.client(luot.COUNTER, "counter-3")
        self.note(later, first)
        self.assertEqual(clerk.do(call_next=dict(at=at)).called.ticket, first)
        clerk.do(start=dict(at=at))
        clerk.do(finish=dict(at=at, outcome="accepted"))
        self.assertEqual(take_until(later, "ticket_note", lambda note: note.ticket == first and not note.text).text, "")
        self.assertEqual(self.server.stop(), 0)
        self.assert_nowhere(self.needles(), self.everything_written())
        self.assertIn(b"other words", self.notes_file().read_bytes())
        self.server.start()
        newcomer = self.client(luot.COUNTER, "counter-4")
        self.assertEqual(self.note(newcomer, second).text, "other words")
        # Written of a visit that is over it comes back empty, to whoever wrote it.
        self.write(newcomer, first, TEXT)
        self.assertEqual(self.note(newcomer, first).text, "")

    def test_notes_go_with_their_day(self):
        text = office_file().replace(next(line for line in office_file().splitlines() if line.startswith("day_begins")), 'day_begins = "12:00"')
        self.serve(office=text, flags=["--start", "2026-03-02T02:00", "--speed", "3600"])
        kiosk, clerk = self.client(luot.KIOSK, "kiosk-1"), self.client(luot.COUNTER, "counter-1")
        ticket = kiosk.do(issue=dict(service="land")).issued.ticket
        self.write(clerk, ticket, TEXT)
        self.assertEqual(self.note(clerk, ticket).text, TEXT)
        self.assertTrue(self.notes_file().exists())
        cleared = take_until(clerk, "event", lambda event: any(change.day_cleared for change in event.changes), DAY_CHANGE_S)
        self.assertTrue(cleared)
        deadline = time.monotonic() + luot.PATIENCE_S
        while self.notes_file().exists() and time.monotonic() < deadline:
            self.server.health()
        self.assertFalse(self.notes_file().exists())
        self.assert_nowhere(self.needles(), self.everything_written())

    def test_a_damaged_file_is_one_warning_and_the_office_goes_on(self):
        self.serve()
        kiosk, clerk = self.client(luot.KIOSK, "kiosk-1"), self.client(luot.COUNTER, "counter-1")
        first, second = (kiosk.do(issue=dict(service="land")).issued.ticket for _ in range(2))
        for ticket in (first, second):
            self.write(clerk, ticket, f"words of {ticket}")
            self.note(clerk, ticket)
        for damage, left in ((lambda content: content.replace(f"words of {first}".encode(), b"words of \xff"), {second}), (lambda content: b"\0" * 100, set())):
            self.server.kill()
            warnings = self.server.log().count("ticket.notes")
            self.notes_file().write_bytes(damage(self.notes_file().read_bytes()))
            self.server.start()
            self.assertEqual(self.server.log().count("ticket.notes"), warnings + 1)
            self.assertNotIn("words of", self.server.log())
            clerk = self.client(luot.COUNTER, "counter-1")
            seen = set()
            clerk.connection.send(luot.Envelope(ping=dict(stamp=7)))
            while not (envelope := clerk.take()).HasField("pong"):
                if envelope.HasField("ticket_note"):
                    seen.add(envelope.ticket_note.ticket)
            self.assertLessEqual(seen, left)
            if left:
                self.note(self.client(luot.COUNTER, "counter-2"), second)
        self.write(clerk, first, "new words")
        self.assertEqual(self.note(clerk, first).text, "new words")

    def test_what_is_no_note_ends_the_connection(self):
        self.serve()
        for text in ("x" * 501, "two\nlines"):
            clerk = self.welcomed(luot.COUNTER)
            clerk.send(luot.Envelope(ticket_note=dict(ticket=1, text=text)))
            self.assertEqual(clerk.closed_within(luot.PATIENCE_S)[-1].goodbye.code, "bad_frame")
        kiosk = self.welcomed(luot.KIOSK)
        kiosk.send(luot.Envelope(ticket_note=dict(ticket=1, text="words")))
        self.assertEqual(kiosk.closed_within(luot.PATIENCE_S)[-1].goodbye.code, "bad_frame")
