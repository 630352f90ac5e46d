"""Many at once: more connections than there may be, peers that do not read while others do, and counters that race for the same tickets."""
import random
import resource
import threading
import time
import unittest

import luot_client as luot
from office import SANITIZED, LastingOfficeCase, OfficeCase, deadline, patience

CONNECTIONS_MAX = 2_048
BEYOND = 300
SESSIONS_MAX = 4_096


class Crowd(OfficeCase):
    def setUp(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # the server inherits it
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        super().setUp()

    def test_connections_beyond_the_limit_are_told_so_and_the_others_served(self):
        kiosk = self.client(luot.KIOSK, "kiosk-1")
        before_kib = self.server.resident_kib()
        inside = [kiosk.connection]
        hello = luot.hello(luot.BOARD, "board", no_pushes=True)
        while len(inside) < CONNECTIONS_MAX:
            inside.append(self.connection())
            inside[-1].send(hello)
        for connection in inside[1:]:
            self.assertTrue(connection.receive().HasField("welcome"))
        full_kib = self.server.resident_kib()

        outside = [self.connection() for _ in range(BEYOND)]
        for connection in outside:
            self.assertEqual([envelope.refused.code for envelope in connection.closed_within(luot.PATIENCE_S)], ["busy"])
        kiosk.do(issue=dict(service="land"))
        self.assertEqual(self.server.health()["status"], "serving")

        for connection in inside[1:]:
            connection.close()
        board = luot.Client(self.server.address, luot.BOARD, "board-1")
        self.addCleanup(board.close)
        give_up = time.monotonic() + luot.PATIENCE_S
        while board.welcome is None:  # until the server has noticed
            try:
                board.connect().catch_up()
            except (luot.Ended, luot.Refused) as no:
                self.assertIn(no.code, (None, "busy"))
                self.assertLess(time.monotonic(), give_up)
        self.assertEqual(board.picture.fields["land"].issued, 1)
        if not SANITIZED:
            self.assertLess(full_kib - before_kib, CONNECTIONS_MAX * 24)
            self.assertLess(self.server.resident_kib() - before_kib, CONNECTIONS_MAX * 24)

    def open_sessions(self, at_once):
        """So many new ones, whose connections are closed again."""
        connections = [luot.Connection(self.server.address) for _ in range(at_once)]
        for connection in connections:
            connection.send(luot.hello(luot.PHONE, "passer-by", no_pushes=True))
        for connection in connections:
            self.assertTrue(connection.receive().HasField("welcome"))
            connection.close()

    def test_the_longest_unused_session_that_nobody_is_connected_with_makes_room(self):
        gone = self.client(luot.KIOSK, "gone", pushes=False)
        gone.close()
        stays = self.client(luot.KIOSK, "stays", pushes=False)
        stays.acknowledges = False
        issued = stays.do(issue=dict(service="land")).issued
        sessions = 2
        while sessions < SESSIONS_MAX:
            at_once = min(200, SESSIONS_MAX - sessions)
            self.open_sessions(at_once)
            sessions += at_once
        gone.connect()  # it is still there
        gone.close()
        for at_once in (1, 200, 3):
            self.open_sessions(at_once)
        with self.assertRaises(luot.Refused) as refused:
            gone.connect()
        self.assertEqual(refused.exception.code, "session_expired")
        stays.do(issue=dict(service="land"))
        stays.answers, stays.waiting = {}, {1: luot.Command(issue=dict(service="land"))}
        stays.connect()
        self.assertEqual(stays.answer(1).result.issued, issued)


class SlowPeers(LastingOfficeCase):
    RESIDENT_KIB_MAX = 96 * 1024
    NOTICES = 6_000  # of 500 bytes: more than the system's own buffers take

    def never_reads(self, role, device, **more):
        """A peer with the smallest buffer that there is, behind its Welcome."""
        client = luot.Client(self.server.address, role, device, **more)
        client.connection = luot.Connection(self.server.address, receive_buffer=2_048)
        self.addCleanup(client.close)
        client.connection.send(luot.hello(role, device))
        self.assertTrue(client.connection.receive().HasField("welcome"))
        return client

    def flood(self, chief, followers, deaf=()):
        """Notices, and after each few the slowest of those who read: how long a push took. Who is deaf says meanwhile that it is alive."""
        slowest_s = 0.0
        for first in range(0, self.NOTICES, 60):
            numbers = [chief.ask(set_notice=dict(text=f"{number} ".ljust(499, "x") + ".")) for number in range(first, first + 60)]
            for no in numbers:
                chief.answer(no)
            told = time.monotonic()
            for follower in followers:
                follower.until(lambda picture: picture.day.notice.startswith(f"{first + 59} "))
            slowest_s = max(slowest_s, time.monotonic() - told)
            for peer in deaf:
                peer.connection.send(luot.Envelope(ping=dict(stamp=1)))
        return slowest_s

    def test_a_board_that_does_not_read_holds_up_nobody_and_is_brought_up_by_a_snapshot(self):
        chief = self.client(luot.SUPERVISOR, "chief", pushes=False)
        quick = [self.client(luot.BOARD, f"quick-{number}").catch_up() for number in range(4)]
        slow = [self.never_reads(luot.BOARD, f"slow-{number}") for number in range(2)]
        self.assertLess(self.flood(chief, quick, deaf=slow), patience(5))
        for board in quick:
            self.assertEqual((len(board.snapshots()), len(board.events())), (1, self.NOTICES))
        if not SANITIZED:
            self.assertLess(self.server.resident_kib(), self.RESIDENT_KIB_MAX)
        for board in slow:
            board.until(lambda picture: picture.day is not None and picture.day.notice.startswith(f"{self.NOTICES - 1} "))
            board.catch_up()
            self.assertEqual(len(board.snapshots()), 2, "the first one, and the one that brought it up")
            self.assertLess(len(board.events()), self.NOTICES)
            self.assertEqual(board.picture.day, quick[0].picture.day)
            seqs = [push.seq for push in board.pushes]
            self.assertEqual(seqs, sorted(set(seqs)))

    def test_a_board_that_reads_nothing_for_12_s_is_closed(self):
        chief = self.client(luot.SUPERVISOR, "chief", pushes=False)
        quick = self.client(luot.BOARD, "quick").catch_up()
        begun, closed = time.monotonic(), None
        stuck = self.never_reads(luot.BOARD, "stuck")
        self.flood(chief, [quick])
        give_up = deadline(20)
        while closed is None and time.monotonic() < give_up:
            try:
                stuck.connection.send(luot.Envelope(ping=dict(stamp=1)))  # it is heard all the time
            except luot.Ended:
                closed = time.monotonic() - begun
            quick.catch_up()
            time.sleep(0.25)  # not for a result: what stands still does so for 12 s
        self.assertIsNotNone(closed, "a connection that moves nothing is not kept")
        self.assertGreaterEqual(closed, 12)

    def asks_without_reading(self, role, what, ends):
        peer = self.never_reads(role, "asks")
        peer.connection.socket.settimeout(patience(30))  # longer than the server's
        no, sent = 0, 0
        try:
            while sent < 64 * 1024 * 1024:
                burst = b""
                for _ in range(500):
                    no += 1
                    burst += luot.frame(what or luot.Envelope(request=dict(no=no)))
                peer.connection.send_bytes(burst)
                sent += len(burst)
        except luot.Ended:
            ends.append(sent)

    def test_who_asks_and_does_not_read_the_answers_is_not_read_and_cut_off(self):
        ends = []
        askers = [threading.Thread(target=self.asks_without_reading, args=(role, what, ends))
                  for role, what in ((luot.BOARD, luot.Envelope(ping=dict(stamp=2**64 - 1))), (luot.KIOSK, None))]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join()
        self.assertEqual(len(ends), 2, "both are cut off before they have sent 64 MiB")
        if not SANITIZED:
            self.assertLess(self.server.resident_kib(), self.RESIDENT_KIB_MAX)


class Race(OfficeCase):
    TICKETS, COUNTERS = 500, 8

    def call_all(self, clerk, taken):
        """Calls, starts and finishes until nobody waits."""
        at = clerk.at
        while True:
            try:
                result = clerk.do(call_next=dict(at=at))
            except luot.CommandRefused as refused:
                if refused.code != "nobody_waiting":
                    raise
                return
            if not result.HasField("called"):
                return
            taken.append(result.called.ticket)
            clerk.do(start=dict(at=at))

    def test_eight_counters_call_500_tickets_each_once(self):
        board = self.client(luot.BOARD, "board-1").catch_up()
        kiosk = self.client(luot.KIOSK, "kiosk-1", pushes=False)
        chance = random.Random(1)
        issued = []
        for _ in range(self.TICKETS // 50):
            numbers = [kiosk.ask(issue=dict(service=chance.choice(("civil-status", "land")))) for _ in range(50)]
            issued += [kiosk.answer(no).result.issued.ticket for no in numbers]
        clerks = [self.open_counter(number, pushes=False) for number in range(1, self.COUNTERS + 1)]
        taken = [[] for _ in clerks]
        failures = []
        together = threading.Barrier(len(clerks))

        def work(clerk, mine):
            try:
                together.wait()
                self.call_all(clerk, mine)
            except Exception as failure:  # told below, by the test's own thread
                failures.append(failure)

        threads = [threading.Thread(target=work, args=pair) for pair in zip(clerks, taken)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            board.catch_up()  # whoever says nothing for 12 s is taken for dead
            time.sleep(0.05)
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        self.assertEqual(sorted(ticket for mine in taken for ticket in mine), sorted(issued))
        for mine in taken:
            self.assertGreater(len(mine), 0, "they raced")
            self.assertEqual(mine, sorted(mine), "in the order of their arrival")
        board.catch_up()
        self.assertEqual(sorted(call.ticket for call in board.picture.calls), sorted(issued))
        self.assertEqual([board.picture.fields[code].waiting for code in ("civil-status", "land")], [0, 0])

    def test_one_ticket_and_eight_who_want_it(self):
        kiosk = self.client(luot.KIOSK, "kiosk-1", pushes=False)
        clerks = [self.open_counter(number, pushes=False) for number in range(1, self.COUNTERS + 1)]
        for _ in range(20):
            ticket = kiosk.do(issue=dict(service="land")).issued.ticket
            chosen = dict(ticket=ticket, reason="same-citizen")
            numbers = [clerk.ask(call_chosen=dict(at=clerk.at, **chosen)) for clerk in clerks]
            replies = [clerk.answer(no) for clerk, no in zip(clerks, numbers)]
            winners = [clerk for clerk, reply in zip(clerks, replies) if reply.HasField("result")]
            self.assertEqual(len(winners), 1)
            self.assertEqual({reply.error.code for reply in replies if reply.HasField("error")}, {"taken_by_counter"})
            winners[0].do(start=dict(at=winners[0].at))
            winners[0].do(finish=dict(at=winners[0].at))


if __name__ == "__main__":
    unittest.main()
