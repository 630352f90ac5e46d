"""The check itself: histories made by hand that an office could have given, and those that it never gives, each of which has to be found out."""
import unittest

import check
import linearize
import specification
from history import Office, Operation

OFFICE = Office(serves={1: ["land"], 2: ["land"], 3: ["civil-status"]}, helps={3: ["land"]}, head_start_us={"ordinary": 0, "elderly": 900})


class Story:
    """Operations as they happened, each with its time from invocation to answer, in the order that the server would state."""

    def __init__(self):
        self.operations = []
        self.seq = 0

    def _add(self, client, verb, counter, time, ticket=0, result=None, refused=None, seq=None):
        if seq is None:
            self.seq += refused is None
            seq = self.seq
        self.operations.append(Operation(client, verb, counter, *time, seq, ticket, result, refused))
        return self

    def issue(self, ticket, time, service="land", ticket_class="ordinary", number=None, client=100, **more):
        issued = {"ticket": ticket, "number": number or f"Đ{ticket}", "service": service, "class": ticket_class, "at_us": 100 * ticket}
        return self._add(client, "issue", 0, time, result={"issued": issued}, **more)

    def call(self, counter, ticket, time, finished=0, client=None, **more):
        result = {"called": self._called(counter, ticket)} if ticket else {}
        result |= {"finished": finished} if finished else {}
        return self._add(client or counter, "call_next", counter, time, result=result, **more)

    def choose(self, counter, ticket, time, client=None, **more):
        return self._add(client or counter, "call_chosen", counter, time, ticket, {"called": self._called(counter, ticket)}, **more)

    def start(self, counter, ticket, time, client=None, **more):
        return self._add(client or counter, "start", counter, time, result={"ticket": ticket}, **more)

    def finish(self, counter, ticket, time, client=None, **more):
        return self._add(client or counter, "finish", counter, time, result={"finished": ticket}, **more)

    def refuse(self, verb, at, code, time, ticket=0, client=None, seq=None, **params):
        return self._add(client or at, verb, at, time, ticket, refused={"code": code} | params, seq=seq)

    @staticmethod
    def _called(counter, ticket):
        return {"ticket": ticket, "number": f"Đ{ticket}", "counter": counter}


def one_served(counter=1):
    return Story().issue(1, (0, 10)).call(counter, 1, (20, 30)).start(counter, 1, (40, 50))


class Specification(unittest.TestCase):
    def test_a_client_has_one_operation_under_way(self):
        with self.assertRaises(ValueError):
            check.check(Story().issue(1, (0, 10)).issue(2, (5, 15)).operations, OFFICE)

    def test_the_search_comes_back_from_a_wrong_turn(self):
        """a register: the write of 2 has to come first although both are possible at first"""
        write_1 = Operation(1, "write", 0, 0, 100, 0, result={"value": 1})
        write_2 = Operation(2, "write", 0, 0, 100, 0, result={"value": 2})
        read_1 = Operation(3, "read", 0, 110, 120, 0, result={"value": 1})

        def step(state, operation):
            if operation.verb == "write":
                return operation.result["value"]
            return state if state == operation.result["value"] else None

        self.assertIsNone(linearize.linearizable([write_1, write_2, read_1], 0, step))
        self.assertIsNone(linearize.linearizable([write_2, write_1, read_1], 0, step))
        read_2 = Operation(3, "read", 0, 130, 140, 0, result={"value": 2})
        self.assertEqual(linearize.linearizable([write_1, write_2, read_1, read_2], 0, step), [read_2])

    def test_a_ticket_goes_one_way(self):
        step = specification.ticket_step(1, "Đ1")
        state = specification.UNBORN
        for operation in one_served().finish(1, 1, (60, 70)).operations:
            self.assertIsNone(step(specification.SERVED, operation))
            state = step(state, operation)
        self.assertEqual(state, specification.SERVED)


class Linearizable(unittest.TestCase):
    def check(self, story):
        self.assertEqual(check.check(story.operations, OFFICE), {})

    def test_one_ticket_all_its_way(self):
        self.check(one_served().finish(1, 1, (60, 70)))

    def test_called_before_the_kiosk_has_its_answer(self):
        self.check(Story().issue(1, (0, 100)).call(1, 1, (10, 20)))

    def test_called_and_finished_as_one(self):
        self.check(one_served().issue(2, (45, 55)).call(1, 2, (60, 70), finished=1).start(1, 2, (80, 90)).call(1, 0, (100, 110), finished=2))

    def test_two_press_next_and_one_is_told_that_the_counter_is_busy(self):
        self.check(Story().issue(1, (0, 10)).issue(2, (12, 14)).call(1, 1, (20, 30)).refuse("call_next", 1, "counter_busy", (20, 31), client=11, number="Đ1"))

    def test_two_press_next_while_serving(self):
        story = one_served().issue(2, (52, 54))
        self.check(story.call(1, 2, (60, 80), finished=1, client=11).refuse("call_next", 1, "counter_busy", (60, 80), number="Đ2"))

    def test_nobody_waits_beside_an_issue(self):
        self.check(Story().refuse("call_next", 1, "nobody_waiting", (5, 25)).issue(1, (0, 20)))
        self.check(Story().issue(1, (0, 20)).call(2, 1, (5, 22)).refuse("call_next", 1, "nobody_waiting", (6, 25)))

    def test_nobody_waits_whom_the_counter_takes(self):
        self.check(Story().issue(1, (0, 10), service="civil-status").refuse("call_next", 1, "nobody_waiting", (20, 30)))

    def test_nobody_waits_between_two_who_wait(self):
        self.check(Story().issue(1, (0, 10)).call(1, 1, (20, 40)).refuse("call_next", 2, "nobody_waiting", (15, 50)).issue(2, (38, 45)))

    def test_two_issued_together_are_called_in_either_order(self):
        for first, second in ((1, 2), (2, 1)):
            story = Story()
            story.issue(first, (0, 10), client=100 + first).issue(second, (0, 10), client=100 + second)
            for issue in story.operations:
                issue.issued["at_us"] = 0 if issue.issued["ticket"] == first else 1
            self.check(story.call(1, first, (20, 30)).call(2, second, (40, 50)))

    def test_one_of_three_gets_the_chosen_one(self):
        story = Story().issue(1, (0, 10)).choose(2, 1, (20, 40))
        for counter in (1, 3):
            story.refuse("call_chosen", counter, "taken_by_counter", (20, 40), ticket=1, number="Đ1", counter="2")
        self.check(story)

    def test_chosen_before_those_who_came_earlier(self):
        self.check(Story().issue(1, (0, 10)).issue(2, (12, 20)).choose(1, 2, (30, 40)).call(2, 1, (50, 60)))

    def test_the_elderly_stand_ahead(self):
        self.check(Story().issue(1, (0, 10)).issue(2, (12, 20), ticket_class="elderly").call(1, 2, (30, 40)).call(2, 1, (50, 60)))

    def test_whom_the_counter_serves_comes_before_whom_it_helps(self):
        self.check(Story().issue(1, (0, 10)).issue(2, (12, 20), service="civil-status").call(3, 2, (30, 40)))

    def test_refused_on_a_state_that_was_there_for_a_moment(self):
        """finished and called anew while the other one asks: between them it was serving, and then idle, and then busy"""
        story = one_served().issue(2, (41, 42)).finish(1, 1, (60, 100))
        story.refuse("start", 1, "counter_idle", (55, 130), client=11)
        self.check(story.call(1, 2, (110, 120)))

    def test_each_refusal_that_is_true(self):
        story = Story().refuse("start", 1, "counter_idle", (0, 1)).refuse("call_chosen", 1, "unknown_ticket", (2, 3), ticket=1)
        story.issue(1, (4, 5)).issue(2, (6, 7), service="civil-status").refuse("call_chosen", 1, "not_served_here", (8, 9), ticket=2, service="civil-status")
        story.call(1, 1, (10, 11)).refuse("finish", 1, "wrong_state", (12, 13), number="Đ1", state="called", counter="1")
        story.start(1, 1, (14, 15)).refuse("start", 1, "wrong_state", (16, 17), number="Đ1", state="serving", counter="1")
        story.refuse("call_chosen", 1, "counter_busy", (18, 19), ticket=2, number="Đ1")
        story.finish(1, 1, (20, 21)).refuse("call_chosen", 1, "ticket_ended", (22, 23), ticket=1, number="Đ1", state="served")
        self.check(story)


class NotLinearizable(unittest.TestCase):
    def check(self, story, *by):
        """Found by these checks, each of them by itself, and by the one of the whole."""
        found = check.check(story.operations, OFFICE)
        self.assertEqual(sorted(found), sorted((*by, "whole")), found)

    def test_two_counters_call_one_ticket(self):
        self.check(Story().issue(1, (0, 10)).call(1, 1, (20, 30)).call(2, 1, (20, 30)), "queue", "tickets")

    def test_a_number_twice(self):
        self.check(Story().issue(1, (0, 10)).issue(2, (20, 30), number="Đ1"), "queue")

    def test_a_ticket_twice(self):
        self.check(Story().issue(1, (0, 10)).issue(1, (20, 30), number="Đ2"), "queue", "tickets")

    def test_called_before_it_was_issued(self):
        self.check(Story().call(1, 1, (0, 10)).issue(1, (20, 30)), "queue", "tickets")

    def test_called_and_never_issued(self):
        self.check(Story().call(1, 1, (0, 10)), "queue", "tickets")

    def test_nobody_waits_while_one_waits(self):
        self.check(Story().issue(1, (0, 10)).refuse("call_next", 1, "nobody_waiting", (20, 30)), "nobody")

    def test_nobody_waits_while_one_after_the_other_waits(self):
        """neither of them all the time, but always one"""
        story = Story().issue(1, (0, 10)).issue(2, (25, 28), client=101).call(2, 1, (30, 40))
        self.check(story.refuse("call_next", 1, "nobody_waiting", (20, 50)), "nobody")

    def test_nobody_waits_after_finishing_while_one_waits(self):
        self.check(one_served().issue(2, (52, 54)).call(1, 0, (60, 70), finished=1), "nobody")

    def test_a_later_one_before_an_earlier_one(self):
        self.check(Story().issue(1, (0, 10)).issue(2, (20, 30)).call(1, 2, (40, 50)).call(2, 1, (60, 70)), "order")

    def test_a_later_one_and_the_earlier_one_never(self):
        self.check(Story().issue(1, (0, 10)).issue(2, (20, 30)).call(1, 2, (40, 50)), "order")

    def test_the_elderly_come_too_late(self):
        self.check(Story().issue(1, (0, 10)).issue(2, (12, 20), ticket_class="elderly").call(1, 1, (30, 40)))

    def test_helps_before_it_serves(self):
        self.check(Story().issue(1, (0, 10)).issue(2, (12, 20), service="civil-status").call(3, 1, (30, 40)))

    def test_a_counter_with_two_tickets(self):
        self.check(Story().issue(1, (0, 10)).issue(2, (12, 14)).call(1, 1, (20, 30)).call(1, 2, (40, 50)), "counters")

    def test_two_press_next_and_both_get_one(self):
        self.check(Story().issue(1, (0, 10)).issue(2, (12, 14)).call(1, 1, (20, 30)).call(1, 2, (20, 30), client=11), "counters")

    def test_two_press_next_and_both_finish_the_same(self):
        story = one_served().issue(2, (51, 52)).issue(3, (53, 54))
        self.check(story.call(1, 2, (60, 70), finished=1).call(1, 3, (60, 70), finished=1, client=11), "counters", "tickets")

    def test_finished_twice(self):
        self.check(one_served().finish(1, 1, (60, 70)).finish(1, 1, (60, 70), client=11), "counters", "tickets")

    def test_finished_at_another_counter(self):
        self.check(one_served().finish(2, 1, (60, 70)), "counters", "tickets")

    def test_finished_without_a_start(self):
        self.check(Story().issue(1, (0, 10)).call(1, 1, (20, 30)).finish(1, 1, (40, 50)), "counters", "tickets")

    def test_started_before_it_was_called(self):
        self.check(Story().issue(1, (0, 10)).start(1, 1, (12, 15)).call(1, 1, (20, 30)), "counters", "tickets")

    def test_called_again_after_it_was_served(self):
        self.check(one_served().finish(1, 1, (60, 70)).call(2, 1, (80, 90)), "queue", "tickets")

    def test_two_win_the_race_for_a_chosen_one(self):
        self.check(Story().issue(1, (0, 10)).choose(1, 1, (20, 30)).choose(2, 1, (20, 30)), "queue", "tickets")

    def test_told_of_the_wrong_winner(self):
        story = Story().issue(1, (0, 10)).choose(2, 1, (20, 40))
        self.check(story.refuse("call_chosen", 1, "taken_by_counter", (20, 40), ticket=1, number="Đ1", counter="3"), "tickets")

    def test_taken_before_anybody_wanted_it(self):
        story = Story().issue(1, (0, 10)).refuse("call_chosen", 1, "taken_by_counter", (12, 15), ticket=1, number="Đ1", counter="2")
        self.check(story.choose(2, 1, (20, 40)), "tickets")

    def test_ended_while_it_is_served(self):
        self.check(one_served().refuse("call_chosen", 2, "ticket_ended", (60, 70), ticket=1, number="Đ1", state="served"), "tickets")

    def test_unknown_after_it_was_issued(self):
        self.check(Story().issue(1, (0, 10)).refuse("call_chosen", 2, "unknown_ticket", (60, 70), ticket=1), "tickets")

    def test_nobody_wins(self):
        """both are told that the other one was quicker"""
        story = Story().issue(1, (0, 10))
        story.refuse("call_chosen", 1, "taken_by_counter", (20, 40), ticket=1, number="Đ1", counter="2")
        self.check(story.refuse("call_chosen", 2, "taken_by_counter", (20, 40), ticket=1, number="Đ1", counter="1"), "tickets")

    def test_an_old_state_is_told(self):
        self.check(Story().issue(1, (0, 10)).call(1, 1, (20, 30)).refuse("start", 1, "counter_idle", (40, 50), client=11), "counters")

    def test_busy_with_whom_it_has_finished(self):
        story = one_served().issue(2, (51, 52)).call(1, 2, (60, 70), finished=1)
        self.check(story.refuse("call_next", 1, "counter_busy", (80, 90), number="Đ1"), "counters")

    def test_busy_before_anybody_called(self):
        self.check(Story().issue(1, (0, 10)).refuse("call_next", 1, "counter_busy", (12, 15), number="Đ1", client=11).call(1, 1, (20, 30)), "counters")

    def test_each_of_two_sees_the_other_first(self):
        """each answer is true at some moment, and there is no order of both"""
        story = Story().issue(1, (0, 10)).issue(2, (12, 14)).call(1, 1, (20, 30))
        story.refuse("call_next", 1, "counter_busy", (40, 50), number="Đ1").start(1, 1, (42, 43), client=11)
        story.refuse("finish", 1, "wrong_state", (44, 46), client=11, number="Đ1", state="called", counter="1")
        self.check(story, "counters")

    def test_the_stated_order_is_not_that_of_time(self):
        self.check(Story().issue(2, (20, 30)).issue(1, (0, 10)))

    def test_a_refusal_stated_before_what_it_is_based_on(self):
        story = Story().issue(1, (0, 10)).call(1, 1, (20, 30))
        self.check(story.refuse("call_next", 1, "counter_busy", (20, 30), client=11, number="Đ1", seq=1))


if __name__ == "__main__":
    unittest.main()
