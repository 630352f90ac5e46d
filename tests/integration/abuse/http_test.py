"""The same over HTTP: who sends a byte a second, headers without end, or two thousand requests at once, who does not read and who half closes. Devices beside them
do not notice, and a probe is answered again when they are gone."""
import time
import unittest

import luot_client as luot
from beside import AbuseCase
from crowd import Crowd
from office import deadline

MANY = 2_000
HTTP_CONNECTIONS = 256
GET = b"GET /metrics HTTP/1.1\r\nHost: office\r\n\r\n"


def status(peer):
    """Of the first answer; None: there was none."""
    return int(peer.heard[9:12]) if peer.heard.startswith(b"HTTP/1.1 ") else None


class Http(AbuseCase):
    def setUp(self):
        super().setUp()
        host, _, port = self.server.http.rpartition(":")
        self.pages = (host, int(port))

    def assert_probed(self):
        """A probe is answered, at the latest when those before it were cut off."""
        give_up = deadline(30)
        while True:
            with Crowd(self.pages, 1) as probe:
                probe.say(GET)
                probe.until(lambda peer: status(peer) is not None)
                if status(probe.peers[0]) == 200:
                    break
            self.assertLess(time.monotonic(), give_up, "nobody who probes is let in")
            self.over.wait(0.2)
        self.assert_recovered()

    def test_two_thousand_ask_for_the_longest_page_at_once(self):
        for _ in range(3):
            with Crowd(self.pages, MANY) as crowd:
                crowd.say(GET)
                crowd.until(lambda peer: status(peer) is not None)
                self.assertLessEqual({status(peer) for peer in crowd.peers} - {None}, {200, 503})
                self.assertGreaterEqual(sum(status(peer) == 200 for peer in crowd.peers), 1)
                self.visits_pass()
        self.assert_probed()

    def test_headers_without_end(self):
        with Crowd(self.pages, 200) as crowd:
            crowd.say(b"GET / HTTP/1.1\r\nX: " + b"x" * 100_000)
            crowd.until_closed()
            self.assertLessEqual({status(peer) for peer in crowd.peers}, {431, None})  # None: the reset was quicker than the answer
            self.visits_pass()
        self.assert_probed()

    def test_bodies_without_end_and_bodies_that_never_come(self):
        post = b"POST /api/v1/session HTTP/1.1\r\nHost: office\r\nContent-Type: application/json\r\n"
        with Crowd(self.pages, 60) as long, Crowd(self.pages, 60) as chunked, Crowd(self.pages, 60) as slow:
            long.say(post + b"Content-Length: 100000000\r\n\r\n" + b"x" * 100_000)
            chunked.say(post + b"Transfer-Encoding: chunked\r\n\r\n" + b"5\r\nhello\r\n" * 1_000)
            slow.say(post + b"Content-Length: 60000\r\n\r\n{")
            for crowd, wanted in ((long, 413), (chunked, 411)):
                crowd.until_closed()
                self.assertLessEqual({status(peer) for peer in crowd.peers}, {wanted, None})  # None: the reset was quicker than the answer
            self.visits_pass()
            slow.until_closed(within_s=40)
            self.assertEqual({status(peer) for peer in slow.peers}, {None})
        self.assert_probed()

    def test_streams_that_nobody_reads(self):
        """of one visit, from phones that went away without a word: the visit moves on, and so does everybody else's"""
        with self.server.client(luot.KIOSK, "honest-kiosk-2", pushes=False) as kiosk:
            token = kiosk.do(issue=dict(service="land")).issued.token
        with Crowd(self.pages, 36, receive_buffer=2_048) as deaf:
            deaf.say(f"GET /api/v1/visits/{token}/events HTTP/1.1\r\nHost: office\r\n\r\n".encode())
            deaf.until(lambda peer: status(peer) is not None)
            self.assertEqual({status(peer) for peer in deaf.peers}, {200})
            self.visits_pass(20)
        self.assert_probed()

    def test_half_closed(self):
        """before a request, in the middle of it, and behind it: then the answer still comes"""
        with Crowd(self.pages, 80) as silent, Crowd(self.pages, 80) as cut, Crowd(self.pages, 80) as whole:
            cut.say(GET[:20])
            whole.say(GET)
            for crowd in (silent, cut, whole):
                crowd.until_sent()
            for crowd in (silent, cut, whole):
                crowd.half_close()
            for crowd in (silent, cut, whole):
                crowd.until_closed()
            self.assertEqual({status(peer) for peer in silent.peers}, {None})
            self.assertEqual({status(peer) for peer in whole.peers}, {200})
        self.assert_probed()

    def test_a_byte_a_second_and_answers_that_nobody_reads(self):
        """all connections that there are, until their time is over; whoever comes meanwhile is told to come later"""
        with Crowd(self.pages, HTTP_CONNECTIONS - 8) as slow, Crowd(self.pages, 8, receive_buffer=2_048) as deaf:
            slow.until_sent()
            deaf.say(GET * 800)  # more answers than the system takes in for both ends
            give_up = deadline(40)
            turned_away = 0
            while any(not peer.closed for peer in slow.peers):
                self.assertLess(time.monotonic(), give_up, "who sends a byte a second is cut off")
                for peer in slow.peers:
                    if not peer.closed:
                        peer.unsent = b"G"
                        peer.write()
                        peer.read()
                for peer in deaf.peers:
                    peer.write()
                with Crowd(self.pages, 1) as late:
                    late.say(GET)
                    late.until(lambda peer: status(peer) is not None)
                    turned_away += status(late.peers[0]) == 503
                self.over.wait(1.0)
            self.assertGreater(turned_away, 0)
            self.visits_pass()
            # What each of them had in its buffers still comes, and then the end.
            deaf.until_closed(within_s=60)
        self.assert_probed()


if __name__ == "__main__":
    unittest.main()
