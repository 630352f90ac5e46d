"""What clients of an office asked and were told, and when. An Operation lasts from `invoked` to `answered`, in nanoseconds of one clock; what it did, it did
at some moment in between."""
import dataclasses
import json


@dataclasses.dataclass(slots=True)
class Operation:
    client: int
    verb: str  # issue, call_next, call_chosen, start, finish
    counter: int  # 0: at none
    invoked: int
    answered: int
    seq: int  # of the last event that it led to; of a refusal: the last event that there was
    ticket: int = 0  # that call_chosen wants
    result: dict | None = None  # {"issued": {...}} | {"called": {...}, "finished": id} | {"ticket": id}
    refused: dict | None = None  # {"code": ..., the refusal's parameters}

    @property
    def issued(self):
        return self.result["issued"] if self.result and "issued" in self.result else None

    @property
    def called(self):
        """The ticket that it called; 0: none."""
        return self.result["called"]["ticket"] if self.result and "called" in self.result else 0

    @property
    def finished(self):
        """The ticket that it finished; 0: none."""
        return self.result.get("finished", 0) if self.result else 0

    @property
    def started(self):
        return self.result.get("ticket", 0) if self.result and self.verb == "start" else 0

    @property
    def found_nobody(self):
        """True if it says that nobody waited whom its counter could call."""
        if self.verb != "call_next":
            return False
        return self.refused["code"] == "nobody_waiting" if self.refused else not self.called

    def __str__(self):
        at = f" at {self.counter}" if self.counter else ""
        wanted = f" {self.ticket}" if self.ticket else ""
        return f"{self.verb}{wanted}{at} by client {self.client} [{self.invoked}, {self.answered}] seq {self.seq}: {self.result or self.refused}"


@dataclasses.dataclass
class Office:
    """Whom counters may call, and how far ahead of their arrival the classes stand."""

    serves: dict[int, list[str]]
    helps: dict[int, list[str]]
    head_start_us: dict[str, int]

    def takes(self, counter):
        return self.serves[counter] + self.helps.get(counter, [])


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [Operation(**json.loads(line)) for line in lines]
