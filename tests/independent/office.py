"""What an office's events say, folded anew from what each verb means: visits with their legs, counters' stretches and who sat before them, priority given."""
import json


class Leg:
    def __init__(self, service, arrived):
        self.service, self.arrived = service, arrived
        self.called_first = self.called_last = self.started = self.ended = None
        self.held, self.away_since, self.calls = 0, None, 0
        self.counter = self.clerk = self.reason = None
        self.code, self.said = "", None  # said: when its clerk said that it had ended before


class Visit:
    def __init__(self, day, at, issued):
        self.day, self.issued, self.klass, self.test = day, at, issued.get("ticketClass", ""), issued.get("test", False)
        self.legs = [Leg(issued.get("service", ""), at)]
        self.where, self.end, self.left_in, self.cancelled, self.grade = "waiting", None, None, None, None

    @property
    def leg(self):
        return self.legs[-1]

    def back(self, at):
        """From a hold, or from an absence after service had begun: that time is no service."""
        if self.leg.away_since is not None and self.leg.started is not None:
            self.leg.held += at - self.leg.away_since
        self.leg.away_since = None

    def over(self, how, at):
        self.back(at)
        self.left_in, self.where, self.end, self.leg.ended = self.where, None, how, at

    @property
    def void(self):
        return self.end == "cancelled" and self.cancelled != "WALK_OUT"

    @property
    def counts(self):
        return not self.test and not self.void and self.end != "expired"


class Office:
    """Everything that the events say, visit by visit and stretch by stretch."""

    def __init__(self):
        self.zone, self.boundary, self.targets = "Asia/Ho_Chi_Minh", 240, [15, 30]
        self.visits, self.desks, self.stretches, self.priority = {}, {}, [], []
        # Who is called or served at a counter, since when; and (day, counter, clerk, since, until) of those who were.
        self.at_counter, self.busy = {}, []
        self.day, self.ends_at, self.is_open, self.at, self.days = None, None, False, 0, {}

    def take(self, event):
        payload = event["payload"]
        if payload is None:
            raise SystemExit(f"event {event['seq']} was erased by retention: nothing can be counted from it")
        names = [name for name in payload if name not in ("version", "session", "no", "ackedThrough")]
        self.at = event["at_us"]
        self.days[event["business_day"]] = event["seq"]
        handler = getattr(self, "on_" + names[0], None)
        if handler:
            handler(event, payload[names[0]])

    def visit(self, body):
        return self.visits[int(body["ticket"])]

    # The office and its day.

    def on_officeConfigured(self, event, body):
        office = body["office"]
        self.zone = office.get("zone", self.zone)
        self.boundary = office.get("boundaryMinute", 0)
        self.targets = office.get("targetsMinutes", [])

    def on_dayOpened(self, event, body):
        self.day, self.ends_at, self.is_open = event["business_day"], int(body["endsAtUs"]), True

    def on_dayClosed(self, event, body):
        for counter in list(self.desks):
            self.stretch_ends(counter, min(event["at_us"], self.ends_at))
        self.at_counter.clear()
        self.is_open = False

    # Who sits before a clerk.

    def sits_down(self, counter, ticket, at):
        self.at_counter[counter] = (int(ticket), at)

    def gets_up(self, ticket, at):
        """Wherever they go: nobody gets up who waits or is held."""
        for counter, (sitting, since) in list(self.at_counter.items()):
            if sitting == int(ticket):
                self.busy.append((self.day, counter, self.desks[counter][0], since, min(at, self.ends_at)))
                del self.at_counter[counter]

    # Visits.

    def on_ticketIssued(self, event, body):
        self.visits[event["seq"]] = Visit(event["business_day"], event["at_us"], body)

    def on_ticketCalled(self, event, body):
        visit, at = self.visit(body), event["at_us"]
        leg = visit.leg
        visit.where = "called"
        self.sits_down(int(body["counter"]), body["ticket"], at)
        leg.counter, leg.clerk = int(body["counter"]), body.get("clerk", "")
        leg.calls += 1
        if leg.started is None:
            leg.called_last = at
        if leg.called_first is None:
            leg.called_first = at
            leg.reason = body.get("reason", "").removeprefix("CALL_REASON_") or None
            leg.code = body.get("code", "")

    def on_ticketRecalled(self, event, body):
        leg = self.visit(body).leg
        leg.calls += 1
        if leg.started is None:
            leg.called_last = event["at_us"]

    def on_serviceStarted(self, event, body):
        visit = self.visit(body)
        visit.back(event["at_us"])
        visit.where = "serving"
        if visit.leg.started is None:
            visit.leg.started = event["at_us"]

    def on_ticketRequeued(self, event, body):
        self.gets_up(body["ticket"], event["at_us"])
        self.visit(body).where = "waiting"

    on_holdReleased = on_ticketRequeued

    def on_ticketHeld(self, event, body):
        visit = self.visit(body)
        self.gets_up(body["ticket"], event["at_us"])
        visit.where = "held"
        if visit.leg.away_since is None:
            visit.leg.away_since = event["at_us"]

    def on_ticketTransferred(self, event, body):
        visit, at = self.visit(body), event["at_us"]
        self.gets_up(body["ticket"], at)
        visit.back(at)
        visit.leg.ended = at
        visit.legs.append(Leg(body.get("service", ""), at))
        visit.where = "waiting"

    def on_ticketFinished(self, event, body):
        visit, at = self.visit(body), event["at_us"]
        self.gets_up(body["ticket"], at)  # and not before it was said that it had ended
        ended = int(body.get("endedUs", 0))
        visit.over("served", ended or at)
        visit.leg.said = at if ended else None

    def on_ticketNoShow(self, event, body):
        self.gets_up(body["ticket"], event["at_us"])
        self.visit(body).over("no_show", event["at_us"])

    def on_ticketReinstated(self, event, body):
        visit = self.visit(body)
        if visit.leg.started is not None:
            visit.leg.away_since = visit.leg.ended
        visit.leg.ended, visit.end, visit.left_in, visit.where = None, None, None, "waiting"

    def on_ticketCancelled(self, event, body):
        visit = self.visit(body)
        self.gets_up(body["ticket"], event["at_us"])
        visit.over("cancelled", event["at_us"])
        visit.cancelled = body["kind"].removeprefix("CANCEL_KIND_")

    def on_ticketExpired(self, event, body):
        self.gets_up(body["ticket"], event["at_us"])
        self.visit(body).over("expired", event["at_us"])

    def on_ticketRated(self, event, body):
        self.visit(body).grade = body["grade"]

    def on_ticketMadeUrgent(self, event, body):
        if not self.visit(body).test:
            self.priority.append((event["business_day"], body.get("by", ""), body.get("reason", "")))

    # Counters: who sat there and in which state since when.

    def stretch_ends(self, counter, at):
        was = self.desks.pop(counter, None)
        if was:
            self.stretches.append((self.day, counter, *was, at))

    def on_counterOpened(self, event, body):
        counter, at = int(body["counter"]), event["at_us"]
        sitting = self.at_counter.get(counter)
        if sitting:  # taken over with whoever sits there: until now they were the other clerk's
            self.gets_up(sitting[0], at)
            self.sits_down(counter, sitting[0], at)
        self.stretch_ends(counter, at)
        self.desks[counter] = (body.get("clerk", ""), None, at)

    def on_counterClosed(self, event, body):
        self.stretch_ends(int(body["counter"]), event["at_us"])

    def on_counterPaused(self, event, body):
        counter = int(body["counter"])
        clerk = self.desks[counter][0]
        self.stretch_ends(counter, event["at_us"])
        self.desks[counter] = (clerk, body.get("reason", ""), event["at_us"])

    def on_counterResumed(self, event, body):
        counter = int(body["counter"])
        clerk = self.desks[counter][0]
        self.stretch_ends(counter, event["at_us"])
        self.desks[counter] = (clerk, None, event["at_us"])


def read_office(path):
    office = Office()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            office.take(json.loads(line))
    return office
