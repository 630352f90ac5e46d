"""A browser in a few lines: keeps its cookie, sends its session's token, and says what came back. Every wait is bounded."""
import http.client
import json

from luot_client import PATIENCE_S


class Browser:
    def __init__(self, address):
        self.address = address
        self.cookie = self.csrf = None

    def ask(self, method, path, body=None, headers=None):
        """(status, the JSON or nothing, headers)."""
        connection = http.client.HTTPConnection(self.address, timeout=PATIENCE_S)
        try:
            sent = dict(headers or {})
            if self.cookie:
                sent.setdefault("Cookie", f"luot_session={self.cookie}")
            if self.csrf and method not in ("GET", "HEAD"):
                sent.setdefault("X-Luot-CSRF", self.csrf)
            data = None if body is None else json.dumps(body)
            if data is not None:
                sent["Content-Type"] = "application/json"
            connection.request(method, path, data, {name: value for name, value in sent.items() if value is not None})
            answer = connection.getresponse()
            text = answer.read().decode()
            return answer.status, json.loads(text) if text.startswith("{") else None, answer.headers
        finally:
            connection.close()

    def get(self, path, **more):
        return self.ask("GET", path, **more)[:2]

    def post(self, path, body, **more):
        return self.ask("POST", path, body, **more)[:2]

    def delete(self, path, **more):
        return self.ask("DELETE", path, **more)[:2]

    def sign_in(self, name, password):
        """The status and what was said."""
        status, said, headers = self.ask("POST", "/api/v1/session", dict(name=name, password=password))
        if status == 200:
            cookie = headers["Set-Cookie"]
            assert "HttpOnly" in cookie and "SameSite=Strict" in cookie, cookie
            self.cookie, self.csrf = cookie.split(";")[0].split("=", 1)[1], said["csrf"]
        return status, said


def code(said):
    return said["error"]["code"]
