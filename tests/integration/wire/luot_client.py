"""A device of a Lượt office in Python, written from docs/protocol.md and proto/luot/v1 alone: no code of the house is behind it.

Connection carries frames and keeps the connection alive; Client keeps what outlives a connection (session, epoch, seq, numbers, what is shown);
Picture is what a screen would know. Nothing here is thread-safe: a connection belongs to one thread. Every wait is bounded.
"""
import os
import random
import socket
import struct
import time

from luot.v1 import command_pb2, envelope_pb2, push_pb2, types_pb2

MAJOR, MINOR = 1, 0
FRAME_FROM_DEVICE_MAX = 262_144
FRAME_FROM_SERVER_MAX = 16_777_216
UNACKNOWLEDGED_MAX = 64
PING_S = 5.0
SANITIZED = bool(os.environ.get("LUOT_SANITIZE"))
PATIENCE_S = 150.0 if SANITIZED else 40.0  # for anything that should come at once: on a machine that others keep busy it does not

Command, Envelope = command_pb2.Command, envelope_pb2.Envelope
KIOSK, COUNTER, BOARD = types_pb2.ROLE_KIOSK, types_pb2.ROLE_COUNTER, types_pb2.ROLE_BOARD
SUPERVISOR, ADMINISTRATOR, PHONE = types_pb2.ROLE_SUPERVISOR, types_pb2.ROLE_ADMINISTRATOR, types_pb2.ROLE_PHONE


class Refused(Exception):
    """The server said Refused instead of Welcome."""

    def __init__(self, refused):
        super().__init__(f"{refused.code}: {refused.message}")
        self.code, self.message, self.major, self.minor = refused.code, refused.message, refused.major, refused.minor


class Ended(Exception):
    """The connection is over: with the server's Goodbye, or without a word (code None)."""

    def __init__(self, goodbye=None):
        super().__init__(f"{goodbye.code}: {goodbye.message}" if goodbye else "closed without a word")
        self.code = goodbye.code if goodbye else None


class CommandRefused(Exception):
    def __init__(self, error):
        self.code = error.code
        self.params = {param.name: param.value for param in error.params}
        super().__init__(f"{self.code} {self.params}")


def frame(envelope):
    payload = envelope if isinstance(envelope, bytes) else envelope.SerializeToString()
    return struct.pack(">I", len(payload)) + payload


def hello(role, device, **more):
    return Envelope(hello=dict(major=MAJOR, minor=MINOR, role=role, device=device) | more)


class Connection:
    """One TCP connection: bytes into frames, pings answered and sent."""

    def __init__(self, address, receive_buffer=None):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(PATIENCE_S)
        self.socket.connect(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = bytearray()
        self.payload = b""  # the bytes of the last envelope that receive() gave
        self.ping_due = time.monotonic() + PING_S

    def send_bytes(self, data):
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            raise Ended() from None

    def send(self, *envelopes):
        self.send_bytes(b"".join(frame(envelope) for envelope in envelopes))

    def _whole_frame(self):
        if len(self.buffer) < 4:
            return None
        (length,) = struct.unpack_from(">I", self.buffer)
        if not 0 < length <= FRAME_FROM_SERVER_MAX:
            raise ValueError(f"the server sent a frame of {length} bytes")
        if len(self.buffer) < 4 + length:
            return None
        payload = bytes(self.buffer[4:4 + length])
        del self.buffer[:4 + length]
        return payload

    def _read_more(self, deadline):
        """Waits for bytes; sends a ping when one is due."""
        while True:
            now = time.monotonic()
            if now >= self.ping_due:
                self.ping_due = now + PING_S
                self.send(Envelope(ping=dict(stamp=0)))
            if now >= deadline:
                raise TimeoutError("nothing came")
            self.socket.settimeout(max(0.001, min(deadline, self.ping_due) - now))
            try:
                data = self.socket.recv(65_536)
            except TimeoutError:
                continue
            except ConnectionResetError:
                data = b""
            finally:
                self.socket.settimeout(PATIENCE_S)
            if not data:
                raise Ended()
            self.buffer += data
            return

    def receive(self, timeout_s=PATIENCE_S, pings=False):
        """The next envelope. Pings are answered and, unless asked for, not shown; kinds of a later minor version are skipped."""
        deadline = time.monotonic() + timeout_s
        while True:
            payload = self._whole_frame()
            if payload is None:
                self._read_more(deadline)
                continue
            envelope = Envelope.FromString(payload)
            kind = envelope.WhichOneof("message")
            if kind == "ping":
                self.send(Envelope(pong=dict(stamp=envelope.ping.stamp)))
                if not pings:
                    continue
            if kind is not None:
                self.payload = payload
                return envelope

    def closed_within(self, timeout_s):
        """Reads on until the server closes; what came before it. TimeoutError if it does not close."""
        deadline, seen = time.monotonic() + timeout_s, []
        while True:
            try:
                seen.append(self.receive(max(0.0, deadline - time.monotonic())))
            except Ended:
                return seen

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Picture:
    """What a screen knows: a snapshot, then every change put in the place of what it changes."""

    def __init__(self):
        self.seq = 0
        self._clear()

    def _clear(self):
        self.office = self.day = None
        self.fields, self.counters, self.tickets, self.calls = {}, {}, {}, []

    def show_snapshot(self, snapshot):
        self._clear()
        self.seq, self.office, self.day = snapshot.seq, snapshot.office, snapshot.day
        self.fields = {status.service: status for status in snapshot.fields}
        self.counters = {status.counter: status for status in snapshot.counters}
        self.tickets = {status.ticket: status for status in snapshot.tickets}
        self.calls = list(snapshot.calls)

    def show_event(self, event):
        if event.seq <= self.seq:
            return
        self.seq = event.seq
        for change in event.changes:
            kind = change.WhichOneof("what")
            if kind == "field":
                self.fields[change.field.service] = change.field
            elif kind == "counter":
                self.counters[change.counter.counter] = change.counter
            elif kind == "ticket":
                self.tickets[change.ticket.ticket] = change.ticket
            elif kind == "call":
                self.calls.append(change.call)
            elif kind == "day":
                self.day = change.day
            elif kind == "office":
                self.office, self.fields, self.counters = change.office, {}, {}
            elif kind == "day_cleared":
                self.fields, self.counters, self.tickets, self.calls = {}, {}, {}, []


class Client:
    """A device with its session. `connect` again after Ended: it goes on where it was, and repeats what has no answer."""

    def __init__(self, address, role, device, pushes=True):
        self.address, self.role, self.device, self.no_pushes = address, role, device, not pushes
        self.session = self.epoch = self.last_no = self.acked_through = 0
        self.acknowledges = True
        self.waiting = {}      # no -> Command: sent or about to be, not answered yet
        self.answers = {}      # no -> Reply
        self.answer_bytes = {}  # no -> the bytes of its envelope
        self.picture = Picture()
        self.pushes = []       # every Snapshot and Event of this connection
        self.connection = self.welcome = None

    # --- connecting ---

    def connect(self, **hello_fields):
        """Hello and Welcome. Raises Refused, or Ended."""
        self.close()
        self.pushes = []
        self.connection = Connection(self.address)
        fields = dict(session=self.session, resume_from=self.picture.seq, epoch=self.epoch, no_pushes=self.no_pushes) | hello_fields
        self.connection.send(hello(self.role, self.device, **fields))
        first = self.connection.receive()
        if first.HasField("refused"):
            self.connection.close()
            raise Refused(first.refused)
        if first.HasField("goodbye"):
            raise Ended(first.goodbye)
        if not first.HasField("welcome"):
            raise ValueError(f"instead of a Welcome: {first}")
        self.welcome = first.welcome
        if (self.welcome.session, self.welcome.epoch) != (self.session, self.epoch):
            self.session, self.last_no, self.acked_through = self.welcome.session, 0, 0
            self.waiting, self.answers, self.answer_bytes = {}, {}, {}
        self.epoch = self.welcome.epoch
        for no in sorted(self.waiting):
            self._send_request(no)
        return self

    def connect_patiently(self, patience_s=PATIENCE_S):
        """Connects to a server that is being started again, with the pauses that the protocol asks for."""
        deadline, pause_s = time.monotonic() + patience_s, 0.25
        while True:
            try:
                return self.connect()
            except (OSError, Ended):
                if time.monotonic() >= deadline:
                    raise
            time.sleep(min(pause_s * random.uniform(0.5, 1.5), max(0.0, deadline - time.monotonic())))
            pause_s = min(2 * pause_s, 8.0)

    def goodbye(self):
        self.connection.send(Envelope(goodbye=dict(code="leaving")))
        self.close()

    def close(self):
        if self.connection:
            self.connection.close()
            self.connection = None

    # --- commands ---

    def _send_request(self, no):
        self.connection.send(Envelope(request=dict(no=no, acked_through=self.acked_through, command=self.waiting[no])))

    def ask(self, **verb):
        """Sends a command under a new number, which it returns. One keyword: the verb and its fields."""
        while self.acknowledges and self.acked_through + 1 in self.answers:
            self.acked_through += 1
        self.last_no += 1
        self.waiting[self.last_no] = Command(**verb)
        self._send_request(self.last_no)
        return self.last_no

    def answer(self, no, timeout_s=PATIENCE_S):
        """The Reply to a number, whatever else comes before it."""
        deadline = time.monotonic() + timeout_s
        while no not in self.answers:
            self.take(deadline - time.monotonic())
        return self.answers[no]

    def do(self, **verb):
        """One command and its Result. Raises CommandRefused. `unavailable` is repeated under its number, after a pause."""
        no, pause_s = self.ask(**verb), 0.25
        while True:
            reply = self.answer(no)
            if reply.WhichOneof("outcome") == "result":
                return reply.result
            if reply.error.code != "unavailable" or pause_s > 2:
                raise CommandRefused(reply.error)
            del self.answers[no]
            self.waiting[no] = Command(**verb)
            time.sleep(pause_s)
            pause_s *= 2
            self._send_request(no)

    # --- what comes ---

    def take(self, timeout_s=PATIENCE_S):
        """Takes one envelope in and returns it. Raises Ended at a Goodbye or the end, TimeoutError if nothing comes."""
        envelope = self.connection.receive(timeout_s)
        kind = envelope.WhichOneof("message")
        if kind == "reply":
            no = envelope.reply.no
            self.waiting.pop(no, None)
            self.answers[no], self.answer_bytes[no] = envelope.reply, self.connection.payload
        elif kind == "snapshot":
            self.pushes.append(envelope.snapshot)
            self.picture.show_snapshot(envelope.snapshot)
        elif kind == "event":
            self.pushes.append(envelope.event)
            self.picture.show_event(envelope.event)
        elif kind == "goodbye":
            raise Ended(envelope.goodbye)
        return envelope

    def catch_up(self):
        """Takes in all that the server had to say before now: what was pushed to this connection stands before the Pong."""
        stamp = random.getrandbits(63) | 1
        self.connection.send(Envelope(ping=dict(stamp=stamp)))
        deadline = time.monotonic() + PATIENCE_S
        while True:
            envelope = self.take(deadline - time.monotonic())
            if envelope.HasField("pong") and envelope.pong.stamp == stamp:
                return self

    def until(self, condition, timeout_s=PATIENCE_S):
        """Takes in what comes until the picture is so."""
        deadline = time.monotonic() + timeout_s
        while not condition(self.picture):
            self.take(deadline - time.monotonic())
        return self

    def events(self):
        return [push for push in self.pushes if isinstance(push, push_pb2.Event)]

    def snapshots(self):
        return [push for push in self.pushes if isinstance(push, push_pb2.Snapshot)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
