"""Commands that cannot be: each gets one clear refusal of the document's table, and changes nothing."""
import unittest

import luot_client as luot
from luot.v1 import types_pb2 as types
from office import LastingOfficeCase, OfficeCase


class Refusals(OfficeCase):
    def setUp(self):
        super().setUp()
        self.kiosk = self.client(luot.KIOSK, "kiosk-1")
        self.clerk = self.open_counter(1)
        self.at = self.clerk.at
        self.chief = self.client(luot.SUPERVISOR, "chief")

    def issue(self, service="civil-status", **more):
        return self.kiosk.do(issue=dict(service=service, **more)).issued

    def called(self):
        self.issue()
        return self.clerk.do(call_next=dict(at=self.at)).called

    def serving(self):
        called = self.called()
        self.clerk.do(start=dict(at=self.at))
        return called

    def test_what_the_office_does_not_have(self):
        at = self.at
        self.assert_refused("unknown_service", self.kiosk, dict(service="nowhere"), issue=dict(service="nowhere"))
        self.assert_refused("unknown_service", self.kiosk, dict(service=""), issue={})
        self.assert_refused("unknown_class", self.kiosk, {"class": "noble"}, issue=dict(service="land", ticket_class="noble"))
        for client, verb in ((self.clerk, dict(call_chosen=dict(at=at, ticket=999, reason="same-citizen"))),
                             (self.kiosk, dict(reinstate=dict(ticket=999))), (self.kiosk, dict(cancel=dict(ticket=0))),
                             (self.kiosk, dict(rate=dict(ticket=2**64 - 1, grade=1))),
                             (self.kiosk, dict(report_slip=dict(ticket=999, report=1))), (self.kiosk, dict(reprint=dict(ticket=999))),
                             (self.chief, dict(set_urgent=dict(ticket=999, reason="unwell"))),
                             (self.clerk, dict(resume_hold=dict(at=at, ticket=999)))):
            self.assert_refused("unknown_ticket", client, **verb)
        nowhere = dict(counter=77, clerk="clerk-1")
        for verb in ("open_counter", "call_next", "close_counter", "start", "recall"):
            self.assert_refused("unknown_counter", self.clerk, dict(counter="77"), **{verb: dict(at=nowhere)})
        self.assert_refused("unknown_clerk", self.clerk, dict(clerk="stranger"), open_counter=dict(at=dict(counter=2, clerk="stranger")))
        self.assert_refused("unknown_clerk", self.clerk, dict(clerk=""), open_counter=dict(at=dict(counter=2)))
        self.assert_refused("unknown_reason", self.clerk, dict(reason="tea"), pause_counter=dict(at=at, reason="tea"))
        ticket = self.serving().ticket
        self.assert_refused("unknown_reason", self.clerk, dict(reason=""), hold=dict(at=at))
        self.assert_refused("unknown_outcome", self.clerk, dict(outcome="bribed"), finish=dict(at=at, outcome="bribed"))
        self.assert_refused("unknown_outcome", self.clerk, dict(outcome="bribed"), call_next=dict(at=at, outcome="bribed"))
        self.assert_refused("unknown_service", self.clerk, dict(service="nowhere"),
                            transfer=dict(at=at, service="nowhere", kind=types.TRANSFER_KIND_NEXT_STEP))
        self.assert_refused("unknown_counter", self.clerk, dict(counter="77"),
                            transfer=dict(at=at, to_counter=77, kind=types.TRANSFER_KIND_NEXT_STEP))
        self.assert_refused("unknown_reason", self.chief, dict(reason="rich"), set_urgent=dict(ticket=self.issue().ticket, reason="rich"))
        self.assertEqual(self.clerk.catch_up().picture.counters[1].ticket, ticket)

    def test_commands_out_of_state(self):
        at = self.at
        for verb in ("recall", "start", "requeue", "no_show", "hold", "finish"):
            self.assert_refused("counter_idle", self.clerk, **{verb: dict(at=at, reason="form") if verb == "hold" else dict(at=at)})
        called = self.called()
        in_state = dict(number=called.number, state="called", counter="1")
        self.assert_refused("wrong_state", self.clerk, in_state, finish=dict(at=at))
        self.assert_refused("counter_busy", self.clerk, dict(number=called.number), call_next=dict(at=at))
        self.assert_refused("counter_busy", self.clerk, dict(number=called.number), close_counter=dict(at=at))
        self.clerk.do(start=dict(at=at))
        in_state["state"] = "serving"
        for verb in ("recall", "start", "no_show", "requeue"):
            self.assert_refused("wrong_state", self.clerk, in_state, **{verb: dict(at=at)})
        self.assert_refused("wrong_state", self.kiosk, in_state, cancel=dict(ticket=called.ticket))
        self.assert_refused("wrong_state", self.kiosk, dict(number=called.number, state="serving"), rate=dict(ticket=called.ticket, grade=3))
        self.clerk.do(finish=dict(at=at))
        ended = dict(number=called.number, state="served")
        self.assert_refused("ticket_ended", self.kiosk, ended, cancel=dict(ticket=called.ticket))
        self.assert_refused("ticket_ended", self.chief, ended, set_urgent=dict(ticket=called.ticket, reason="unwell"))
        for grade in (0, 6):
            self.assert_refused("bad_value", self.kiosk, dict(field="grade"), rate=dict(ticket=called.ticket, grade=grade))
        self.kiosk.do(rate=dict(ticket=called.ticket, grade=3))
        self.assert_refused("already_rated", self.kiosk, dict(number=called.number), rate=dict(ticket=called.ticket, grade=4))

    def test_counters_and_clerks(self):
        other = self.client(luot.COUNTER, "counter-2")
        taken, elsewhere = dict(counter=1, clerk="clerk-2"), dict(counter=2, clerk="clerk-1")
        self.assert_refused("counter_taken", other, dict(clerk="clerk-1"), open_counter=dict(at=taken))
        self.assert_refused("clerk_elsewhere", other, dict(counter="1"), open_counter=dict(at=elsewhere))
        self.assert_refused("not_your_counter", other, dict(clerk="clerk-1"), call_next=dict(at=taken))
        self.assert_refused("counter_closed", other, dict(counter="2"), call_next=dict(at=elsewhere))
        self.assert_refused("already_so", self.clerk, resume_counter=dict(at=self.at))
        self.clerk.do(pause_counter=dict(at=self.at, reason="lunch"))
        self.assert_refused("counter_paused", self.clerk, call_next=dict(at=self.at))
        self.clerk.do(resume_counter=dict(at=self.at))
        called = self.called()
        second = self.open_counter(2)
        self.assert_refused("taken_by_counter", second, dict(number=called.number, counter="1"),
                            call_chosen=dict(at=second.at, ticket=called.ticket, reason="same-citizen"))
        certification = self.issue("certification")
        self.assert_refused("not_served_here", second, dict(service="certification"),
                            call_chosen=dict(at=second.at, ticket=certification.ticket, reason="same-citizen"))
        other.do(open_counter=dict(at=dict(counter=1, clerk="clerk-3"), take_over=True))
        self.assert_refused("not_your_counter", self.clerk, dict(clerk="clerk-3"), start=dict(at=self.at))

    def test_slips_limits_and_the_end_of_issuing(self):
        plain = self.issue()
        self.assert_refused("slip_settled", self.kiosk, dict(number=plain.number), report_slip=dict(ticket=plain.ticket, report=1))
        self.chief.do(set_urgent=dict(ticket=plain.ticket, reason="unwell"))
        self.assert_refused("already_urgent", self.chief, dict(number=plain.number), set_urgent=dict(ticket=plain.ticket, reason="unwell"))
        self.chief.do(limit_service=dict(service="civil-status", quota=1))
        self.assert_refused("quota_reached", self.kiosk, dict(quota="1"), issue=dict(service="civil-status"))
        self.chief.do(limit_service=dict(service="land", closed=True))
        self.assert_refused("service_closed", self.kiosk, dict(service="land", why="supervisor"), issue=dict(service="land"))
        self.assert_refused("already_so", self.chief, limit_service=dict(service="land", closed=True))
        self.assert_refused("already_so", self.client(luot.ADMINISTRATOR, "administrator"), confirm_clock={})
        self.chief.do(end_day={})
        self.assert_refused("office_closed", self.kiosk, dict(why="supervisor"), issue=dict(service="certification"))
        self.assertEqual(self.issued_so_far(), {"civil-status": 1, "land": 0, "certification": 0})


class Values(LastingOfficeCase):
    """Values out of bounds. The connection goes on, and what is within bounds is taken."""

    def bad(self, client, **verb):
        self.assert_refused("bad_value", client, dict(field="command"), **verb)

    def raw_request(self, command):
        """The Reply to a Request whose Command is these bytes."""
        connection = self.welcomed()
        connection.send(_request(1, command))
        return connection.receive().reply

    def test_text_out_of_bounds(self):
        kiosk, chief = self.client(luot.KIOSK, "kiosk-1"), self.client(luot.SUPERVISOR, "chief")
        clerk = self.client(luot.COUNTER, "counter-1")
        for code in ("x" * 65, "é" * 33, "x" * 200_000, "a\nb", "a\0b", "\x7f", "\u0085"):
            self.bad(kiosk, issue=dict(service=code))
            self.bad(kiosk, issue=dict(service="land", ticket_class=code))
            self.bad(clerk, open_counter=dict(at=dict(counter=1, clerk=code)))
            self.bad(chief, limit_service=dict(service=code))
            self.bad(chief, assign_counter=dict(counter=1, serves=[code]))
        self.assert_refused("unknown_service", kiosk, dict(service="x" * 64), issue=dict(service="x" * 64))
        self.bad(chief, set_notice=dict(text="x" * 501))
        self.bad(chief, set_notice=dict(text="a\nb"))
        chief.do(set_notice=dict(text="x" * 500))
        self.bad(chief, assign_counter=dict(counter=1, serves=["land"] * 201))
        self.bad(chief, assign_counter=dict(counter=1, serves=[""] * 100_000))

    def test_numbers_out_of_bounds(self):
        kiosk, clerk = self.client(luot.KIOSK, "kiosk-1"), self.client(luot.COUNTER, "counter-1")
        ticket = kiosk.do(issue=dict(service="land")).issued.ticket
        for wish in (3, 99, -1, 2**31 - 1):
            self.bad(kiosk, issue=dict(service="land", slip=wish))
        for slot_us in (-1, -2**63, 2**63 - 1, 7_258_118_400_000_001):
            self.bad(kiosk, issue=dict(service="land", appointment_us=slot_us))
        for report in (0, 5, 99):
            self.bad(kiosk, report_slip=dict(ticket=ticket, report=report))
        for person in (b"x", b"x" * 15, b"x" * 17, b"001085123456"):  # a hash has sixteen bytes
            self.bad(kiosk, issue=dict(service="land", person=person))
        for token in ("x" * 65, "a\nb"):
            self.bad(kiosk, check_in=dict(token=token))
        for kind in (0, 3, 99):
            self.bad(clerk, transfer=dict(at=dict(counter=1, clerk="clerk-1"), service="land", kind=kind))
        for verb in ("open_counter", "close_counter", "pause_counter", "call_next", "recall", "start", "hold", "finish", "transfer"):
            self.bad(clerk, **{verb: {}})
        huge = dict(counter=2**64 - 1, clerk="clerk-1")
        self.assert_refused("unknown_counter", clerk, dict(counter=str(2**64 - 1)), call_next=dict(at=huge))

    def test_a_verb_that_there_is_not(self):
        for what, command in {"none": b"", "field 99": b"\x9a\x06\x00", "field 99 as a number": b"\x98\x06\x01", "no command at all": None}.items():
            with self.subTest(what):
                reply = self.raw_request(command)
                self.assertEqual((reply.no, reply.error.code), (1, "bad_value"))
                self.assertEqual([(param.name, param.value) for param in reply.error.params], [("field", "command")])

    def test_fields_of_a_later_minor_version_are_skipped(self):
        issue = luot.Command(issue=dict(service="land")).issue.SerializeToString() + b"\xa2\x06\x03new"
        reply = self.raw_request(b"\x0a" + bytes([len(issue)]) + issue + b"\xa0\x06\x07")
        self.assertEqual(reply.result.issued.service, "land")


def _request(no, command):
    """An Envelope with a Request, written by hand around the bytes of its Command."""
    request = b"\x08" + bytes([no]) + (b"" if command is None else b"\x1a" + bytes([len(command)]) + command)
    return b"\x22" + bytes([len(request)]) + request


if __name__ == "__main__":
    unittest.main()
