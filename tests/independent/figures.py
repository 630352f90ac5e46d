#!/usr/bin/env python3
"""The figures of an office, counted anew from its events, from their definitions (docs/figures.md) and from nothing of the server's code.

    figures.py EVENTS.jsonl [--report REPORT.json] [--history HISTORY.json] [--from DATE --to DATE] [--service CODE]

EVENTS is what `ticket-server events` prints, from a day at whose beginning nothing was open. What is to be compared: `ticket-server report --format
json`, and what GET /api/v1/history answers, of the days from … to (all of the events' days, where nothing is said). Prints how many figures are
equal; exits 1 with a line for each that is not.
"""
import argparse
import bisect
import datetime
import json
import sys
import zoneinfo
from collections import Counter, defaultdict
from fractions import Fraction
from math import ceil

from office import read_office

SECOND, MINUTE = 1_000_000, 60_000_000
# Why somebody is called who comes next by arrival all the same.
IN_ORDER = {None, "ARRIVAL", "LONGEST_WAIT", "RETURNED_HOLD", "RESUMED_HOLD"}
GOOD_GRADES = (4, 5)


def times(sample):
    sample = sorted(sample)
    if not sample:
        return dict.fromkeys(("count", "mean_s", "p50_s", "p90_s", "p95_s", "max_s"), 0)
    rank = lambda percent: sample[ceil(percent * len(sample) / 100) - 1] // SECOND
    return {"count": len(sample), "mean_s": sum(sample) // len(sample) // SECOND, "p50_s": rank(50), "p90_s": rank(90), "p95_s": rank(95),
            "max_s": sample[-1] // SECOND}


def share(part, whole):
    return part / whole if whole else None


def rating(visits):
    grades = Counter(visit.grade for visit in visits if visit.grade)
    count, good = sum(grades.values()), sum(grades[grade] for grade in GOOD_GRADES)
    return {"count": count, "satisfied": good, "share": share(good, count), **{f"grade_{grade}": grades[grade] for grade in range(1, 6)}}


class Days:
    """The figures of some business days of an office."""

    def __init__(self, office, first, last, service=None, now=0):
        self.office, self.service = office, service
        # An open day is as it is now, which may be later than its last event; not beyond its end.
        self.made_at = max(office.at, now)
        self.now = min(self.made_at, office.ends_at) if office.is_open else office.at
        self.first, self.last = first, last
        self.zone = zoneinfo.ZoneInfo(office.zone)
        self.all_visits = [visit for visit in office.visits.values() if first <= visit.day <= last]
        self.visits = [visit for visit in self.all_visits if service is None or visit.legs[0].service == service]
        self.legs = [(visit, leg) for visit in self.all_visits if visit.counts for leg in visit.legs if service is None or leg.service == service]
        self.windows = self.find_windows()

    def until(self, leg):
        """When the leg's wait was over, or now."""
        return leg.called_first if leg.called_first is not None else leg.ended if leg.ended is not None else self.now

    def find_windows(self):
        ends = defaultdict(list)
        for visit in self.all_visits:
            if visit.counts:
                ends[visit.day] += [at for leg in visit.legs for at in (leg.arrived, self.until(leg))]
        return {day: (min(at), max(at)) for day, at in ends.items()}

    def half_hour(self, day, at):
        local = datetime.datetime.fromtimestamp(at // SECOND, self.zone).replace(tzinfo=None)
        return int((local - datetime.datetime.fromisoformat(day)).total_seconds()) // 1800

    def window(self):
        return sum(end - begin for begin, end in self.windows.values())

    def figures(self, visits, legs):
        counted = [visit for visit in visits if not visit.test and not visit.void]
        ends = Counter(visit.end for visit in counted)
        walked_out = sum(visit.end == "cancelled" and visit.left_in == "waiting" for visit in counted)
        called_once = sum(visit.counts and any(leg.calls for leg in visit.legs) for visit in counted)
        void = [visit for visit in visits if visit.void and not visit.test]
        unclaimed = sum(visit.cancelled == "UNCLAIMED" for visit in void)
        served = [(visit, leg) for visit, leg in legs if leg.started is not None and leg.ended is not None]
        waited = sum(self.until(leg) - leg.arrived for _, leg in legs)
        window = self.window()
        return {
            "issued": len(counted), "served": ends["served"], "no_show": ends["no_show"], "walk_out": walked_out,
            "left_after_call": ends["cancelled"] - walked_out, "expired": ends["expired"], "open": ends[None],
            "voided": len(void) - unclaimed, "unclaimed": unclaimed, "test": sum(visit.test for visit in visits),
            "called_once": called_once, "legs": len(legs),
            "corrected": sum(leg.said is not None for _, leg in served),
            "unaccounted_s": sum(leg.said - leg.ended for _, leg in served if leg.said is not None) // SECOND,
            "wait": times(leg.called_first - leg.arrived for _, leg in legs if leg.called_first is not None),
            "walk": times(leg.started - leg.called_last for _, leg in legs if leg.started is not None),
            "service_time": times(leg.ended - leg.started - leg.held for _, leg in served),
            "visit": times(visit.leg.ended - visit.issued for visit in visits if visit.counts and visit.leg.ended is not None),
            "levels": [self.level(legs, target) for target in self.office.targets],
            "no_show_rate": share(ends["no_show"], called_once), "walk_out_rate": share(walked_out, len(counted)),
            "waited_us": waited, "queue_length": waited / window if window else 0.0,
            "rating": rating(visit for visit in visits if visit.counts),
        }

    def level(self, legs, minutes):
        target = minutes * MINUTE
        called = [leg.called_first - leg.arrived for _, leg in legs if leg.called_first is not None]
        left = [leg.ended - leg.arrived for _, leg in legs if leg.called_first is None and leg.ended is not None]
        waiting = [self.now - leg.arrived for _, leg in legs if leg.called_first is None and leg.ended is None]
        beyond = lambda sample: sum(us > target for us in sample)
        within = len(called) - beyond(called)
        return {"target_minutes": minutes, "called_within": within, "called": len(called), "left_beyond": beyond(left),
                "left_within": len(left) - beyond(left), "waiting_beyond": beyond(waiting), "waiting_within": len(waiting) - beyond(waiting),
                "share": share(within, len(called) + beyond(left) + beyond(waiting))}

    def work(self, at):
        """Of a counter or a clerk: `at` says whether a counter with a clerk is it."""
        served, calls, no_show, out_of_order, corrected, unaccounted, sample = 0, 0, 0, 0, 0, 0, []
        ended_here = []
        for visit in self.all_visits:
            for leg in visit.legs if visit.counts else []:
                if leg.called_first is None or not at(leg.counter, leg.clerk):
                    continue
                missed = visit.end == "no_show" and leg is visit.leg
                calls += leg.calls
                out_of_order += leg.reason not in IN_ORDER
                no_show += missed
                if leg is visit.leg and leg.started is not None:
                    ended_here.append(visit)
                if leg.started is None or leg.ended is None or missed:
                    continue
                served += 1
                sample.append(leg.ended - leg.started - leg.held)
                if leg.said is not None:
                    corrected += 1
                    unaccounted += leg.said - leg.ended
        stretches = [(reason, until - since) for _, counter, clerk, reason, since, until in self.stretches() if at(counter, clerk)]
        open_us = sum(us for reason, us in stretches if reason is None)
        busy_us = sum(until - since for _, counter, clerk, since, until in self.busy() if at(counter, clerk))
        return {"served": served, "corrected": corrected, "calls": calls, "no_show": no_show, "out_of_order": out_of_order,
                "service_time": times(sample), "open_s": open_us // SECOND, "idle_s": (open_us - busy_us) // SECOND,
                "paused_s": sum(us for reason, us in stretches if reason is not None) // SECOND, "unaccounted_s": unaccounted // SECOND,
                "rating": rating(ended_here)}

    def stretches(self):
        going_on = [(self.office.day, counter, *desk, self.now) for counter, desk in self.office.desks.items()] if self.office.is_open else []
        return [stretch for stretch in self.office.stretches + going_on if self.first <= stretch[0] <= self.last]

    def busy(self):
        """When somebody was called or served: idle is what is left of the time that a counter was open."""
        desks, sitting = self.office.desks, self.office.at_counter
        going_on = [(self.office.day, counter, desks[counter][0], since, self.now) for counter, (_, since) in sitting.items()] if self.office.is_open else []
        return [each for each in self.office.busy + going_on if self.first <= each[0] <= self.last]

    def at_work(self, which):
        """Counters (0) or clerks (1) that have anything in these days."""
        found = {(leg.counter, leg.clerk)[which] for visit in self.all_visits if visit.counts for leg in visit.legs if leg.called_first is not None}
        return sorted(found | {(stretch[1], stretch[2])[which] for stretch in self.stretches()})

    def arrivals(self):
        count, days = Counter(), defaultdict(set)
        for visit in self.all_visits:
            if not visit.test and not visit.void:
                days[datetime.date.fromisoformat(visit.day).weekday()].add(visit.day)
        for visit in self.visits:
            if visit.counts:
                count[datetime.date.fromisoformat(visit.day).weekday(), self.half_hour(visit.day, visit.issued)] += 1
        return [{"weekday": weekday, "half_hour": half_hour, "count": many, "days": len(days[weekday])}
                for (weekday, half_hour), many in sorted(count.items())]

    def queue(self, service=None):
        """The length of the queue from its own steps, not from the waits, cut at the office's half-hours: (area, window) of each."""
        area, window = Counter(), Counter()
        for day, (begin, end) in self.windows.items():
            legs = [leg for visit, leg in self.legs if visit.day == day and (service is None or leg.service == service)]
            steps = sorted([(leg.arrived, 1) for leg in legs] + [(self.until(leg), -1) for leg in legs])
            # Whole quarters of an hour since 1970 are where clocks of any zone may show another half-hour.
            cuts = sorted({begin, end, *(at for at, _ in steps), *range(begin - begin % (15 * MINUTE), end, 15 * MINUTE)})
            cuts = cuts[bisect.bisect_left(cuts, begin):]
            length, next_step = 0, 0
            for since, until in zip(cuts, cuts[1:]):
                while next_step < len(steps) and steps[next_step][0] <= since:
                    length += steps[next_step][1]
                    next_step += 1
                half_hour = self.half_hour(day, since)
                area[half_hour] += length * (until - since)
                window[half_hour] += until - since
        return {half_hour: (area[half_hour], window[half_hour]) for half_hour in window if window[half_hour] or area[half_hour]}

    def kaplan_meier(self):
        """By the book: at each second with a call, S falls by the share of those at risk who are called."""
        waits = [((self.until(leg) - leg.arrived) // SECOND, leg.called_first is not None) for _, leg in self.legs]
        curve, left, median, survives = {}, len(waits), None, Fraction(1)
        by_second = defaultdict(lambda: [0, 0])
        for second, called in waits:
            by_second[second][0 if called else 1] += 1
        if not by_second:
            return [], None
        steps = []
        for second in sorted(by_second):
            called, censored = by_second[second]
            survives *= 1 - Fraction(called, left)
            left -= called + censored
            steps.append((second, float(survives)))
            if median is None and survives <= Fraction(1, 2):
                median = second
        # What nobody waited is not known, but where nobody is left.
        for minute in range(max(by_second) // 60 + (2 if survives == 0 else 1)):
            earlier = [value for second, value in steps if second < minute * 60]
            curve[minute] = earlier[-1] if earlier else 1.0
        return [{"minute": minute, "share_still_waiting": value} for minute, value in curve.items()], median

    def document(self):
        """What GET /api/v1/history answers, but for names and the chain's links."""
        rows = lambda counter, *names: [dict(zip((*names, "count"), (*key, many))) for key, many in sorted(counter.items())]
        of_class = lambda code: self.figures([v for v in self.visits if v.klass == code], [(v, l) for v, l in self.legs if v.klass == code])
        of_field = lambda code: self.figures([v for v in self.visits if v.legs[0].service == code], [(v, l) for v, l in self.legs if l.service == code])
        fields = sorted({visit.legs[0].service for visit in self.visits} | {leg.service for _, leg in self.legs})
        classes = sorted({visit.klass for visit in self.visits} | {visit.klass for visit, _ in self.legs})
        everything = self.figures(self.visits, self.legs)
        curve, median = self.kaplan_meier()
        out_of_order, pauses = Counter(), Counter()
        for visit in self.all_visits:
            for leg in visit.legs if visit.counts else []:
                if leg.called_first is not None and leg.reason not in IN_ORDER:
                    out_of_order[leg.counter, leg.clerk, leg.reason.lower(), leg.code] += 1
        for _, counter, clerk, reason, since, until in self.stretches():
            if reason is not None:
                pauses[counter, clerk, reason] += until - since
        queue = [{"half_hour": half_hour, "service": code, "mean": area / window if window else 0.0, "area_us": area, "window_us": window}
                 for code in [None, *fields] for half_hour, (area, window) in sorted(self.queue(code).items())]
        return {
            "from": self.first, "to": self.last, "service": self.service, "at_us": self.made_at,
            "day_open": self.office.is_open and self.first <= self.office.day <= self.last, "window_us": self.window(), "kaplan_meier_median_s": median,
            "days": [{"date": day, "last_seq": seq, "issued": sum(visit.day == day and not visit.test and not visit.void for visit in self.visits)} for day, seq in sorted(self.office.days.items()) if self.first <= day <= self.last],
            "all": everything,
            "fields": [{"service": code, **of_field(code)} for code in fields],
            "classes": [{"class": code, **of_class(code)} for code in classes],
            "counters": [{"counter": id, **self.work(lambda counter, _: counter == id)} for id in self.at_work(0)],
            "clerks": [{"clerk": code, **self.work(lambda _, clerk: clerk == code)} for code in self.at_work(1)],
            "arrivals": self.arrivals(), "queue": queue,
            "waits_histogram": rows(Counter(((leg.called_first - leg.arrived) // MINUTE,) for _, leg in self.legs if leg.called_first is not None), "minute"),
            "kaplan_meier": curve,
            "out_of_order": sorted(rows(out_of_order, "counter", "clerk", "reason", "code"), key=lambda row: sorted(map(str, row.items()))),
            "pauses": [{"counter": c, "clerk": clerk, "reason": reason, "paused_s": us // SECOND} for (c, clerk, reason), us in sorted(pauses.items())],
            "priority": rows(Counter((by, why) for day, by, why in self.office.priority if self.first <= day <= self.last), "by", "reason"),
            "excluded": {name: everything[name] for name in ("expired", "voided", "unclaimed", "test")},
        }

    def report(self):
        """What `ticket-server report --format json` prints, but for names and links."""
        document = self.document()

        def figures(of, visits):
            clock = lambda half_hour: f"{half_hour // 2:02}:{'30' if half_hour % 2 else '00'}"
            grades = of["rating"]
            moved = {"service": of["service_time"], "service_level": of["levels"],
                     "rating": {"grades": [grades[f"grade_{grade}"] for grade in range(1, 6)], "count": grades["count"], "satisfied": grades["satisfied"]},
                     "arrivals": dict(sorted(Counter(clock(self.half_hour(v.day, v.issued)) for v in visits if v.counts).items()))}
            return {**{name: value for name, value in of.items() if name not in ("service_time", "levels")}, **moved}

        def counter(of):
            paused = Counter()
            for _, id, _, reason, since, until in self.stretches():
                if id == of["counter"] and reason is not None:
                    paused[reason] += until - since
            grades = of["rating"]
            return {**{name: value for name, value in of.items() if name not in ("service_time", "paused_s")}, "service": of["service_time"],
                    "paused_s": {reason: us // SECOND for reason, us in paused.items()},
                    "rating": {"grades": [grades[f"grade_{grade}"] for grade in range(1, 6)], "count": grades["count"], "satisfied": grades["satisfied"]}}

        return {"from": self.first, "to": self.last, "days": document["days"], "window_us": document["window_us"],
                "all": figures(document["all"], self.visits),
                "fields": [{"field": field["service"], **figures({n: v for n, v in field.items() if n != "service"},
                                                                  [v for v in self.visits if v.legs[0].service == field["service"]])}
                           for field in document["fields"]],
                "counters": [counter(of) for of in document["counters"]]}


# Said by the server and not made from events here.
NOT_COMPARED = {"name", "link", "office"}


def compare(where, expected, told, problems):
    if isinstance(expected, dict):
        for name in (set(expected) | set(told)) - NOT_COMPARED if isinstance(told, dict) else ():
            if name not in expected or name not in told:
                problems.append(f"{where}.{name}: only {'the server' if name in told else 'this computation'} has it")
        if not isinstance(told, dict):
            problems.append(f"{where}: the server has {told}")
            return 0
        return sum(compare(f"{where}.{name}", value, told[name], problems) for name, value in expected.items() if name in told)
    if isinstance(expected, list):
        if not isinstance(told, list) or len(told) != len(expected):
            problems.append(f"{where}: the server has {len(told)} entries, counted are {len(expected)}")
            return 0
        return sum(compare(f"{where}[{index}]", one, told[index], problems) for index, one in enumerate(expected))
    same = abs(told - expected) <= 1e-12 * max(1, abs(expected)) if isinstance(expected, float) and isinstance(told, (int, float)) else told == expected
    if not same:
        problems.append(f"{where}: the server says {told}, counted is {expected}")
    return 1


def by_rows(document):
    """Rows whose order is the server's own are put into one order on both sides."""
    document["out_of_order"] = sorted(document["out_of_order"], key=lambda row: sorted(map(str, row.items())))
    return document


def check_identity(days, problems):
    """∫L dt, from the queue's own steps, is the sum of the waits: of the whole and of each field."""
    for service in [None, *{leg.service for _, leg in days.legs}]:
        area = sum(part for part, _ in days.queue(service).values())
        waits = sum(days.until(leg) - leg.arrived for _, leg in days.legs if service is None or leg.service == service)
        if area != waits:
            problems.append(f"∫L dt of {service or 'all'} is {area}, the waits add up to {waits}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events")
    parser.add_argument("--report")
    parser.add_argument("--history")
    parser.add_argument("--from", dest="first")
    parser.add_argument("--to", dest="last")
    parser.add_argument("--service")
    options = parser.parse_args()
    office = read_office(options.events)
    days = Days(office, options.first or min(office.days), options.last or max(office.days), options.service)
    problems, compared = [], 0
    check_identity(days, problems)
    if options.report:
        compared += compare("report", days.report(), json.load(open(options.report, encoding="utf-8")), problems)
    if options.history:
        compared += compare("history", by_rows(days.document()), by_rows(json.load(open(options.history, encoding="utf-8"))), problems)
    for problem in problems[:60]:
        print(problem)
    if problems:
        print(f"{len(problems)} differences")
        return 1
    print(f"{len(days.visits)} visits, {compared} figures counted independently are equal")
    return 0


if __name__ == "__main__":
    sys.exit(main())
