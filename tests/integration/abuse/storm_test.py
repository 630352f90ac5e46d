"""Two thousand at once: who come and go, who say nothing, who say a byte a second, who leave in the middle. The office beside them goes on, and when they are gone
nothing is left of them."""
import time
import unittest

import luot_client as luot
from beside import AbuseCase
from crowd import Crowd
from office import patience

MANY = 2_000
KIOSK_HELLO = luot.frame(luot.hello(luot.KIOSK, "passer-by", no_pushes=True))
BOARD_HELLO = luot.frame(luot.hello(luot.BOARD, "passer-by"))
ISSUE = luot.frame(luot.Envelope(request=dict(no=1, command=luot.Command(issue=dict(service="land")))))


class Storms(AbuseCase):
    def test_two_thousand_come_at_once_are_welcomed_and_vanish(self):
        """kiosks and boards in turns: more sessions than there may be, and a snapshot for each board"""
        for hello in (KIOSK_HELLO, BOARD_HELLO, KIOSK_HELLO, KIOSK_HELLO):
            with Crowd(self.server.address, MANY) as crowd:
                crowd.say(hello)
                crowd.until_told("welcome")
                self.visits_pass()
                crowd.reset()
        self.assert_recovered()

    def test_two_thousand_connect_and_vanish_before_they_say_anything(self):
        for _ in range(3):
            with Crowd(self.server.address, MANY) as crowd:
                crowd.until_sent()
                crowd.reset()
            self.visits_pass()
        self.assert_recovered()

    def test_two_thousand_leave_with_the_sending_side_alone(self):
        """before the Hello, behind it without waiting for the Welcome, and with a request under way"""
        third = MANY // 3
        with Crowd(self.server.address, third) as silent, Crowd(self.server.address, third) as greeted, Crowd(self.server.address, third) as asking:
            greeted.say(KIOSK_HELLO)
            asking.say(KIOSK_HELLO)
            silent.until_sent()
            silent.half_close()  # before they are told that they take too long
            greeted.until_sent()
            asking.until_told("welcome")
            asking.say(ISSUE)
            asking.until_sent()
            for crowd in (greeted, asking):
                crowd.half_close()
            for crowd in (silent, greeted, asking):
                crowd.until_closed()
            self.assertEqual({code for peer in silent.peers + asking.peers for code in [peer.last_code()]}, {None})
        self.assert_recovered()


class Patience(AbuseCase):
    """What takes real time, side by side on one server."""

    DEAD_S = 12
    LATE_S = patience(20)  # of a busy machine

    def drip(self, crowds, until_s):
        """A byte a second from each."""
        begun = time.monotonic()
        while time.monotonic() - begun < until_s and any(not peer.closed for crowd, _ in crowds for peer in crowd.peers):
            second = int(time.monotonic() - begun)
            for crowd, data in crowds:
                for peer in crowd.peers:
                    if not peer.closed:
                        peer.unsent = data[second:second + 1]
                        peer.write()
                        peer.read()
            while int(time.monotonic() - begun) == second:
                self.over.wait(0.05)

    def test_who_says_nothing_or_a_byte_a_second_is_told_so_and_cut_off(self):
        with Crowd(self.server.address, 800) as silent, Crowd(self.server.address, 400) as slow_hello, Crowd(self.server.address, 400) as slow_request:
            slow_request.say(KIOSK_HELLO)
            slow_request.until_told("welcome")
            silent.until_sent()
            self.drip([(slow_hello, KIOSK_HELLO), (slow_request, ISSUE)], self.DEAD_S + self.LATE_S)
            silent.until_closed()
            self.assertEqual({peer.last_code() for peer in silent.peers}, {"unavailable"})
            self.assertEqual({peer.last_code() for peer in slow_hello.peers}, {"unavailable"})
            self.assertEqual({peer.last_code() for peer in slow_request.peers}, {"silent"})
        self.assert_recovered()


if __name__ == "__main__":
    unittest.main()
