"""Sessions: exactly once, also across kills; who is replaced, who has expired, and who gets what was missed."""
import unittest

import luot_client as luot
from luot.v1 import types_pb2 as types
from office import SERVICES, OfficeCase

ISSUE = dict(issue=dict(service="civil-status"))


def issue_request(no, acked_through=0):
    return luot.Envelope(request=dict(no=no, acked_through=acked_through, command=luot.Command(**ISSUE)))


class ExactlyOnce(OfficeCase):
    def kiosk(self, device="kiosk-1"):
        """One that acknowledges nothing, so that every answer of its is kept."""
        kiosk = self.client(luot.KIOSK, device)
        kiosk.acknowledges = False
        return kiosk

    def repeat_all(self, client):
        """Comes back and sends every number again: the bytes of each answer before, and now."""
        before = dict(client.answer_bytes)
        client.waiting = {no: luot.Command(**ISSUE) for no in before}
        client.answers, client.answer_bytes = {}, {}
        client.connect()
        for no in before:
            client.answer(no)
        return before, client.answer_bytes

    def restart_killed(self, *clients):
        self.server.kill()
        self.server.start()
        for client in clients:
            client.address = self.server.address

    def test_a_repeat_gets_the_same_bytes_and_happens_once(self):
        kiosk = self.kiosk()
        for no in [kiosk.ask(**ISSUE) for _ in range(luot.UNACKNOWLEDGED_MAX)]:
            self.assertEqual(kiosk.answer(no).WhichOneof("outcome"), "result")
        before, after = self.repeat_all(kiosk)
        self.assertEqual(before, after)
        self.assertEqual(self.issued_so_far()["civil-status"], luot.UNACKNOWLEDGED_MAX)

    def test_a_repeat_gets_the_same_bytes_after_a_kill(self):
        kiosk = self.kiosk()
        for _ in range(10):
            kiosk.do(**ISSUE)
        self.restart_killed(kiosk)
        before, after = self.repeat_all(kiosk)
        self.assertEqual(before, after)
        self.assertEqual(self.issued_so_far()["civil-status"], 10)

    def test_a_repeat_of_many_events_gets_the_same_bytes_after_a_kill(self):
        kiosk, clerk = self.kiosk(), self.open_counter(1)
        clerk.acknowledges = False
        first, second = kiosk.do(**ISSUE).issued.ticket, kiosk.do(**ISSUE).issued.ticket
        verb = dict(call_next=dict(at=clerk.at))
        clerk.do(**verb)
        clerk.do(start=dict(at=clerk.at))
        no = clerk.ask(**verb)
        result = clerk.answer(no).result
        self.assertEqual((result.finished, result.called.ticket), (first, second))
        before = clerk.answer_bytes.pop(no)
        self.restart_killed(clerk)
        del clerk.answers[no]
        clerk.waiting = {no: luot.Command(**verb)}
        clerk.connect()
        clerk.answer(no)
        self.assertEqual(clerk.answer_bytes[no], before)
        self.assertEqual(clerk.catch_up().picture.counters[1].ticket, second)

    def test_kills_under_load_lose_nothing_told_and_do_nothing_twice(self):
        kiosks = [self.kiosk(f"kiosk-{number}") for number in (1, 2)]
        told = {}
        for _ in range(3):
            for kiosk in kiosks:
                for _ in range(16):
                    kiosk.ask(**ISSUE)
                kiosk.answer(kiosk.last_no - 12)  # the server is in the middle of it
            for kiosk in kiosks:
                told |= {(kiosk.device, no): reply.result.issued.number for no, reply in kiosk.answers.items()}
            self.restart_killed(*kiosks)
            for kiosk in kiosks:
                kiosk.connect_patiently()
                for no in range(1, kiosk.last_no + 1):
                    kiosk.answer(no)
        after = {(kiosk.device, no): reply.result.issued.number for kiosk in kiosks for no, reply in kiosk.answers.items()}
        self.assertEqual(len(after), 96)
        self.assertEqual(after, after | told)
        self.assertEqual(sorted(after.values()), [f"H{ordinal:03}" for ordinal in range(1, 97)])
        self.assertEqual(self.issued_so_far()["civil-status"], 96)

    def test_a_refusal_is_decided_afresh_when_it_is_repeated(self):
        kiosk, clerk = self.kiosk(), self.open_counter(1)
        verb = dict(call_next=dict(at=clerk.at))
        no = clerk.ask(**verb)
        self.assertEqual(clerk.answer(no).error.code, "nobody_waiting")
        ticket = kiosk.do(**ISSUE).issued.ticket
        del clerk.answers[no]
        clerk.waiting = {no: luot.Command(**verb)}
        clerk.connect()
        self.assertEqual(clerk.answer(no).result.called.ticket, ticket)

    def test_what_was_acknowledged_is_forgotten(self):
        kiosk = self.kiosk()
        kiosk.do(**ISSUE)
        kiosk.do(**ISSUE)
        kiosk.acked_through = 1
        kiosk.do(**ISSUE)
        kiosk.acked_through = 0
        kiosk.waiting = {1: luot.Command(**ISSUE), 2: luot.Command(**ISSUE)}
        kept = kiosk.answer_bytes[2]
        kiosk.answers.clear()
        kiosk.connect()
        self.assertEqual((kiosk.answer(1).error.code, kiosk.answer(2).WhichOneof("outcome")), ("already_acknowledged", "result"))
        self.assertEqual(kiosk.answer_bytes[2], kept)
        self.assertEqual(self.issued_so_far()["civil-status"], 3)

    def test_more_than_64_kept_answers_are_refused_until_some_are_acknowledged(self):
        kiosk = self.kiosk()
        for _ in range(luot.UNACKNOWLEDGED_MAX):
            kiosk.do(**ISSUE)
        self.assert_refused("too_many_unacknowledged", kiosk, **ISSUE)
        kiosk.acked_through = 1
        kiosk.do(**ISSUE)
        self.assert_refused("too_many_unacknowledged", kiosk, **ISSUE)
        self.assertEqual(self.issued_so_far()["civil-status"], luot.UNACKNOWLEDGED_MAX + 1)

    def test_more_than_64_at_once_are_answered_one_by_one_too(self):
        kiosk = self.kiosk()
        outcomes = [kiosk.answer(no) for no in [kiosk.ask(**ISSUE) for _ in range(200)]]
        accepted = [reply.no for reply in outcomes if reply.HasField("result")]
        self.assertEqual(accepted, list(range(1, luot.UNACKNOWLEDGED_MAX + 1)))
        self.assertEqual({reply.error.code for reply in outcomes[luot.UNACKNOWLEDGED_MAX:]}, {"too_many_unacknowledged"})

    def test_a_request_cannot_acknowledge_itself(self):
        kiosk = self.kiosk()
        for acked_through in (1, 2, 2**64 - 1):
            kiosk.acked_through = acked_through
            self.assert_refused("bad_value", kiosk, dict(field="acked_through"), **ISSUE) if acked_through > kiosk.last_no else kiosk.do(**ISSUE)
        kiosk.acked_through = 0
        kiosk.do(**ISSUE)
        self.assertEqual(self.issued_so_far()["civil-status"], 1)

    def test_a_shutdown_answers_what_it_took_and_says_goodbye(self):
        kiosk, board = self.kiosk(), self.client(luot.BOARD, "board-1").catch_up()
        numbers = [kiosk.ask(**ISSUE) for _ in range(32)]
        kiosk.answer(1)
        self.server.process.terminate()
        with self.assertRaises(luot.Ended) as ended:
            while True:
                kiosk.take()
        self.assertEqual(ended.exception.code, "shutting_down")
        with self.assertRaises(luot.Ended) as ended:
            while True:
                board.take()
        self.assertEqual(ended.exception.code, "shutting_down")
        self.assertEqual(self.server.wait(), 0)
        self.server.start()
        kiosk.address = self.server.address
        kiosk.connect()
        self.assertEqual(len({kiosk.answer(no).result.issued.number for no in numbers}), 32)
        self.assertEqual(self.issued_so_far()["civil-status"], 32)


class Hellos(OfficeCase):
    def test_a_second_hello_for_a_session_ends_the_first_connection_before_its_welcome(self):
        first = self.client(luot.KIOSK, "kiosk-1", pushes=False)
        second = luot.Client(self.server.address, luot.KIOSK, "kiosk-1", pushes=False)
        self.addCleanup(second.close)
        second.session, second.epoch = first.session, first.epoch
        second.connect()
        self.assertEqual(second.session, first.session)
        # Whatever the first one says now comes too late.
        try:
            first.connection.send(*[issue_request(no) for no in range(1, 50)])
        except luot.Ended:
            pass
        with self.assertRaises(luot.Ended) as ended:
            first.take()
        self.assertEqual(ended.exception.code, "replaced")
        second.do(**ISSUE)
        self.assertEqual(self.issued_so_far()["civil-status"], 1)

    def test_two_that_replace_each_other_in_full_flight_do_everything_once(self):
        first = self.client(luot.KIOSK, "kiosk-1", pushes=False)
        numbers = [first.ask(**ISSUE) for _ in range(60)]
        second = luot.Client(self.server.address, luot.KIOSK, "kiosk-1", pushes=False)
        self.addCleanup(second.close)
        second.session, second.epoch, second.last_no = first.session, first.epoch, first.last_no
        second.waiting = dict(first.waiting)
        second.connect()
        told = {}
        try:
            while len(told) < 60:
                reply = first.take().reply
                told[reply.no] = reply.result.issued.number
        except luot.Ended as ended:
            self.assertEqual(ended.code, "replaced")
        repeated = {no: second.answer(no).result.issued.number for no in numbers}
        self.assertEqual(repeated, repeated | told)
        self.assertEqual(len(set(repeated.values())), 60)
        self.assertEqual(self.issued_so_far()["civil-status"], 60)

    def test_an_unknown_session_is_expired_and_nothing_is_carried_out(self):
        kiosk = self.client(luot.KIOSK, "kiosk-1")
        for what, hello in {"never opened": luot.hello(luot.KIOSK, "kiosk-1", session=999, epoch=kiosk.epoch),
                            "another device's": luot.hello(luot.KIOSK, "kiosk-2", session=kiosk.session, epoch=kiosk.epoch),
                            "another role's": luot.hello(luot.COUNTER, "kiosk-1", session=kiosk.session, epoch=kiosk.epoch),
                            "another epoch's": luot.hello(luot.KIOSK, "kiosk-1", session=kiosk.session, epoch=kiosk.epoch + 1)}.items():
            with self.subTest(what):
                connection = self.connection()
                connection.send(hello, issue_request(1))
                seen = connection.closed_within(luot.PATIENCE_S)
                self.assertEqual([envelope.refused.code for envelope in seen], ["session_expired"])
        kiosk.catch_up()  # its own connection was not replaced by any of them
        self.assertEqual(self.issued_so_far()["civil-status"], 0)

    def test_after_a_restore_there_is_another_epoch_and_no_session_of_before(self):
        kiosk, board = self.client(luot.KIOSK, "kiosk-1"), self.client(luot.BOARD, "board-1").catch_up()
        number = kiosk.do(**ISSUE).issued.number
        copy = self.server.folder / "copy"
        self.server.run("backup", "--to", copy)
        lost = kiosk.do(**ISSUE).issued.number
        self.server.stop()
        self.server.run("restore", "--from", copy)
        self.server.start()
        kiosk.address = board.address = self.server.address
        with self.assertRaises(luot.Refused) as refused:
            kiosk.connect()
        self.assertEqual(refused.exception.code, "session_expired")
        kiosk.session = 0
        kiosk.connect()
        self.assertEqual(kiosk.welcome.epoch, 2)
        fresh = kiosk.do(**ISSUE).issued.number
        self.assertNotIn(fresh, (number, lost))
        board.connect().catch_up()
        self.assertEqual(len(board.snapshots()), 1, "a seq of another epoch means nothing")

    def test_refusals_of_a_hello(self):
        long = "x" * 65
        for what, (hello, code) in {
                "major version 2": (luot.Envelope(hello=dict(major=2, role=luot.KIOSK, device="k")), "protocol_version"),
                "no version": (luot.Envelope(hello=dict(role=luot.KIOSK, device="k")), "protocol_version"),
                "version 2 of which nothing else is known": (luot.Envelope(hello=dict(major=2)), "protocol_version"),
                "no role": (luot.hello(0, "k"), "bad_hello"),
                "the server's own role": (luot.hello(types.ROLE_SYSTEM, "k"), "bad_hello"),
                "a role that there is not": (luot.hello(99, "k"), "bad_hello"),
                "no device": (luot.hello(luot.KIOSK, ""), "bad_hello"),
                "a device of 65 bytes": (luot.hello(luot.KIOSK, long), "bad_hello"),
                "a device of 64 letters and 65 bytes": (luot.hello(luot.KIOSK, long[:63] + "é"), "bad_hello"),
                "a device with a line break": (luot.hello(luot.KIOSK, "a\nb"), "bad_hello"),
                "a credential that nobody can check": (luot.hello(luot.KIOSK, "k", credential=b"secret"), "not_enrolled"),
                "a credential of 1,025 bytes": (luot.hello(luot.KIOSK, "k", credential=b"x" * 1_025), "bad_hello")}.items():
            with self.subTest(what):
                connection = self.connection()
                connection.send(hello)
                seen = connection.closed_within(luot.PATIENCE_S)
                self.assertEqual([envelope.refused.code for envelope in seen], [code])
                self.assertEqual((seen[0].refused.major, seen[0].refused.minor), (1, 0))
                self.assertNotEqual(seen[0].refused.message, "")

    def test_hellos_at_the_edge_are_welcome(self):
        for hello in (luot.hello(luot.KIOSK, "x" * 64), luot.hello(luot.KIOSK, "máy lấy số 1"), luot.hello(luot.KIOSK, "k"),
                      luot.Envelope(hello=dict(major=1, minor=99, role=luot.KIOSK, device="from the future"))):
            connection = self.connection()
            connection.send(hello)
            self.assertTrue(connection.receive().HasField("welcome"), hello)


class Resume(OfficeCase):
    def setUp(self):
        super().setUp()
        self.kiosk = self.client(luot.KIOSK, "kiosk-1")
        self.supervisor = self.client(luot.SUPERVISOR, "chief", pushes=False)

    def test_who_was_away_gets_exactly_what_was_missed(self):
        for role in (luot.KIOSK, luot.COUNTER, luot.BOARD, luot.SUPERVISOR):
            with self.subTest(role=types.Role.Name(role)):
                away, stayed = self.client(role, "away").catch_up(), self.client(role, "stayed").catch_up()
                last = away.picture.seq
                away.close()
                for service in SERVICES:
                    self.kiosk.do(issue=dict(service=service))
                away.connect().catch_up()
                stayed.catch_up()
                self.assertEqual(away.snapshots(), [])
                self.assertEqual(away.events(), [event for event in stayed.events() if event.seq > last])
                self.assertGreaterEqual(len(away.events()), 3)
                self.assertEqual(away.picture.fields, stayed.picture.fields)

    def test_nothing_missed_is_nothing_sent(self):
        board = self.client(luot.BOARD, "board-1").catch_up()
        board.connect().catch_up()
        self.assertEqual(board.pushes, [])

    def test_a_seq_that_cannot_be_gone_on_from_gets_a_snapshot(self):
        self.kiosk.do(**ISSUE)
        board = self.client(luot.BOARD, "board-1").catch_up()
        for what, hello in {"none": dict(resume_from=0), "another epoch": dict(epoch=board.epoch + 1), "no epoch": dict(epoch=0),
                            "a seq that is still to come": dict(resume_from=10**9), "the largest": dict(resume_from=2**64 - 1),
                            "before this server's start": dict(resume_from=1)}.items():
            with self.subTest(what):
                board.connect(**hello).catch_up()
                self.assertEqual((len(board.snapshots()), len(board.pushes)), (1, 1))

    def test_a_seq_that_is_not_kept_any_more_gets_a_snapshot(self):
        board = self.client(luot.BOARD, "board-1").catch_up()
        other = self.client(luot.BOARD, "board-2").catch_up()
        board.close()
        for number in range(600):
            self.supervisor.ask(set_notice=dict(text=f"Thông báo {number}"))
            if number % 50 == 49:
                self.supervisor.answer(self.supervisor.last_no)
        self.supervisor.answer(self.supervisor.last_no)
        board.connect().catch_up()
        self.assertEqual((len(board.snapshots()), len(board.pushes)), (1, 1))
        self.assertEqual(board.picture.day, other.catch_up().picture.day)
        self.assertEqual(len(other.events()), 600)

    def test_a_kill_costs_a_snapshot_and_no_more(self):
        board = self.client(luot.BOARD, "board-1").catch_up()
        clerk = self.open_counter(1)
        number = self.kiosk.do(**ISSUE).issued.number
        clerk.do(call_next=dict(at=clerk.at))
        self.server.kill()
        self.server.start()
        board.address = self.server.address
        board.connect_patiently().catch_up()
        self.assertEqual([call.number for call in board.picture.calls], [number])
        self.assertEqual(board.picture.counters[1].number, number)


if __name__ == "__main__":
    unittest.main()
