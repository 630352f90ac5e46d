"""An office at work beside what is done to its server: a kiosk and a clerk who ask one thing after the other, and get their answers."""
import re
import resource
import threading
import time

import luot_client as luot
import office as house

# docs/operations.md: what the server takes when everything that it allows happens at once.
RESIDENT_MIB_MAX = 700
PASSES_FOR_DEAD_S = 11  # the protocol has 12


class AbuseCase(house.OfficeCase):
    HONEST = 2  # connections

    def setUp(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # the server inherits it
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        super().setUp()
        self.visits, self.failure, self.over = 0, None, threading.Event()
        self.heard = {}  # when each of the honest had its last answer
        self.peak_kib = 0
        self.office = threading.Thread(target=self._work)
        self.office.start()
        self.addCleanup(self._close)
        self.visits_pass(3)

    def _do(self, client, **verb):
        """One command and its result. Who said nothing for so long that it passes for dead, since the whole machine stood still or the other one waited for its
        answer, comes back as devices do; nobody else has to."""
        silent_since = self.heard.setdefault(client.device, time.monotonic())
        try:
            result = client.do(**verb)
        except luot.Ended:
            if time.monotonic() - silent_since < PASSES_FOR_DEAD_S:
                raise
            result = client.connect().answer(client.last_no).result  # what had no answer was repeated
        self.heard[client.device] = time.monotonic()
        return result

    def _work(self):
        try:
            with self.server.client(luot.KIOSK, "honest-kiosk", pushes=False) as kiosk, self.server.client(luot.COUNTER, "honest-desk", pushes=False) as clerk:
                at = dict(counter=9, clerk="clerk-9")
                self._do(clerk, open_counter=dict(at=at))
                while not self.over.is_set():
                    issued = self._do(kiosk, issue=dict(service="certification")).issued
                    called = self._do(clerk, call_next=dict(at=at)).called
                    if called.ticket != issued.ticket:
                        raise AssertionError(f"{called.number} was called instead of {issued.number}")
                    self._do(clerk, start=dict(at=at))
                    self._do(clerk, finish=dict(at=at))
                    self.visits += 1
                    self.peak_kib = max(self.peak_kib, self.server.resident_kib())
        except Exception as failure:  # told by the test's own thread
            self.failure = failure

    def _close(self):
        self.over.set()
        self.office.join()
        if self.failure:
            raise self.failure

    def visits_pass(self, count=3):
        """So many more visitors are issued a number, called and served: each answer within the client's patience."""
        until = self.visits + count
        while self.visits < until and not self.failure:
            self.over.wait(0.01)
        if self.failure:
            raise self.failure

    def figure(self, name):
        found = re.search(rf"^luot_{name} (\S+)$", self.server.get("/metrics")[1], re.MULTILINE)
        self.assertIsNotNone(found, name)
        return int(float(found.group(1)))

    def assert_recovered(self):
        """All connections are there for others again, and the office is at work."""
        give_up = house.deadline(30)
        while self.figure("connections") != self.HONEST:
            self.assertLess(time.monotonic(), give_up, f"{self.figure('connections')} connections are left")
            self.over.wait(0.05)
        self.visits_pass()
        if not house.SANITIZED:
            self.assertLess(self.peak_kib, RESIDENT_MIB_MAX * 1024)
