"""Bytes that are no protocol, peers that keep us waiting, and peers that go away in the middle: each has one defined end, and nobody else notices."""
import random
import socket
import struct
import threading
import time
import unittest

from google.protobuf.message import DecodeError

import document
import luot_client as luot
from office import SANITIZED, LastingOfficeCase, patience

ISSUE = luot.Envelope(request=dict(no=1, command=luot.Command(issue=dict(service="land"))))
TOO_LONG = struct.pack(">I", luot.FRAME_FROM_DEVICE_MAX + 1)
RESIDENT_KIB_MAX = 64 * 1024


def ends_the_day(envelope):
    try:
        return luot.Envelope.FromString(envelope).request.command.HasField("end_day")
    except DecodeError:
        return False


class Frames(LastingOfficeCase):
    def setUp(self):
        self.bystander = self.client(luot.BOARD, "bystander").catch_up()
        self.issued = self.issued_so_far()

    def tearDown(self):
        """Whatever was done here, nobody else was disturbed and nothing was carried out."""
        self.bystander.catch_up()
        self.assertEqual(self.issued_so_far(), self.issued)
        if not SANITIZED:
            self.assertLess(self.server.resident_kib(), RESIDENT_KIB_MAX)

    def ends(self, connection, *data):
        """What the server says to these bytes before it closes."""
        # At once: what comes a moment later may meet another state.
        connection.send_bytes(b"".join(part if isinstance(part, bytes) else luot.frame(part) for part in data))
        seen = connection.closed_within(luot.PATIENCE_S)
        self.assertEqual(len(seen), 1, seen)
        return seen[0]

    def assert_bad_hello(self, *data):
        refused = self.ends(self.connection(), *data).refused
        self.assertEqual((refused.code, refused.major, refused.minor), ("bad_hello", 1, 0))
        self.assertNotEqual(refused.message, "")

    def assert_bad_frame(self, *data):
        goodbye = self.ends(self.welcomed(), *data).goodbye
        self.assertEqual(goodbye.code, "bad_frame")
        self.assertNotEqual(goodbye.message, "")

    def assert_bad(self, *data):
        """Before the Welcome and after it."""
        self.assert_bad_hello(*data)
        self.assert_bad_frame(*data)

    def test_a_frame_that_is_too_long(self):
        self.assert_bad(TOO_LONG)
        self.assert_bad(b"\xff\xff\xff\xff")
        self.assert_bad(b"GET / HTTP/1.1\r\n\r\n")

    def test_a_frame_as_long_as_may_be(self):
        connection = self.welcomed()
        envelope = luot.Envelope(request=dict(no=1, command=luot.Command(issue=dict(service="x" * 262_100))))
        envelope.request.command.issue.service += "x" * (luot.FRAME_FROM_DEVICE_MAX - envelope.ByteSize())
        self.assertEqual(envelope.ByteSize(), luot.FRAME_FROM_DEVICE_MAX)
        connection.send(envelope)
        self.assertEqual(connection.receive().reply.error.code, "bad_value")

    def test_a_frame_of_length_zero(self):
        self.assert_bad(b"\0\0\0\0")

    def test_bytes_that_are_no_envelope(self):
        self.assert_bad(luot.frame(b"\xff"))
        self.assert_bad(luot.frame(b"\x22\x16\x08"))  # a Request, cut
        self.assert_bad(luot.frame(b"\x22\x04\x08\x01\x1a\x50"))  # lengths that do not add up
        self.assert_bad(luot.frame(b"\x0f" * 100_000))
        self.assert_bad(luot.frame(b"\x22\x80\x80\x80\x80\x10"))  # a length of 4 GiB
        self.assert_bad(luot.frame(b"\x1b" * 10_000))  # groups in groups
        seed = random.randrange(2**32)
        chance = random.Random(seed)
        for _ in range(100):
            # Garbage that no parser takes by accident for a kind of envelope that may be sent: it begins with a wire type that there is not.
            with self.subTest(seed=seed):
                self.assert_bad(luot.frame(bytes([chance.randrange(32) << 3 | 6]) + chance.randbytes(chance.randrange(300))))

    def answered_or_ended(self, envelope):
        """Sends it with a Ping behind it: the Pong comes, or one last word, or the end of a connection that was said Goodbye."""
        connection = self.welcomed(role=luot.SUPERVISOR)
        connection.send_bytes(luot.frame(envelope) + luot.frame(luot.Envelope(ping=dict(stamp=5))))
        while True:
            try:
                said = connection.receive()
            except luot.Ended:
                break
            if said.HasField("goodbye"):
                self.assertEqual(said.goodbye.code, "bad_frame")
            elif said.pong.stamp == 5:
                break
            else:
                self.assertIn(said.WhichOneof("message"), ("reply", "pong", "ticket_note"))  # a note comes back to its writer
        connection.close()

    def test_envelopes_with_bytes_changed(self):
        """Some of them mean something else now, most of them nothing."""
        seed = random.randrange(2**32)
        chance = random.Random(seed)
        command = luot.Command(assign_counter=dict(counter=9, serves=["certification"], helps=["land", "civil-status"]))
        whole = luot.Envelope(request=dict(no=1, acked_through=0, command=command)).SerializeToString()
        for _ in range(500):
            changed = bytearray(whole)
            for _ in range(chance.randrange(1, 4)):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            if chance.randrange(4) == 0:
                del changed[chance.randrange(1, len(changed)):]
            if ends_the_day(bytes(changed)):
                continue  # which is one bit away, and the end of all other tests at this server
            with self.subTest(seed=seed, envelope=bytes(changed)):
                self.answered_or_ended(bytes(changed))
        self.issued = self.issued_so_far()

    def test_text_that_is_not_utf_8(self):
        self.assert_bad(luot.frame(b"\x22\x0a\x08\x01\x1a\x06\x0a\x04\x0a\x02\xff\xfe"))
        self.assert_bad(luot.frame(b"\x22\x0b\x08\x01\x1a\x07\x0a\x05\x0a\x03\xed\xa0\x80"))  # a surrogate
        self.assert_bad_hello(luot.frame(b"\x0a\x08\x08\x01\x18\x01\x22\x02\xc0\x80"))  # a zero in two bytes
        self.assert_bad_frame(luot.frame(b"\x52\x04\x0a\x02\xff\xfe"))  # even in a Goodbye

    def test_envelopes_that_a_client_may_not_send(self):
        for kind in ("welcome", "refused", "reply", "snapshot", "event"):
            with self.subTest(kind):
                self.assert_bad(luot.Envelope(**{kind: {}}))
        self.assert_bad(luot.frame(b"\x9a\x06\x00"))  # a kind of a later version
        self.assert_bad_frame(luot.hello(luot.KIOSK, "peer"))

    def test_anything_but_a_hello_first(self):
        for first in (ISSUE, luot.Envelope(ping=dict(stamp=1)), luot.Envelope(pong={})):
            self.assert_bad_hello(first)
        self.assert_bad_hello(luot.hello(luot.KIOSK, "peer"), luot.hello(luot.KIOSK, "peer"))

    def test_a_request_before_the_welcome(self):
        self.assert_bad_hello(luot.frame(luot.hello(luot.KIOSK, "peer")) + luot.frame(ISSUE))

    def test_numbers_that_do_not_rise(self):
        refused = luot.Command(issue=dict(service="nowhere"))
        for numbers in ((0,), (5, 5), (5, 4), (2**64 - 1, 1)):
            with self.subTest(numbers):
                connection = self.welcomed()
                for no in numbers:
                    connection.send(luot.Envelope(request=dict(no=no, command=refused)))
                *replies, last = connection.closed_within(luot.PATIENCE_S)
                self.assertEqual(last.goodbye.code, "bad_frame")
                self.assertLessEqual([envelope.reply.no for envelope in replies], list(numbers[:1]))

    def test_a_connection_that_is_cut_at_every_byte(self):
        hello, whole = luot.frame(luot.hello(luot.KIOSK, "cut", no_pushes=True)), luot.frame(ISSUE)
        for cut in range(len(hello)):
            self.connection().send_bytes(hello[:cut])
        for cut in range(len(whole)):
            connection = self.welcomed()
            connection.send_bytes(whole[:cut])
            if cut % 2:  # with a reset
                connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
        self.doCleanups()
        self.bystander = self.client(luot.BOARD, "bystander").catch_up()

    def test_a_hello_byte_by_byte_is_a_hello(self):
        connection = self.connection()
        for byte in luot.frame(luot.hello(luot.KIOSK, "slow", no_pushes=True)):
            connection.send_bytes(bytes([byte]))
        self.assertTrue(connection.receive().HasField("welcome"))

    def test_what_stood_before_a_bad_frame_is_no_worse_for_it(self):
        kiosk = self.client(luot.KIOSK, "kiosk-1", pushes=False)
        numbers = [kiosk.ask(issue=dict(service="land")) for _ in range(8)]
        kiosk.connection.send_bytes(TOO_LONG)
        with self.assertRaises(luot.Ended) as ended:
            while True:
                kiosk.take()
        self.assertEqual(ended.exception.code, "bad_frame")
        kiosk.connect()
        self.assertEqual(len({kiosk.answer(no).result.issued.ticket for no in numbers}), 8)
        self.issued["land"] += 8

    def test_who_closes_the_sending_side_has_left(self):
        for say in ((), (luot.Envelope(goodbye=dict(code="leaving")),), (luot.Envelope(goodbye={}),)):
            connection = self.welcomed()
            connection.send(*say)
            connection.socket.shutdown(socket.SHUT_WR)
            self.assertEqual(connection.closed_within(luot.PATIENCE_S), [])
        connection = self.connection()
        connection.socket.shutdown(socket.SHUT_WR)
        self.assertEqual(connection.closed_within(luot.PATIENCE_S), [])

    def test_a_goodbye_first_is_answered_with_the_end(self):
        connection = self.connection()
        connection.send(luot.Envelope(goodbye=dict(code="leaving")))
        self.assertEqual(connection.closed_within(luot.PATIENCE_S), [])

    def test_a_thousand_bad_connections_leave_nothing_behind(self):
        before = self.server.resident_kib()
        for number in range(1_000):
            with luot.Connection(self.server.address) as connection:
                connection.send_bytes(luot.frame(luot.hello(luot.BOARD, "b", no_pushes=True)) if number % 2 else TOO_LONG)
                connection.send_bytes(struct.pack(">I", luot.FRAME_FROM_DEVICE_MAX) + b"x" * 1_000)
        if not SANITIZED:
            self.assertLess(self.server.resident_kib() - before, 8 * 1024)

    def test_the_codes_are_those_of_the_document(self):
        self.assertLessEqual({"bad_hello", "session_expired", "protocol_version", "not_enrolled", "busy"}, document.codes(3))
        self.assertLessEqual({"bad_frame", "replaced", "silent", "too_slow", "shutting_down"}, document.codes(10))


class Patience(LastingOfficeCase):
    """What takes real time, all at once: six peers who keep the server waiting, each in a thread of its own."""

    HELLO_S, DEAD_S = 5.0, 12.0
    LATE_S = patience(20)  # of a busy machine
    AT_LAST_S = DEAD_S + LATE_S
    # Longer than anybody says it a byte a second.
    HELLO = luot.hello(luot.KIOSK, "slow-loris".ljust(64, "s"))
    REQUEST = luot.Envelope(request=dict(no=1, command=luot.Command(issue=dict(service="x" * 1_000))))

    def in_thread(self, peer):
        def run():
            begun = time.monotonic()
            try:
                self.ends[peer.__name__] = (peer(), time.monotonic() - begun)
            except Exception as failure:  # shown by the test, which misses the end
                self.ends[peer.__name__] = (failure, time.monotonic() - begun)

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def drip(self, connection, data, until_s):
        """A byte a second; what the server says meanwhile, and None once it is still there after that time."""
        begun = time.monotonic()
        for byte in data:
            try:
                connection.send_bytes(bytes([byte]))
            except luot.Ended:
                pass  # the server was quicker: what it said before is still to be read
            try:
                return connection.receive(1.0)
            except luot.Ended:
                return "ended"
            except TimeoutError:
                if time.monotonic() - begun > until_s:
                    return None
        return None

    def no_hello(self):
        connection = self.connection()
        connection.ping_due = float("inf")  # a ping would be a first frame, and a wrong one
        return [envelope.refused.code for envelope in connection.closed_within(self.AT_LAST_S)]

    def hello_a_byte_a_second(self):
        return self.drip(self.connection(), luot.frame(self.HELLO), self.AT_LAST_S).refused.code

    def silent_after_the_welcome(self):
        connection = self.welcomed(device="silent")
        connection.ping_due = float("inf")
        connection.send = lambda *_: None
        return [envelope.goodbye.code for envelope in connection.closed_within(self.AT_LAST_S)]

    def only_pongs(self):
        connection = self.welcomed(device="ponger")
        connection.ping_due = float("inf")
        pings = sum(connection.receive(self.AT_LAST_S, pings=True).HasField("ping") for _ in range(3))
        connection.send(luot.Envelope(ping=dict(stamp=7)))
        return pings, connection.receive().pong.stamp

    def request_a_byte_a_second(self):
        connection = self.welcomed(device="slow-loris")
        connection.ping_due = float("inf")
        connection.send = lambda *_: None
        return self.drip(connection, luot.frame(self.REQUEST), self.AT_LAST_S).goodbye.code

    def half_closed_before_the_hello(self):
        connection = self.connection()
        connection.socket.shutdown(socket.SHUT_WR)
        return connection.closed_within(self.AT_LAST_S)

    def test_each_comes_to_its_end_in_its_time(self):
        self.ends = {}
        bystander = self.client(luot.BOARD, "bystander").catch_up()
        kiosk = self.client(luot.KIOSK, "kiosk-1")
        threads = [self.in_thread(peer) for peer in (self.no_hello, self.hello_a_byte_a_second, self.silent_after_the_welcome, self.only_pongs,
                                                     self.request_a_byte_a_second, self.half_closed_before_the_hello)]
        issued = 0
        while any(thread.is_alive() for thread in threads):
            kiosk.do(issue=dict(service="certification"))
            issued += 1
            bystander.until(lambda picture: picture.fields["certification"].issued == issued)
            time.sleep(0.2)  # not for a result: the others take real time
        for thread in threads:
            thread.join()
        expected = {"no_hello": (["unavailable"], self.HELLO_S), "hello_a_byte_a_second": ("unavailable", self.HELLO_S),
                    "silent_after_the_welcome": (["silent"], self.DEAD_S), "only_pongs": ((3, 7), 15.0),
                    "request_a_byte_a_second": ("silent", self.DEAD_S), "half_closed_before_the_hello": ([], 0.0)}
        for name, (end, after_s) in expected.items():
            with self.subTest(name):
                self.assertEqual(self.ends[name][0], end)
                self.assertGreaterEqual(self.ends[name][1], after_s - 0.3)
                self.assertLess(self.ends[name][1], after_s + self.LATE_S)


if __name__ == "__main__":
    unittest.main()
