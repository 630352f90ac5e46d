"""The entrance: citizens' cards, of which nothing stays but a hash that dies with the day; slips that are scanned; how devices are; the logo."""
import hashlib
import stat
import struct
import time
import unicodedata
import zlib

import luot_client as luot
from luot.v1 import envelope_pb2 as envelopes
from luot.v1 import types_pb2 as types
from office import OfficeCase, content, office_file, patience

NUMBER = "001085123456"
CARD = f"{NUMBER}|012345678|Nguyễn Văn Ấn|01021985|Nam|Số 9 ngõ 477 Khương Đình, Thanh Xuân, Hà Nội|10052021"
DAY_CHANGE_S = patience(60)  # a day passes in 24 s of these clocks


def with_kiosk(rules, day_begins=None, top=""):
    text = office_file()
    if day_begins:
        line = next(line for line in text.splitlines() if line.startswith("day_begins"))
        text = text.replace(line, f'day_begins = "{day_begins}"')
    return text.replace('\n[reasons]', f'\n{top}\n[kiosk]\n{rules}\n[reasons]', 1)


def hash_of(key, number=NUMBER):
    return hashlib.blake2b(number.encode(), digest_size=16, key=key).digest()


def issue(service="civil-status", person=b"", **more):
    return dict(issue=dict(service=service, person=person, **more))


def card_contents():
    """What somebody could find of the card, in every form that a program might keep it in."""
    parts = [part for part in CARD.split("|") if len(part) > 4]
    return {form.encode() for part in parts for form in (part, unicodedata.normalize("NFD", part), part.encode().hex())}


class Cards(OfficeCase):
    RULES = 'card = "required"\nper_person_field = 1\n'

    def setUp(self):
        pass  # each test has an office of its own

    def kiosk(self, device="kiosk-1"):
        return self.client(luot.KIOSK, device)

    def key_file(self):
        return self.server.folder / "data" / "person.key"

    def everything_written(self, *more):
        """Every byte that is left of this office but the key's file: journal, write-ahead log, checkpoints, backups, the log."""
        files = [path for path in self.server.folder.rglob("*") if path.is_file() and path != self.key_file()]
        self.assertTrue(any(path.name == "log" for path in files))
        return {path.name: content(path) for path in [*files, *more]}

    def assert_nowhere(self, needles, written):
        for name, content in written.items():
            for needle in needles:
                self.assertNotIn(needle, content, f"{needle} is in {name}")

    def test_nothing_of_a_card_is_left_anywhere(self):
        self.serve(office=with_kiosk(self.RULES))
        kiosk = self.kiosk()
        key = kiosk.welcome.person_key
        self.assertEqual(len(key), 32)
        self.assertEqual(self.kiosk("kiosk-2").welcome.person_key, key)
        self.assertEqual(self.client(luot.COUNTER, "counter-1").welcome.person_key, b"")
        self.assertEqual(self.client(luot.BOARD, "board-1").welcome.person_key, b"")

        self.assert_refused("card_required", kiosk, **issue())
        number = kiosk.do(**issue(person=hash_of(key))).issued.number
        self.assert_refused("person_has_number", kiosk, dict(number=number), **issue(person=hash_of(key)))
        kiosk.do(**issue(person=hash_of(key, "001085123457")))
        self.assert_refused("bad_value", kiosk, dict(field="command"), **issue(person=b"001085123456"))

        # Killed and started again: the same day, the same key, and the person still has a number.
        self.server.kill()
        self.server.start()
        again = self.kiosk()
        self.assertEqual(again.welcome.person_key, key)
        self.assert_refused("person_has_number", again, dict(number=number), **issue(person=hash_of(key)))

        backup = self.server.folder / "backup.db"
        self.server.run("backup", "--to", backup)
        self.assertEqual(stat.S_IMODE(self.key_file().stat().st_mode), 0o600)
        self.assertIn(key.hex(), self.key_file().read_text(encoding="ascii"))
        written = self.everything_written()
        self.assertIn(backup.name, written)
        self.assertTrue(any(hash_of(key) in content for content in written.values()), "the hash itself is in the journal")
        self.assert_nowhere(card_contents() | {key, key.hex().encode()}, written)
        self.assertNotIn(NUMBER.encode(), self.key_file().read_bytes())

        # What is given back from a backup has no key in it; the folder's is still this day's.
        self.assertEqual(self.server.stop(), 0)
        self.server.run("restore", "--from", backup)
        self.assert_nowhere(card_contents() | {key, key.hex().encode()}, self.everything_written())
        self.server.start()

    def test_the_key_dies_with_its_day_and_connected_kiosks_get_the_next_one(self):
        self.serve(office=with_kiosk(self.RULES, day_begins="12:00"), flags=["--start", "2026-03-02T02:00", "--speed", "3600"])
        kiosk = self.kiosk()
        first = kiosk.welcome.person_key
        kiosk.do(**issue(person=hash_of(first)))
        keys, deadline = [], time.monotonic() + DAY_CHANGE_S
        while not keys or not keys[-1]:
            envelope = kiosk.take(deadline - time.monotonic())
            if envelope.HasField("person_key"):
                keys.append(envelope.person_key.key)
        self.assertEqual(keys[0], b"")  # the day has closed
        self.assertEqual(len(keys[-1]), 32)
        self.assertNotEqual(keys[-1], first)
        self.assertNotIn(first.hex(), self.key_file().read_text(encoding="ascii"))
        self.assert_nowhere({first, first.hex().encode()}, self.everything_written())
        kiosk.do(**issue(person=hash_of(keys[-1])))

    def test_an_office_that_reads_no_cards_has_no_key(self):
        self.serve(office=with_kiosk(self.RULES))
        key = self.kiosk().welcome.person_key
        self.assertEqual(self.server.stop(), 0)
        self.assertTrue(self.key_file().exists())
        (self.server.folder / "office.toml").write_text(office_file(), encoding="utf-8")
        self.server.start()
        kiosk = self.kiosk()
        self.assertEqual(kiosk.welcome.person_key, b"")
        self.assertFalse(self.key_file().exists())
        kiosk.do(**issue(person=hash_of(key)))
        kiosk.do(**issue(person=hash_of(key)))  # no limit, and nothing is kept

    def test_a_garbled_key_is_replaced(self):
        self.serve(office=with_kiosk(self.RULES))
        key = self.kiosk().welcome.person_key
        for garbled in (b"", b"20514 5f3a\n", b"\xff" * 80, b"99999 " + key.hex().encode() + b"\n"):
            self.server.kill()
            self.key_file().write_bytes(garbled)
            self.server.start()
            new = self.kiosk().welcome.person_key
            self.assertEqual(len(new), 32)
            self.assertNotEqual(new, key)
            self.assertIn(new.hex(), self.key_file().read_text(encoding="ascii"))
            self.assertEqual(stat.S_IMODE(self.key_file().stat().st_mode), 0o600)


def png(width=2, height=2):
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    rows = b"".join(b"\0" + b"\0\0\0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Entrance(OfficeCase):
    def setUp(self):
        pass

    def test_a_slip_goes_through_the_printer_and_is_scanned(self):
        self.serve()
        kiosk, clerk = self.client(luot.KIOSK, "kiosk-1"), self.open_counter(1)
        issued = kiosk.do(**issue(slip=types.SLIP_WISH_PRINT)).issued
        self.assert_refused("nobody_waiting", clerk, call_next=dict(at=clerk.at))
        report = dict(ticket=issued.ticket)
        kiosk.do(report_slip=report | dict(report=types.SLIP_REPORT_PRINTING))
        self.assert_refused("already_so", kiosk, report_slip=report | dict(report=types.SLIP_REPORT_PRINTING))
        self.assert_refused("nobody_waiting", clerk, call_next=dict(at=clerk.at))
        kiosk.catch_up()
        self.assertEqual(kiosk.picture.tickets[issued.ticket].slip, types.SLIP_STATE_PRINTING)
        kiosk.do(report_slip=report | dict(report=types.SLIP_REPORT_PRINTED))

        other = self.client(luot.KIOSK, "kiosk-2")
        checked = other.do(check_in=dict(token=issued.token)).checked_in
        self.assertEqual((checked.ticket, checked.number, checked.outcome, checked.ahead),
                         (issued.ticket, issued.number, types.CHECK_IN_OUTCOME_WAITING, 0))
        clerk.do(call_next=dict(at=clerk.at))
        checked = other.do(check_in=dict(token=issued.token)).checked_in
        self.assertEqual((checked.outcome, checked.counter), (types.CHECK_IN_OUTCOME_CALLED, 1))
        clerk.do(no_show=dict(at=clerk.at))
        no = other.ask(check_in=dict(token=issued.token))
        self.assertEqual(other.answer(no).result.checked_in.outcome, types.CHECK_IN_OUTCOME_REINSTATED)
        # The same number again, over another connection: the same answer, and it waits as before.
        other.waiting = {no: luot.Command(check_in=dict(token=issued.token))}
        before = other.answer_bytes.pop(no)
        del other.answers[no]
        other.connect()
        other.answer(no)
        self.assertEqual(other.answer_bytes[no], before)
        self.assert_refused("unknown_ticket", other, check_in=dict(token="0" * 32))
        self.assert_refused("not_allowed", clerk, dict(role="counter"), check_in=dict(token=issued.token))

    def test_supervisors_hear_how_kiosks_and_boards_are(self):
        self.serve()
        supervisor = self.client(luot.SUPERVISOR, "lead")

        def until(device, condition):
            deadline = time.monotonic() + luot.PATIENCE_S
            while True:
                envelope = supervisor.take(deadline - time.monotonic())
                if envelope.HasField("device_status") and envelope.device_status.device == device and condition(envelope.device_status):
                    return envelope.device_status

        kiosk = self.client(luot.KIOSK, "kiosk-1")
        self.assertEqual(until("kiosk-1", lambda status: status.connected).reported_us, 0)
        report = envelopes.DeviceReport(version="0.1.0", shows="home", printer=dict(state=envelopes.PRINTER_STATE_PAPER_LOW, paper_left_mm=900))
        kiosk.connection.send(luot.Envelope(device_report=report))
        self.assertEqual(until("kiosk-1", lambda status: status.HasField("report")).report, report)
        metrics = self.server.get("/metrics")[1]
        self.assertIn('luot_printers{state="paper_low"} 1', metrics)
        self.assertIn('luot_devices{connected="yes",role="kiosk"} 1', metrics)
        kiosk.goodbye()
        self.assertEqual(until("kiosk-1", lambda status: not status.connected).report, report)
        later = self.client(luot.ADMINISTRATOR, "it")
        statuses = []
        while not statuses:
            envelope = later.take()
            if envelope.HasField("device_status"):
                statuses.append(envelope.device_status)
        self.assertEqual((statuses[0].device, statuses[0].connected), ("kiosk-1", False))

    def test_a_logo_is_sent_to_who_does_not_have_it(self):
        picture = png()
        self.serve(office=with_kiosk("", top='logo = "logo.png"'), files={"logo.png": picture})
        digest = hashlib.blake2b(picture, digest_size=32).digest()
        for role, device in ((luot.KIOSK, "kiosk-1"), (luot.BOARD, "board-1")):
            client = self.client(role, device)
            self.assertEqual((client.welcome.logo, client.welcome.logo_digest), (picture, digest))
            client.connect(logo_digest=digest)
            self.assertEqual((client.welcome.logo, client.welcome.logo_digest), (b"", digest))
        self.assertEqual(self.client(luot.COUNTER, "counter-1").welcome.logo_digest, b"")
