"""Everything that a history is held against. Each check stands alone; those of tickets, counters and queues do not look at the order that the server states."""
import collections

import linearize
import queue_checks
import specification
import whole


def check_tickets(operations):
    of_ticket = collections.defaultdict(list)
    number = {}
    for operation in operations:
        if operation.issued:
            number[operation.issued["ticket"]] = operation.issued["number"]
            of_ticket[operation.issued["ticket"]].append(operation)
        for ticket in {operation.called, operation.finished, operation.started, operation.ticket} - {0}:
            of_ticket[ticket].append(operation)
    findings = []
    for ticket, own in of_ticket.items():
        stuck = linearize.linearizable(own, specification.UNBORN, specification.ticket_step(ticket, number.get(ticket)))
        if stuck is not None:
            findings.append(f"ticket {ticket} has no order with: " + "; ".join(map(str, stuck)))
    return findings


def check_counters(operations):
    of_counter = collections.defaultdict(list)
    number = collections.defaultdict(str)
    for operation in operations:
        if operation.issued:
            number[operation.issued["ticket"]] = operation.issued["number"]
        if operation.counter:
            of_counter[operation.counter].append(operation)
    step = specification.counter_step(number)
    findings = []
    for counter, own in of_counter.items():
        stuck = linearize.linearizable(own, specification.IDLE, step)
        if stuck is not None:
            findings.append(f"counter {counter} has no order with: " + "; ".join(map(str, stuck)))
    return findings


def check(operations, office):
    """Findings by the name of the check that has them; empty: the history is that of an office that does one thing after the other."""
    linearize.by_client(operations)
    queue = queue_checks.Queue(operations)
    all_findings = {
        "queue": queue.findings,
        "order": queue_checks.check_order(queue) if not queue.findings else [],
        "nobody": queue_checks.check_nobody_waits(queue, operations, office) if not queue.findings else [],
        "tickets": check_tickets(operations),
        "counters": check_counters(operations),
        "whole": whole.check(operations, office),
    }
    return {name: findings for name, findings in all_findings.items() if findings}
