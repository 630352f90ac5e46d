"""Clerks who call against each other on the real server, two of them at some counters, and kiosks that issue meanwhile. What each was told is held against what an
office could have said that does one thing after the other. A seed of one's own: LUOT_SEED."""
import copy
import json
import os
import random
import subprocess
import unittest

import check
import history
import office as house

SEED = int(os.environ.get("LUOT_SEED") or 1)
HEAD_START_S = 2  # little enough that who came earlier and who stands ahead are not always the same

_OFFICE = """
code = "contention"
name = { vi = "Văn phòng đông người" }
languages = ["vi"]
day_begins = "%s"

[policy]
kind = "head_start"

[reasons]
choose = [ { code = "same-citizen", name = { vi = "Cùng một công dân" } } ]

[[classes]]
code = "ordinary"
name = { vi = "Thường" }

[[classes]]
code = "elderly"
name = { vi = "Người cao tuổi" }
priority = true
head_start = "%d s"
"""


def shape_of(counters, fields):
    """Each counter serves a field, every third one a second one, and every fourth helps two more."""
    def names(*numbers):
        return list(dict.fromkeys(f"field-{number % fields + 1}" for number in numbers))

    serves = {counter: names(counter, *([counter + 1] if counter % 3 == 0 else [])) for counter in range(1, counters + 1)}
    helps = {counter: [name for name in names(counter + 2, counter + 3) if name not in serves[counter]] if counter % 4 == 0 else []
             for counter in serves}
    return history.Office(serves, helps, {"ordinary": 0, "elderly": HEAD_START_S * 1_000_000})


def office_file(shape, fields):
    text = _OFFICE % (house.day_begins(), HEAD_START_S)
    for field in range(1, fields + 1):
        text += f'\n[[services]]\ncode = "field-{field}"\nname = {{ vi = "Lĩnh vực {field}" }}\nprefix = "{chr(ord("A") + field - 1)}"\n'
    for counter, serves in shape.serves.items():
        text += f"\n[[counters]]\nnumber = {counter}\nserves = {json.dumps(serves)}\nhelps = {json.dumps(shape.helps[counter])}\n"
    return text


class Hall(unittest.TestCase):
    """A server with clerks and kiosks, and what became of them."""

    @classmethod
    def play(cls, tickets, counters, pairs, kiosks, fields=6, within_s=100):
        self = cls("play")
        shape = shape_of(counters, fields)
        server = house.Server(office_file(shape, fields))
        cls.addClassCleanup(server.remove)
        recorded = server.folder / "history"
        done = subprocess.run(
            [house.BIN / "luot-contention", "--port", str(server.address[1]), "--history", recorded, "--tickets", str(tickets), "--counters", str(counters),
             "--pairs", str(pairs), "--kiosks", str(kiosks), "--fields", str(fields), "--seed", str(SEED)],
            capture_output=True, text=True, timeout=house.patience(within_s), check=False)
        self.assertEqual(done.returncode, 0, f"{done.stdout}{done.stderr}\n{server.log()}")
        print(done.stdout.strip(), flush=True)
        told = json.loads(done.stdout)
        self.assertEqual(told["connections"], counters + pairs + kiosks)
        operations = history.read(recorded)
        self.assertEqual(len(operations), told["operations"])
        self.assertEqual(server.stop(), 0, server.log())
        if tickets <= 1_000:  # of a fuller day it takes its time, and says nothing else
            server.run("verify")
        return shape, operations, told


class Contention(Hall):
    TICKETS = 4_000 if house.SANITIZED else 20_000

    def test_64_connections_of_clerks_against_each_other_and_32_kiosks(self):
        shape, operations, told = self.play(self.TICKETS, counters=48, pairs=16, kiosks=32)
        found = check.check(operations, shape)
        self.assertEqual(found, {}, f"seed {SEED}")
        for what in ("issued", "called", "finished"):
            tickets = [each["ticket"] if what == "issued" else each for each in (getattr(operation, what) for operation in operations) if each]
            self.assertEqual((len(tickets), len(set(tickets))), (self.TICKETS, self.TICKETS), what)
        # They were in each other's way: otherwise none of this says anything.
        for refusal, times in (("counter_busy", 1_000), ("nobody_waiting", 1_000), ("taken_by_counter", 300), ("wrong_state", 300)):
            self.assertGreater(told["refusals"].get(refusal, 0), times * self.TICKETS // 20_000, refusal)
        by_choice = sum(operation.verb == "call_chosen" and operation.called != 0 for operation in operations)
        self.assertGreater(by_choice, self.TICKETS // 200)


class PlantedLies(Hall):
    """A recorded history with one thing changed, as a server with a mistake would have answered: each is found out."""

    @classmethod
    def setUpClass(cls):
        cls.shape, cls.operations, _ = cls.play(600, counters=12, pairs=6, kiosks=8)
        cls.random = random.Random(SEED)

    def test_nothing_is_changed(self):
        self.assertEqual(check.check(self.operations, self.shape), {}, f"seed {SEED}")

    def lie(self, chosen, change):
        """The findings after `change` of one of the operations that are `chosen`."""
        operations = copy.deepcopy(self.operations)
        candidates = [operation for operation in operations if chosen(operation)]
        self.assertTrue(candidates)
        change(self.random.choice(candidates), operations)
        return check.check(operations, self.shape)

    def assert_found(self, found, *by):
        self.assertLessEqual({*by, "whole"}, set(found), f"seed {SEED}")

    def test_another_is_called(self):
        def change(operation, operations):
            other = self.random.choice([each for each in operations if each.called not in (0, operation.called)])
            operation.result["called"] = dict(other.result["called"], counter=operation.counter)

        for _ in range(5):
            self.assert_found(self.lie(lambda each: each.verb == "call_next" and each.called, change), "queue", "tickets", "counters")

    def test_two_get_each_others_tickets(self):
        def change(operation, operations):
            other = self.random.choice([each for each in operations if each.called and each.counter != operation.counter])
            mine, theirs = operation.result["called"], other.result["called"]
            operation.result["called"], other.result["called"] = dict(theirs, counter=operation.counter), dict(mine, counter=other.counter)

        for _ in range(5):
            self.assert_found(self.lie(lambda each: each.verb == "call_next" and each.called, change), "tickets", "counters")

    def test_a_number_is_given_again(self):
        def change(operation, operations):
            operation.issued["number"] = next(each for each in operations if each.issued and each is not operation).issued["number"]

        self.assert_found(self.lie(lambda each: each.issued, change), "queue")

    def test_a_call_is_said_to_be_refused(self):
        def change(operation, _):
            operation.result, operation.refused = None, {"code": "nobody_waiting"}

        for _ in range(5):
            self.assert_found(self.lie(lambda each: each.verb == "call_next" and each.called, change), "tickets", "counters")

    def test_a_refusal_is_said_to_be_a_finish(self):
        def change(operation, _):
            operation.result, operation.refused = {"finished": next(each.called for each in self.operations if each.counter == operation.counter and each.called)}, None

        self.assert_found(self.lie(lambda each: each.refused and each.refused["code"] == "counter_idle" and each.verb == "finish", change), "tickets", "counters")

    def test_the_loser_hears_of_another_winner(self):
        def change(operation, _):
            operation.refused["counter"] = str(int(operation.refused["counter"]) % 12 + 1)

        for _ in range(5):
            self.assert_found(self.lie(lambda each: each.refused and each.refused["code"] == "taken_by_counter", change), "tickets")

    def test_a_start_is_told_long_before_it_was_called(self):
        def change(operation, _):
            length = operation.answered - operation.invoked
            operation.client = 1_000
            operation.invoked = self.operations[0].invoked
            operation.answered = operation.invoked + min(length, 1_000)

        self.assert_found(self.lie(lambda each: each.started, change), "tickets", "counters")


if __name__ == "__main__":
    unittest.main()
