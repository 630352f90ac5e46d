"""What an office does all day, seen from a kiosk, a counter, a supervisor, a phone and a board that are not C++."""
import unittest

import document
import luot_client as luot
from luot.v1 import types_pb2 as types
from office import SERVICES, OfficeCase


class OfficeDay(OfficeCase):
    def issue(self, kiosk, service="civil-status", **more):
        return kiosk.do(issue=dict(service=service, **more)).issued

    def test_a_ticket_from_the_kiosk_to_the_end_of_service(self):
        board = self.client(luot.BOARD, "board-1").catch_up()
        self.assertEqual(len(board.snapshots()), 1)
        self.assertEqual(set(board.picture.fields), set(SERVICES))
        kiosk, clerk = self.client(luot.KIOSK, "kiosk-1"), self.open_counter(1)

        issued = self.issue(kiosk, slip=types.SLIP_WISH_PRINT)
        self.assertEqual((issued.service, issued.ticket_class, issued.promise.ahead), ("civil-status", "ordinary", 0))
        self.assertRegex(issued.number, r"^H\d{3}$")
        self.assertRegex(issued.token, r"^[0-9a-f]{32}$")
        self.assert_refused("nobody_waiting", clerk, call_next=dict(at=clerk.at))  # its slip is not printed yet
        self.assert_refused("slip_not_callable", clerk, dict(number=issued.number),
                            call_chosen=dict(at=clerk.at, ticket=issued.ticket, reason="same-citizen"))
        kiosk.do(report_slip=dict(ticket=issued.ticket, report=types.SLIP_REPORT_PRINTED))

        called = clerk.do(call_next=dict(at=clerk.at)).called
        self.assertEqual((called.ticket, called.number, called.counter, called.calls), (issued.ticket, issued.number, 1, 1))
        self.assertEqual(called.reason, types.CALL_REASON_ARRIVAL)
        self.assertEqual(clerk.do(recall=dict(at=clerk.at)).called.calls, 2)
        clerk.do(start=dict(at=clerk.at))
        self.assertEqual(clerk.do(finish=dict(at=clerk.at, outcome="accepted")).finished, issued.ticket)
        clerk.do(rate=dict(ticket=issued.ticket, grade=5))

        board.until(lambda picture: picture.counters[1].ticket == 0 and len(picture.calls) == 2)
        self.assertEqual([(call.number, call.counter, call.calls) for call in board.picture.calls], [(issued.number, 1, 1), (issued.number, 1, 2)])
        self.assertEqual(board.picture.fields["civil-status"].last_called, issued.number)
        kiosk.until(lambda picture: picture.tickets[issued.ticket].state == types.TICKET_STATE_SERVED)
        status = kiosk.picture.tickets[issued.ticket]
        self.assertEqual((status.kiosk, status.slip, status.calls), ("kiosk-1", types.SLIP_STATE_PRINTED, 2))
        self.assertLess(status.issued_us, status.called_first_us)
        self.assertLess(status.started_us, status.ended_us)
        clerk.do(close_counter=dict(at=clerk.at))

    def test_call_next_while_serving_finishes_and_calls_as_one_command(self):
        kiosk, clerk = self.client(luot.KIOSK, "kiosk-2"), self.open_counter(2)
        first, second = self.issue(kiosk, "land"), self.issue(kiosk, "land")
        clerk.do(call_next=dict(at=clerk.at))
        clerk.do(start=dict(at=clerk.at))
        no = clerk.ask(call_next=dict(at=clerk.at, outcome="accepted"))
        reply = clerk.answer(no)
        self.assertEqual((reply.result.finished, reply.result.called.ticket), (first.ticket, second.ticket))
        # The events of a command stand before its reply, and its seq is that of the last of them.
        self.assertEqual(clerk.picture.seq, reply.seq)
        self.assertEqual(clerk.picture.tickets[first.ticket].state, types.TICKET_STATE_SERVED)
        clerk.do(start=dict(at=clerk.at))
        result = clerk.do(call_next=dict(at=clerk.at))
        self.assertEqual((result.finished, result.HasField("called")), (second.ticket, False))
        clerk.do(close_counter=dict(at=clerk.at))

    def test_holds_transfers_and_those_who_do_not_come(self):
        kiosk, clerk = self.client(luot.KIOSK, "kiosk-3"), self.open_counter(9)
        held, moved, absent = (self.issue(kiosk, "certification") for _ in range(3))
        clerk.do(call_next=dict(at=clerk.at))
        clerk.do(start=dict(at=clerk.at))
        self.assertEqual(clerk.do(hold=dict(at=clerk.at, reason="form")).finished, held.ticket)
        clerk.do(call_next=dict(at=clerk.at))
        clerk.do(start=dict(at=clerk.at))
        clerk.do(transfer=dict(at=clerk.at, service="land", kind=types.TRANSFER_KIND_NEXT_STEP, outcome="accepted"))
        clerk.do(call_next=dict(at=clerk.at))
        self.assertEqual(clerk.do(no_show=dict(at=clerk.at)).finished, absent.ticket)
        kiosk.do(return_hold=dict(ticket=held.ticket))
        back = clerk.do(call_next=dict(at=clerk.at)).called
        self.assertEqual(back.ticket, held.ticket)
        clerk.do(requeue=dict(at=clerk.at))
        kiosk.do(reinstate=dict(ticket=absent.ticket))
        self.client(luot.PHONE, "phone").do(cancel=dict(ticket=absent.ticket))
        kiosk.do(cancel=dict(ticket=moved.ticket, voided=True, reason="left"))
        kiosk.catch_up()
        states = [kiosk.picture.tickets[issued.ticket].state for issued in (held, moved, absent)]
        self.assertEqual(states, [types.TICKET_STATE_WAITING, types.TICKET_STATE_CANCELLED, types.TICKET_STATE_CANCELLED])
        self.assertEqual(kiosk.picture.tickets[moved.ticket].service, "land")
        clerk.do(close_counter=dict(at=clerk.at))

    def test_every_picture_made_of_events_is_that_of_a_newcomer(self):
        kiosk, clerk = self.client(luot.KIOSK, "kiosk-4"), self.open_counter(3)
        supervisor = self.client(luot.SUPERVISOR, "chief")
        followers = [(role, self.client(role, "follower").catch_up()) for role in (luot.KIOSK, luot.COUNTER, luot.BOARD, luot.SUPERVISOR, luot.PHONE)]
        tickets = [self.issue(kiosk, service) for service in SERVICES * 2]
        supervisor.do(set_urgent=dict(ticket=tickets[3].ticket, reason="unwell"))
        supervisor.do(set_notice=dict(text="Hôm nay nghỉ trưa lúc 11 giờ 30"))
        supervisor.do(limit_service=dict(service="certification", closed=True))
        supervisor.do(assign_counter=dict(counter=3, serves=["civil-status"], helps=["certification"]))
        clerk.do(set_auto_call=dict(at=clerk.at, on=True))
        clerk.do(pause_counter=dict(at=clerk.at, reason="lunch")) if not clerk.catch_up().picture.counters[3].ticket else None
        open_states = (types.TICKET_STATE_WAITING, types.TICKET_STATE_CALLED, types.TICKET_STATE_SERVING, types.TICKET_STATE_HELD)
        for role, follower in followers:
            with self.subTest(role=types.Role.Name(role)):
                follower.catch_up()
                fresh = self.client(role, "newcomer").catch_up().picture
                self.assertEqual(follower.picture.fields, fresh.fields)
                self.assertEqual(follower.picture.counters, fresh.counters)
                self.assertEqual(follower.picture.day, fresh.day)
                still = {id: status for id, status in follower.picture.tickets.items() if status.state in open_states}
                self.assertEqual(still, {id: status for id, status in fresh.tickets.items() if status.state in open_states})
                self.assertEqual(follower.picture.calls[-8:], fresh.calls[-8:])
        supervisor.do(limit_service=dict(service="certification"))

    def test_a_role_is_shown_what_concerns_it(self):
        kiosk, clerk = self.client(luot.KIOSK, "kiosk-5"), self.open_counter(4)
        self.issue(kiosk)
        clerk.catch_up()
        self.assertEqual(clerk.picture.counters[4].clerk, "clerk-4")
        self.assertIn("clerk-4", clerk.picture.office.clerks)
        board = self.client(luot.BOARD, "board-5").catch_up().picture
        self.assertEqual((board.counters[4].clerk, list(board.office.clerks), board.tickets), ("", [], {}))
        kiosk.catch_up()
        self.assertEqual((kiosk.picture.counters, kiosk.picture.calls, list(kiosk.picture.office.clerks)), ({}, [], []))
        phone = self.client(luot.PHONE, "phone-5").catch_up()
        self.assertEqual([len(phone.snapshots()), phone.picture.fields, phone.picture.tickets], [1, {}, {}])
        self.assertFalse(phone.snapshots()[0].HasField("office"))
        script = self.client(luot.KIOSK, "script", pushes=False)
        self.issue(script)
        self.assertEqual(script.catch_up().pushes, [])

    def test_the_welcome_says_what_the_document_says(self):
        kiosk = self.client(luot.KIOSK, "kiosk-6")
        limits = kiosk.welcome.limits
        self.assertEqual((limits.frame_bytes, limits.unacknowledged, limits.ping_ms, limits.dead_ms), (262_144, 64, 5_000, 12_000))
        self.assertEqual((kiosk.welcome.office, kiosk.welcome.major, kiosk.welcome.minor, kiosk.welcome.speed), ("wire-test", 1, 0, 1.0))
        self.assertGreater(kiosk.welcome.session, 0)
        self.assertEqual(self.client(luot.BOARD, "board-6").welcome.session, 0)


class Permissions(OfficeCase):
    ROLES = {"kiosk": luot.KIOSK, "counter": luot.COUNTER, "supervisor": luot.SUPERVISOR, "administrator": luot.ADMINISTRATOR, "phone": luot.PHONE}

    def test_roles_may_do_what_the_document_says_and_no_more(self):
        table = document.verbs()
        verbs = luot.Command.DESCRIPTOR.oneofs_by_name["verb"].fields
        self.assertEqual(sorted(table), sorted(verb.name for verb in verbs), "the document's verbs and the schema's")
        clients = {name: self.client(role, name, pushes=False) for name, role in self.ROLES.items()}
        for verb in verbs:
            # Nothing that there is, so that whoever may use the verb is refused for another reason, or changes little.
            fields = {field.name for field in verb.message_type.fields}
            message = {"at": dict(counter=9_999, clerk="nobody"), "service": "nothing", "ticket": 99_999, "kind": 1, "grade": 1, "report": 1,
                       "counter": 9_999}
            message = {name: value for name, value in message.items() if name in fields}
            for name, client in clients.items():
                with self.subTest(verb=verb.name, role=name):
                    error = client.answer(client.ask(**{verb.name: message})).error
                    if name in table[verb.name]:
                        self.assertNotIn(error.code, ("not_allowed", "bad_value", "session_expired"))
                    else:
                        self.assertEqual((error.code, [(param.name, param.value) for param in error.params]), ("not_allowed", [("role", name)]))
        self.assertEqual(self.issued_so_far(), dict.fromkeys(SERVICES, 0))

    def test_a_board_has_no_session_and_commands_nothing(self):
        board = self.client(luot.BOARD, "board-1")
        for verb in ("issue", "set_notice", "call_next"):
            self.assert_refused("session_expired", board, **{verb: {}})

    def test_a_kiosk_speaks_for_its_own_tickets(self):
        own, other = self.client(luot.KIOSK, "kiosk-1"), self.client(luot.KIOSK, "kiosk-2")
        issued = own.do(issue=dict(service="land", slip=types.SLIP_WISH_PRINT)).issued
        report = dict(ticket=issued.ticket, report=types.SLIP_REPORT_FAILED)
        self.assert_refused("not_yours", other, dict(number=issued.number), report_slip=report)
        own.do(report_slip=report)
        self.assert_refused("not_yours", other, dict(number=issued.number), reprint=dict(ticket=issued.ticket))
        own.do(reprint=dict(ticket=issued.ticket))


if __name__ == "__main__":
    unittest.main()
