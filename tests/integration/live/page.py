"""A live page without a browser: the document over HTTP, the stream as a browser's EventSource reads it, and commands."""
import http.client
import json
import socket
import threading
import time

from luot_client import PATIENCE_S


class Page:
    """Reads the stream on a thread of its own and keeps the last of each section, as the page does; goes on behind the last id."""

    def __init__(self, server, key):
        self.server, self.key = server, key
        self.sections, self.pieces, self.id = {}, [], None
        self.changed = threading.Condition()
        self.connection = self.socket = self.thread = None

    def ask(self, method, path, body=None):
        """(status, JSON)"""
        connection = http.client.HTTPConnection(self.server.http, timeout=PATIENCE_S)
        try:
            connection.request(method, path, None if body is None else json.dumps(body),
                               {"Authorization": "Bearer " + self.key, "Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def document(self):
        status, document = self.ask("GET", "/api/v1/live")
        if status != 200:
            raise AssertionError((status, document))
        return document

    def act(self, command):
        return self.ask("POST", "/api/v1/commands", command)

    def watch(self):
        headers = {"Authorization": "Bearer " + self.key}
        if self.id:
            headers["Last-Event-ID"] = self.id
        self.connection = http.client.HTTPConnection(self.server.http, timeout=PATIENCE_S)
        self.connection.request("GET", "/api/v1/live/events", headers=headers)
        self.socket = self.connection.sock  # the answer takes it over
        answer = self.connection.getresponse()
        if answer.status != 200 or not answer.getheader("Content-Type").startswith("text/event-stream"):
            raise AssertionError((answer.status, answer.getheaders(), answer.read()))
        self.thread = threading.Thread(target=self._read, args=(answer,), daemon=True)
        self.thread.start()
        return self

    def _read(self, answer):
        piece = {}
        try:
            for raw in answer:
                line = raw.decode().rstrip("\n")
                if line and not line.startswith(":"):
                    name, _, value = line.partition(": ")
                    piece[name] = value
                elif piece and not line:
                    self._take(piece)
                    piece = {}
        except (OSError, http.client.HTTPException, ValueError, AttributeError):
            pass  # the line broke: that is what some tests are about

    def _take(self, piece):
        data = json.loads(piece["data"])
        with self.changed:
            self.sections.update(data)
            self.id = piece["id"]
            self.pieces.append(sorted(data))
            self.changed.notify_all()

    def leave(self):
        if self.socket:
            try:
                self.socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # the server was quicker
            self.socket = None
        if self.thread:
            self.thread.join(PATIENCE_S)
            self.thread = None
        if self.connection:
            self.connection.close()
            self.connection = None

    def until(self, is_so):
        """Waits until what the page shows is so; whether it came to that."""
        deadline = time.monotonic() + PATIENCE_S
        with self.changed:
            while not self._looks(is_so):
                if not self.changed.wait(deadline - time.monotonic()):
                    return self._looks(is_so)
        return True

    def _looks(self, is_so):
        try:
            return is_so(self.sections)
        except (KeyError, IndexError, StopIteration, TypeError):
            return False


def by(rows, name, value):
    return next(row for row in rows if row[name] == value)
