"""The whole office at once. The server says after which event each answer stands; that is taken for the order in which things happened, and it has to be one: in
keeping with every invocation and answer, and such that an office that does one thing after the other gives just these answers, who is called next included.
An order that is found in this way is a proof, whoever proposed it."""
import collections


class Wrong(Exception):
    pass


def in_order(operations):
    """By event; what was refused changes nothing and stands behind the event that it was refused on."""
    return sorted(operations, key=lambda operation: (operation.seq, operation.refused is not None, operation.invoked))


def check_real_time(ordered):
    findings = []
    latest = None
    for operation in ordered:
        if latest and operation.answered < latest.invoked:
            findings.append(f"stands behind what began after its answer: {operation}, {latest}")
        if not latest or operation.invoked > latest.invoked:
            latest = operation
    return findings


class SequentialOffice:
    def __init__(self, office):
        self.office = office
        self.at = {counter: None for counter in office.serves}  # (ticket, serving)
        self.tickets = {}  # ticket -> (state, counter)
        self.number = {}
        self.service = {}
        self.numbers = set()
        self.lines = collections.defaultdict(dict)  # field -> class -> [(queue_since_us, ticket)]

    def do(self, operation):
        """Raises Wrong where it would have answered otherwise."""
        if operation.verb == "issue":
            self._issue(operation)
        elif operation.refused:
            if not self._may_refuse(operation, operation.refused):
                raise Wrong(f"no reason to refuse with {self.at[operation.counter]} at the counter: {operation}")
        else:
            getattr(self, "_" + operation.verb)(operation)

    def _issue(self, operation):
        issued = operation.issued
        if not issued or issued["ticket"] in self.tickets or issued["number"] in self.numbers:
            raise Wrong(f"no new ticket: {operation}")
        ticket = issued["ticket"]
        self.numbers.add(issued["number"])
        self.number[ticket], self.service[ticket] = issued["number"], issued["service"]
        self.tickets[ticket] = ("waiting", 0)
        self.lines[issued["service"]].setdefault(issued["class"], collections.deque()).append((issued["at_us"], ticket))

    def _next(self, counter):
        """The first by arrival less the head start of the class: of the fields that it serves, and where nobody waits there, of those that it helps."""
        for fields in (self.office.serves[counter], self.office.helps.get(counter, [])):
            heads = []
            for field in fields:
                for ticket_class, line in self.lines[field].items():
                    while line and self.tickets[line[0][1]][0] != "waiting":
                        line.popleft()  # somebody chose it
                    if line:
                        since_us, ticket = line[0]
                        heads.append((since_us - self.office.head_start_us[ticket_class], ticket))
            if heads:
                return min(heads)[1]  # of two at one moment the earlier id: ids rise
        return 0

    def _call(self, operation, ticket):
        called = operation.result["called"]
        if (called["ticket"], called["number"], called["counter"]) != (ticket, self.number.get(ticket), operation.counter):
            raise Wrong(f"{ticket} was to be called: {operation}")
        self.at[operation.counter] = (ticket, False)
        self.tickets[ticket] = ("called", operation.counter)

    def _finish_current(self, operation):
        at = self.at[operation.counter]
        if at != (operation.finished, True):
            raise Wrong(f"finished with {at} at the counter: {operation}")
        self.tickets[operation.finished] = ("served", operation.counter)
        self.at[operation.counter] = None

    def _call_next(self, operation):
        if operation.finished:
            self._finish_current(operation)
        if self.at[operation.counter]:
            raise Wrong(f"called with {self.at[operation.counter]} at the counter: {operation}")
        ticket = self._next(operation.counter)
        if ticket != operation.called or not (operation.called or operation.finished):
            raise Wrong(f"{ticket} was next: {operation}")
        if ticket:
            self._call(operation, ticket)

    def _call_chosen(self, operation):
        state = self.tickets.get(operation.ticket)
        if self.at[operation.counter] or state != ("waiting", 0) or self.service[operation.ticket] not in self.office.takes(operation.counter):
            raise Wrong(f"could not be called with {self.at[operation.counter]} at the counter, and {state}: {operation}")
        self._call(operation, operation.ticket)

    def _start(self, operation):
        if self.at[operation.counter] != (operation.started, False):
            raise Wrong(f"started with {self.at[operation.counter]} at the counter: {operation}")
        self.at[operation.counter] = (operation.started, True)
        self.tickets[operation.started] = ("serving", operation.counter)

    def _finish(self, operation):
        if operation.called:
            raise Wrong(f"finish calls nobody: {operation}")
        self._finish_current(operation)

    def _may_refuse(self, operation, refusal):
        code, verb, at = refusal["code"], operation.verb, self.at[operation.counter]
        holds = at is not None and refusal.get("number") == self.number[at[0]]
        if code == "counter_busy":
            return holds and (verb == "call_chosen" or verb == "call_next" and not at[1])
        if code == "counter_idle":
            return at is None and verb in ("start", "finish")
        if code == "wrong_state" and verb in ("start", "finish"):
            return holds and at[1] == (verb == "start") and refusal["state"] == ("serving" if at[1] else "called")
        if code == "nobody_waiting":
            return verb == "call_next" and at is None and not self._next(operation.counter)
        return verb == "call_chosen" and at is None and self._may_refuse_chosen(operation, refusal)

    def _may_refuse_chosen(self, operation, refusal):
        code = refusal["code"]
        if operation.ticket not in self.tickets:
            return code == "unknown_ticket"
        state, counter = self.tickets[operation.ticket]
        if code == "not_served_here":
            return refusal["service"] == self.service[operation.ticket] and refusal["service"] not in self.office.takes(operation.counter)
        if refusal.get("number") != self.number[operation.ticket]:
            return False
        if code == "taken_by_counter":
            return state in ("called", "serving") and refusal["counter"] == str(counter)
        return code == "ticket_ended" and state == refusal["state"] == "served"


def check(operations, office):
    ordered = in_order(operations)
    findings = check_real_time(ordered)
    sequential = SequentialOffice(office)
    try:
        for operation in ordered:
            sequential.do(operation)
    except Wrong as wrong:
        findings.append(str(wrong))
    return findings
