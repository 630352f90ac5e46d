#!/usr/bin/env python3
"""Recomputes a replayed day from what the clients were told, and holds the server's report against it.

    check_day.py RECORD.jsonl REPORT.json [--calls BOARD.jsonl]

RECORD holds a line of JSON for each accepted reply, with the office time that the reply gave (luot-replay --record). Nothing here shares code with
the server: the definitions are written out once more. Prints what was compared; exits 1 with a line for each difference.
"""
import argparse
import json
import sys
from collections import Counter, defaultdict
from math import ceil

SECOND = 1_000_000


class Leg:
    def __init__(self, service, arrived):
        self.service, self.arrived = service, arrived
        self.called_first = self.called_last = self.started = self.ended = None
        self.held, self.held_since = 0, None
        self.counter = None
        self.calls = 0
        self.said = None  # when its clerk said that it had ended before


class Visit:
    def __init__(self, line):
        self.ticket, self.number, self.issued = line["ticket"], line["number"], line["at_us"]
        self.legs = [Leg(line["service"], line["at_us"])]
        self.end, self.ended = None, None
        self.state = "waiting"  # waiting, called, serving, held; where it was last once it has ended

    @property
    def leg(self):
        return self.legs[-1]

    def close(self, how, at):
        if self.leg.held_since is not None:
            self.leg.held += at - self.leg.held_since
            self.leg.held_since = None
        self.leg.ended, self.end, self.ended = at, how, at


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def fold(lines, problems):
    visits, refused = {}, 0
    opened, stretches = {}, defaultdict(int)
    sitting, busy = {}, defaultdict(int)  # where somebody is called or served, and since when; for how long anybody was there
    numbers = Counter()
    # Replies come back in any order between clients: the order of the journal is that of seq. In one reply a finish comes before the call.
    rank = {"finished": 0, "called": 1}
    for line in sorted((l for l in lines if "seq" in l), key=lambda l: (l["seq"], rank.get(l["what"], 2))):
        what, at = line["what"], line["at_us"]
        if what == "issued":
            if line["ticket"] in visits:
                problems.append(f"ticket {line['ticket']} was issued twice")
            visits[line["ticket"]] = Visit(line)
            numbers[line["number"]] += 1
            continue
        if what == "opened":
            opened[line["counter"]] = at
            continue
        if what == "closed":
            stretches[line["counter"]] += at - opened.pop(line["counter"])
            for visit in visits.values():  # a counter that closes gives its holds back to their field
                if visit.state == "held" and visit.leg.counter == line["counter"]:
                    visit.state = "waiting"
            continue
        visit = visits.get(line["ticket"])
        if visit is None:
            problems.append(f"{what} of a ticket that nobody was told of: {line}")
            continue
        leg = visit.leg
        if what == "called":
            sitting[line["ticket"]] = line["counter"], at
        elif what in ("held", "transferred", "finished", "no_show", "walked_out") and line["ticket"] in sitting:
            counter, since = sitting.pop(line["ticket"])
            busy[counter] += at - since
        if visit.end is not None:
            problems.append(f"{visit.number} was {what} after it had ended")
        elif what == "called":
            if leg.called_first is None:
                leg.called_first = at
            elif leg.held_since is None:
                problems.append(f"{visit.number} was called first twice in one leg")
            if leg.started is None:
                leg.called_last = at
            leg.counter = line["counter"]
            leg.calls += 1
            visit.state = "called"
        elif what == "recalled":
            leg.calls += 1
            if leg.started is None:
                leg.called_last = at
        elif what == "started":
            if leg.held_since is not None:
                leg.held += at - leg.held_since
                leg.held_since = None
            if leg.started is None:
                leg.started = at
            visit.state = "serving"
        elif what == "held":
            leg.held_since = at
            visit.state = "held"
        elif what == "transferred":
            leg.ended = at
            visit.legs.append(Leg(line["detail"], at))
            visit.state = "waiting"
        elif what == "finished":
            leg.said = at if "ended_us" in line else None
            visit.close("served", line.get("ended_us", at))
        elif what == "no_show":
            visit.close("no_show", at)
        elif what == "walked_out":
            visit.close("walk_out", at)
        elif what not in ("printed", "returned"):
            problems.append(f"unknown line: {line}")
    for line in lines:
        refused += line["what"] == "refused"
    for number, times in numbers.items():
        if times > 1:
            problems.append(f"the number {number} was given out {times} times")
    for visit in visits.values():
        if visit.end is None:
            problems.append(f"{visit.number} never ended")
    return list(visits.values()), {counter: (open_us, busy[counter]) for counter, open_us in stretches.items()}, refused


def percentiles(sample):
    sample = sorted(sample)
    if not sample:
        return {"count": 0, "p50_s": 0, "p90_s": 0, "p95_s": 0, "mean_s": 0, "max_s": 0}
    rank = lambda p: sample[ceil(p * len(sample) / 100) - 1] // SECOND
    return {"count": len(sample), "p50_s": rank(50), "p90_s": rank(90), "p95_s": rank(95),
            "mean_s": sum(sample) // len(sample) // SECOND, "max_s": sample[-1] // SECOND}


def figures(visits, service=None):
    mine = [v for v in visits if service is None or v.legs[0].service == service]
    legs = [leg for v in visits for leg in v.legs if service is None or leg.service == service]
    ends = Counter(v.end for v in mine)
    called_legs = [leg for leg in legs if leg.called_first is not None]
    waited = [(leg.called_first if leg.called_first is not None else leg.ended) - leg.arrived for leg in legs]
    left_waiting = sum(v.end == "walk_out" and v.state == "waiting" for v in mine)
    out = {
        "issued": len(mine), "served": ends["served"], "no_show": ends["no_show"], "walk_out": left_waiting,
        "left_after_call": ends["walk_out"] - left_waiting, "open": 0, "expired": 0, "legs": len(legs),
        "called_once": sum(any(leg.calls for leg in v.legs) for v in mine),
        "wait": percentiles([leg.called_first - leg.arrived for leg in called_legs]),
        "walk": percentiles([leg.started - leg.called_last for leg in legs if leg.started is not None]),
        "service": percentiles([leg.ended - leg.started - leg.held for leg in legs if leg.started is not None]),
        "corrected": sum(leg.said is not None for leg in legs),
        "unaccounted_s": sum(leg.said - leg.ended for leg in legs if leg.said is not None) // SECOND,
        "visit": percentiles([v.ended - v.issued for v in mine]),
        "waited_us": sum(waited),
    }
    out["service_level"] = []
    for target in (15, 30):
        limit = target * 60 * SECOND
        within = sum(leg.called_first - leg.arrived <= limit for leg in called_legs)
        left = [leg.ended - leg.arrived for leg in legs if leg.called_first is None]
        beyond = sum(w > limit for w in left)
        whole = len(called_legs) + beyond
        out["service_level"].append({"target_minutes": target, "called_within": within, "called": len(called_legs), "left_beyond": beyond,
                                     "left_within": len(left) - beyond, "share": within / whole if whole else None})
    return out


def counter_figures(counter, visits, open_us, busy_us):
    mine = [(visit, leg) for visit in visits for leg in visit.legs if leg.counter == counter]
    served = corrected = unaccounted = 0
    for visit, leg in mine:
        if leg.started is None or (visit.end == "no_show" and leg is visit.leg):
            continue
        served += 1
        if leg.said is not None:
            corrected += 1
            unaccounted += leg.said - leg.ended
    return {"served": served, "corrected": corrected, "unaccounted_s": unaccounted // SECOND, "open_s": open_us // SECOND,
            "idle_s": (open_us - busy_us) // SECOND}


def mean_queue(visits):
    """∫L dt from the steps of the queue itself, not from the waits: the identity ∫L dt = Σ waits is what is tested."""
    steps = []
    for visit in visits:
        for leg in visit.legs:
            steps.append((leg.arrived, 1))
            steps.append((leg.called_first if leg.called_first is not None else leg.ended, -1))
    steps.sort()
    area, length, last = 0, 0, steps[0][0] if steps else 0
    for at, change in steps:
        area += length * (at - last)
        length, last = length + change, at
    return area, (steps[-1][0] - steps[0][0] if steps else 0)


def compare(name, expected, reported, problems):
    compared = 0
    for key, value in expected.items():
        got = reported.get(key)
        if isinstance(value, dict):
            compared += compare(f"{name}.{key}", value, got, problems)
        elif isinstance(value, list):
            for index, entry in enumerate(value):
                compared += compare(f"{name}.{key}[{index}]", entry, got[index], problems)
        else:
            compared += 1
            same = abs(got - value) < 1e-9 if isinstance(value, float) and got is not None else got == value
            if not same:
                problems.append(f"{name}.{key}: the report says {got}, the clients' record gives {value}")
    return compared


def check_board(path, visits, problems):
    calls = [line for line in read(path) if "seq" in line]
    seqs = Counter(line["seq"] for line in calls)
    for seq, times in seqs.items():
        if times > 1:
            problems.append(f"the board showed the call {seq} {times} times")
    known = {visit.number for visit in visits}
    for line in calls:
        if line["number"] not in known:
            problems.append(f"the board called {line['number']}, which nobody holds")
    return len(calls)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("record")
    parser.add_argument("report")
    parser.add_argument("--calls", help="the board's log of calls")
    options = parser.parse_args()
    problems = []
    visits, stretches, refused = fold(read(options.record), problems)
    report = json.load(open(options.report, encoding="utf-8"))
    if problems:  # the sums below would only repeat it
        return finish(problems, "")
    compared = compare("all", figures(visits), report["all"], problems)
    by_service = {field["field"]: field for field in report["fields"]}
    for service in sorted({leg.service for visit in visits for leg in visit.legs}):
        compared += compare(service, figures(visits, service), by_service.get(service, {}), problems)
    area, window = mean_queue(visits)
    compared += compare("all", {"waited_us": area}, report["all"], problems)
    compared += compare("report", {"window_us": window}, report, problems)
    compared += compare("all", {"queue_length": area / window if window else 0.0}, report["all"], problems)
    counters = {entry["counter"]: entry for entry in report["counters"]}
    for counter, (open_us, busy_us) in stretches.items():
        compared += compare(f"counter {counter}", counter_figures(counter, visits, open_us, busy_us), counters.get(counter, {}), problems)
    shown = check_board(options.calls, visits, problems) if options.calls else 0
    return finish(problems, f"{len(visits)} visits, {refused} refused, {compared} figures equal" + (f", {shown} calls on the board" if options.calls else ""))


def finish(problems, summary):
    for problem in problems[:50]:
        print(problem)
    if problems:
        print(f"{len(problems)} differences")
        return 1
    print(summary)
    return 0


if __name__ == "__main__":
    sys.exit(main())
