"""One ticket and one counter, each as an object of its own: what it answers in which state. Written from docs/protocol.md.

A step gives the state behind an operation, or None where the object would not have answered so. What an operation says about other things does not matter
here; whoever wants all of it at once has whole.py.
"""

UNBORN = ("unborn",)
WAITING = ("waiting",)
SERVED = ("served",)
IDLE = ("idle",)


def ticket_step(ticket, number):
    """unborn -> waiting -> called at a counter -> serving there -> served."""

    def refused(state, code, refusal):
        if code == "unknown_ticket":
            return state == UNBORN
        if code == "taken_by_counter":
            return state[0] in ("called", "serving") and (refusal["number"], refusal["counter"]) == (number, str(state[1]))
        if code == "ticket_ended":
            return state == SERVED and (refusal["number"], refusal["state"]) == (number, "served")
        if code == "not_served_here":
            return state != UNBORN
        return True  # about the counter

    def step(state, operation):
        if operation.refused:
            return state if operation.ticket != ticket or refused(state, operation.refused["code"], operation.refused) else None
        if operation.issued:
            return WAITING if state == UNBORN else None
        if operation.started == ticket:
            return ("serving", operation.counter) if state == ("called", operation.counter) else None
        if operation.finished == ticket:
            return SERVED if state == ("serving", operation.counter) else None
        if operation.called == ticket:
            return ("called", operation.counter) if state == WAITING else None
        return None

    return step


def counter_step(number_of):
    """idle -> called with a ticket -> serving it -> idle, or at once called with the next one."""

    def busy(state, refusal, *states):
        return state[0] in states and refusal.get("number") == number_of[state[1]]

    def refused(state, operation):
        code, refusal = operation.refused["code"], operation.refused
        if code == "counter_busy":
            return busy(state, refusal, *(("called",) if operation.verb == "call_next" else ("called", "serving")))
        if code == "counter_idle":
            return state == IDLE and operation.verb in ("start", "finish")
        if code == "nobody_waiting":
            return state == IDLE and operation.verb == "call_next"
        if code == "wrong_state":
            wanted = {"start": "serving", "finish": "called"}.get(operation.verb)
            return refusal["state"] == wanted and busy(state, refusal, wanted) and refusal["counter"] == str(operation.counter)
        return operation.verb == "call_chosen"  # about the ticket

    def step(state, operation):
        if operation.refused:
            return state if refused(state, operation) else None
        if operation.verb == "start":
            return ("serving", operation.started) if state == ("called", operation.started) else None
        if operation.verb == "finish":
            return IDLE if state == ("serving", operation.finished) and not operation.called else None
        if operation.verb == "call_chosen":
            return ("called", operation.called) if state == IDLE and operation.called == operation.ticket and not operation.finished else None
        if operation.finished:
            if state != ("serving", operation.finished):
                return None
            return ("called", operation.called) if operation.called else IDLE
        return ("called", operation.called) if state == IDLE and operation.called else None

    return step
