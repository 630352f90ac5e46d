"""Devices that ask too much, say too much, or do not listen. Each has one end, and the office beside them goes on."""
import struct
import time
import unittest

import luot_client as luot
from beside import RESIDENT_MIB_MAX, AbuseCase
from crowd import Crowd
from office import SANITIZED, deadline

MANY = 500 if SANITIZED else 2_000  # all their frames have to be there before the first one passes for dead
KIOSK_HELLO = luot.frame(luot.hello(luot.KIOSK, "flood", no_pushes=True))
PING = luot.frame(luot.Envelope(ping=dict(stamp=1)))


def requests(first, last, service="land"):
    command = luot.Command(issue=dict(service=service))
    return b"".join(luot.frame(luot.Envelope(request=dict(no=no, command=command))) for no in range(first, last))


class Floods(AbuseCase):
    REQUESTS = 20_000

    def test_one_device_asks_without_end_and_reads(self):
        """it has its 64 under way, each other request is refused, and each has its answer"""
        with Crowd(self.server.address, 1) as crowd:
            crowd.say(KIOSK_HELLO)
            crowd.until_told("welcome")
            peer = crowd.peers[0]
            before, asked = self.visits, 0
            give_up = deadline(60)
            while asked == 0 or self.visits == before:
                self.assertLess(time.monotonic(), give_up, "the others get their answers meanwhile")
                crowd.say(requests(asked + 1, asked + self.REQUESTS + 1))
                asked += self.REQUESTS
                crowd.until(lambda one: len(one.envelopes()) > asked if len(one.heard) > 20 * asked else False, within_s=60)
            self.assertIsNone(peer.last_code())
            replies = [envelope.reply for envelope in peer.envelopes() if envelope.HasField("reply")]
            self.assertEqual(sorted(reply.no for reply in replies), list(range(1, asked + 1)))
            codes = {reply.error.code for reply in replies if reply.HasField("error")}
            self.assertEqual(codes, {"too_many_unacknowledged"})
            # None of its answers is acknowledged: the office keeps 64 for it, and carries out no more.
            self.assertEqual(sum(reply.HasField("result") for reply in replies), 64)
        self.assert_recovered()

    def test_many_devices_ask_without_end_and_do_not_read(self):
        with Crowd(self.server.address, 40, receive_buffer=4_096) as crowd:
            crowd.say(KIOSK_HELLO)
            crowd.until_told("welcome")
            crowd.say(requests(1, self.REQUESTS + 1))
            crowd.until_sent(reads=False, within_s=60)
            self.visits_pass()
            crowd.until_closed(within_s=60)
        self.assert_recovered()

    def test_pings_without_end(self):
        pings = b"".join(luot.frame(luot.Envelope(ping=dict(stamp=stamp))) for stamp in range(1, self.REQUESTS + 1))
        with Crowd(self.server.address, 1) as crowd:
            crowd.say(luot.frame(luot.hello(luot.BOARD, "flood", no_pushes=True)))
            crowd.until_told("welcome")
            crowd.say(pings)
            crowd.until(lambda one: one.kinds().count("pong") == self.REQUESTS if len(one.heard) > 6 * self.REQUESTS else False, within_s=60)
        self.assert_recovered()


class Frames(AbuseCase):
    def test_many_frames_as_long_as_may_be_all_but_the_last_byte(self):
        """All that the server has to hold for so many at once; then they are whole, and each has its answer."""
        envelope = luot.Envelope(request=dict(no=1, command=luot.Command(issue=dict(service="x" * 262_100))))
        envelope.request.command.issue.service += "x" * (luot.FRAME_FROM_DEVICE_MAX - envelope.ByteSize())
        whole = luot.frame(envelope)
        with Crowd(self.server.address, MANY) as crowd:
            crowd.say(KIOSK_HELLO)
            crowd.until_told("welcome")
            crowd.say(whole[:-1])
            crowd.until_sent(within_s=60)
            give_up = deadline(60)
            while self.figure("bytes_in_total") < MANY * (len(whole) - 1):
                self.assertLess(time.monotonic(), give_up)
                self.over.wait(0.05)
            self.visits_pass()
            held_kib = self.server.resident_kib()
            if not SANITIZED:
                self.assertGreater(held_kib, MANY * 256)
                self.assertLess(held_kib, RESIDENT_MIB_MAX * 1024)
                print(f"{held_kib // 1024} MiB with {MANY} frames that are not whole", flush=True)
            crowd.say(whole[-1:])
            crowd.until_told("reply", within_s=60)
            self.assertEqual({envelope.reply.error.code for peer in crowd.peers for envelope in peer.envelopes() if envelope.HasField("reply")},
                             {"bad_value"})
            self.visits_pass()
            if not SANITIZED:
                self.assertLess(self.server.resident_kib(), 160 * 1024, "what a long frame took is given back with its answer")
        self.assert_recovered()

    def test_many_frames_that_are_too_long(self):
        with Crowd(self.server.address, MANY) as before, Crowd(self.server.address, 40) as behind:
            before.say(struct.pack(">I", luot.FRAME_FROM_DEVICE_MAX + 1) + b"x" * 1_000)
            before.until_closed()
            self.assertEqual({peer.last_code() for peer in before.peers}, {"bad_hello"})
            behind.say(KIOSK_HELLO)
            behind.until_told("welcome")
            behind.say(struct.pack(">I", 2**32 - 1) + b"x" * 1_000)
            behind.until_closed()
            self.assertEqual({peer.last_code() for peer in behind.peers}, {"bad_frame"})
        self.assert_recovered()


class NeverReads(AbuseCase):
    NOTICES = 6_000  # of 500 bytes: more than the system's own buffers take, most of the time
    written = 0

    def write_notices(self, chief):
        numbers = [chief.ask(set_notice=dict(text=f"{self.written + each} ".ljust(499, "x") + ".")) for each in range(50)]
        self.written += 50
        for no in numbers:
            chief.answer(no)

    def test_three_hundred_subscribers_that_never_read(self):
        """with the smallest buffers that there are; the office is at work, and a supervisor writes long notices"""
        chief = self.client(luot.SUPERVISOR, "chief", pushes=False)
        self.HONEST += 1
        with Crowd(self.server.address, 150, receive_buffer=2_048) as boards, Crowd(self.server.address, 150, receive_buffer=2_048) as desks:
            boards.say(luot.frame(luot.hello(luot.BOARD, "never-reads")))
            desks.say(luot.frame(luot.hello(luot.COUNTER, "never-reads")))
            for crowd in (boards, desks):
                crowd.until_sent(reads=False)
            for _ in range(self.NOTICES // 50):
                self.write_notices(chief)
            self.visits_pass()
            if not SANITIZED:
                self.assertLess(self.server.resident_kib(), RESIDENT_MIB_MAX * 1024)
            # They are heard all the time, so they do not pass for dead: what ends them is that nothing is read. How much the system itself
            # takes for each of them is its own affair, so there is more to be shown until they are gone.
            give_up = deadline(60)
            while self.figure("connections") != self.HONEST:
                self.assertLess(time.monotonic(), give_up, f"{self.figure('connections')} connections are left that move nothing")
                for peer in boards.peers + desks.peers:
                    peer.unsent = PING
                    peer.write()
                self.write_notices(chief)
                self.over.wait(0.5)
            self.assertGreaterEqual(self.figure("connections_too_slow_total"), 300)
            chief.close()
            self.HONEST -= 1
        self.assert_recovered()


if __name__ == "__main__":
    unittest.main()
