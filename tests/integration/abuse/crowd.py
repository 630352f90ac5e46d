"""Many peers at once, from one thread: sockets that do not wait, and what each of them was told."""
import selectors
import socket
import struct
import time

import luot_client as luot
from office import deadline

AT_ONCE_S = 30.0  # for what should come at once, to two thousand on a busy machine


class Peer:
    def __init__(self, address, receive_buffer=None):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.socket.setblocking(False)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.connect_ex(address)
        self.unsent = b""
        self.heard = b""
        self.closed = False

    def write(self):
        try:
            self.unsent = self.unsent[self.socket.send(self.unsent):] if self.unsent else b""
        except BlockingIOError:
            pass
        except OSError:  # the server has closed: what it said before is still to be read
            self.unsent = b""

    def read(self):
        try:
            data = self.socket.recv(65_536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self.closed = not data
        self.heard += data

    def envelopes(self):
        """The whole envelopes so far."""
        position, found = 0, []
        while len(self.heard) - position >= 4:
            (length,) = struct.unpack_from(">I", self.heard, position)
            if len(self.heard) - position - 4 < length:
                break
            found.append(luot.Envelope.FromString(self.heard[position + 4:position + 4 + length]))
            position += 4 + length
        return found

    def kinds(self):
        return [envelope.WhichOneof("message") for envelope in self.envelopes()]

    def last_code(self):
        """Of the Refused or Goodbye that it was told, if it was."""
        for envelope in reversed(self.envelopes()):
            kind = envelope.WhichOneof("message")
            if kind in ("refused", "goodbye"):
                return getattr(envelope, kind).code
        return None


class Crowd:
    def __init__(self, address, count, **more):
        self.peers = [Peer(address, **more) for _ in range(count)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def say(self, data):
        """To each the same bytes; they leave with the next until()."""
        for peer in self.peers:
            peer.unsent += data

    def until(self, condition, within_s=AT_ONCE_S, reads=True):
        """Sends and, unless told otherwise, reads until all peers that are not closed are so."""
        selector = selectors.DefaultSelector()
        waiting = {peer for peer in self.peers if not condition(peer)}
        for peer in waiting:
            selector.register(peer.socket, selectors.EVENT_WRITE | (selectors.EVENT_READ if reads else 0), peer)
        give_up = deadline(within_s)
        while waiting:
            if time.monotonic() > give_up:
                raise AssertionError(f"{len(waiting)} of {len(self.peers)} still wait after {within_s} s")
            for key, events in selector.select(0.1):
                peer = key.data
                if events & selectors.EVENT_WRITE:
                    peer.write()
                if events & selectors.EVENT_READ:
                    peer.read()
                if peer.closed or condition(peer):
                    selector.unregister(peer.socket)
                    waiting.discard(peer)
                elif not peer.unsent and reads:
                    selector.modify(peer.socket, selectors.EVENT_READ, peer)
        selector.close()
        return self

    def until_sent(self, **more):
        return self.until(lambda peer: peer.socket.fileno() >= 0 and not peer.unsent, **more)

    def until_told(self, kind, **more):
        return self.until(lambda peer: kind in peer.kinds(), **more)

    def until_closed(self, **more):
        return self.until(lambda peer: peer.closed, **more)

    def half_close(self):
        for peer in self.peers:
            try:
                peer.socket.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # the server was quicker

    def reset(self):
        """Gone without a word, and with what was not read yet."""
        for peer in self.peers:
            peer.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def close(self):
        for peer in self.peers:
            peer.socket.close()
