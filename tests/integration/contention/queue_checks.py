"""What a queue must never show, seen from outside: a number twice, somebody called who was not there or was called before, a later one before an
earlier one, "nobody waits" while somebody certainly waits. For a queue these four are all that there is: a history without them is linearizable
(Henzinger, Sezgin and Vafeiadis, Aspect-Oriented Linearizability Proofs, CONCUR 2013)."""
import bisect
import collections


class Queue:
    """When each ticket came and went, as far as the history says."""

    def __init__(self, operations):
        self.issue = {}
        self.call = {}
        self.findings = []
        numbers = {}
        for operation in operations:
            if operation.issued:
                ticket, number = operation.issued["ticket"], operation.issued["number"]
                if ticket in self.issue or number in numbers:
                    self.findings.append(f"issued twice: {operation}")
                self.issue[ticket] = operation
                numbers[number] = ticket
        for operation in operations:
            if not operation.called:
                continue
            if operation.called in self.call:
                self.findings.append(f"called twice: {operation} and {self.call[operation.called]}")
            elif operation.called not in self.issue:
                self.findings.append(f"called and never issued: {operation}")
            elif operation.answered < self.issue[operation.called].invoked:
                self.findings.append(f"called before it was issued: {operation}")
            elif operation.result["called"]["number"] != self.issue[operation.called].issued["number"]:
                self.findings.append(f"called by another number: {operation}")
            self.call.setdefault(operation.called, operation)

    def certainly_waiting(self, ticket):
        """From the answer of its issue to the invocation of its call it is there, whatever happened when."""
        call = self.call.get(ticket)
        return self.issue[ticket].answered, call.invoked if call else float("inf")


def check_order(queue):
    """Within a field and a class the one who came first is called first, unless somebody chose."""
    findings = []
    lines = collections.defaultdict(list)
    for ticket, issue in queue.issue.items():
        lines[issue.issued["service"], issue.issued["class"]].append(ticket)
    for line in lines.values():
        by_answer = sorted(line, key=lambda ticket: queue.issue[ticket].answered)
        index, longest, longest_until = 0, None, -1
        for ticket in sorted(line, key=lambda each: queue.issue[each].invoked):
            while index < len(by_answer) and queue.issue[by_answer[index]].answered < queue.issue[ticket].invoked:
                until = queue.certainly_waiting(by_answer[index])[1]
                if until > longest_until:
                    longest, longest_until = by_answer[index], until
                index += 1
            call = queue.call.get(ticket)
            if call and call.verb == "call_next" and longest_until > call.answered:
                findings.append(f"called before {longest}, who came earlier and was waiting all the time: {call}")
    return findings


def check_nobody_waits(queue, operations, office):
    """Whoever was told that nobody waits: at some moment until then nobody whom the counter takes was certainly waiting."""
    of_field = collections.defaultdict(list)
    for ticket, issue in queue.issue.items():
        of_field[issue.issued["service"]].append(queue.certainly_waiting(ticket))
    unions = {}
    findings = []
    for operation in operations:
        if not operation.found_nobody:
            continue
        fields = tuple(sorted(office.takes(operation.counter)))
        if fields not in unions:
            unions[fields] = _union([interval for field in fields for interval in of_field[field]])
        begins, ends = unions[fields]
        index = bisect.bisect_left(begins, operation.invoked) - 1
        if index >= 0 and ends[index] > operation.answered:
            findings.append(f"somebody was waiting all the time: {operation}")
    return findings


def _union(intervals):
    begins, ends = [], []
    for begin, end in sorted(intervals):
        if end < begin:
            continue  # called before its kiosk heard of it: never certain
        if ends and begin <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            begins.append(begin)
            ends.append(end)
    return begins, ends
