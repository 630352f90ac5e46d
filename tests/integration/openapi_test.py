"""The API's document beside the real server: it names every route and no other, and answers are as it says."""
import json
import re
import urllib.error
import urllib.request

import jsonschema

import office
import webhooks_test


class OpenApi(office.OfficeTest):
    def setUp(self):
        super().setUp()
        # An office whose slips have a QR.
        text = office.OFFICE.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith(("phone_base_url", "logo"))]
        path = self.folder / "office.toml"
        path.write_text("phone_base_url = \"https://luot.example/\"\n" + "\n".join(lines) + "\n", encoding="utf-8")
        self.server = self.serve(office=path)
        self.document = json.loads(self.server.get("/api/v1/openapi.json")[1])
        made = self.server_command("key", "add", "reader", "--data", self.data, "--role", "administrator")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.key = made.stdout.split()[-1]
        # The server looks now and then whether the command line has written.
        self.assertTrue(office.poll(lambda: self.ask("/api/v1/session")[0] == 200))

    def ask(self, path, method="GET", body=None, key=True, **headers):
        """`key`: one, none, or (True) the administrator's. Of a stream its head."""
        if key:
            headers["Authorization"] = f"Bearer {self.key if key is True else key}"
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(f"http://{self.server.http}{path}", data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=office.PATIENCE_S) as answer:
                kind = answer.headers.get_content_type()
                return answer.status, kind, "" if kind == "text/event-stream" else answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers.get_content_type(), error.read().decode()

    def check(self, path, method="GET", pattern=None, **question):
        """Asks, and holds the answer against the document; the answer's JSON."""
        status, kind, text = self.ask(path, method, **question)
        operation = self.document["paths"][pattern or path][method.lower()]
        self.assertIn(str(status), operation["responses"], f"{method} {path}: {text}")
        content = operation["responses"][str(status)].get("content")
        if content is None:
            self.assertEqual(text, "")
            return None
        if "*/*" in content:
            return text
        self.assertIn(kind, content)
        if kind != "application/json":
            return text
        answer = json.loads(text)
        schema = {"components": self.document["components"], **content[kind]["schema"]}
        validator = jsonschema.Draft202012Validator(schema)
        mistakes = [f"{list(mistake.path)}: {mistake.message[:300]}" for mistake in validator.iter_errors(answer)]
        self.assertEqual(mistakes, [], f"{method} {path}")
        return answer

    def test_it_names_every_route_and_no_other(self):
        self.assertNotIn("openapi.json:", self.server.log_text())
        self.assertTrue(self.document["openapi"].startswith("3.1"))
        for path, item in self.document["paths"].items():
            for method, operation in item.items():
                parts = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
                said = [given["name"] for given in operation.get("parameters", []) if given["in"] == "path"]
                self.assertEqual(parts, said, path)
                self.assertEqual(operation.get("security") == [], operation["x-luot-role"] == "everybody", f"{method} {path}")
                for answer in operation["responses"].values():
                    for content in answer.get("content", {}).values():
                        jsonschema.Draft202012Validator.check_schema(content.get("schema", {}))

    def test_every_reference_leads_somewhere(self):
        schemas = set(self.document["components"]["schemas"])
        used = set()

        def walk(value):
            if isinstance(value, dict):
                if "$ref" in value:
                    used.add(value["$ref"].rpartition("/")[2])
                for member in value.values():
                    walk(member)
            elif isinstance(value, list):
                for member in value:
                    walk(member)

        walk(self.document)
        self.assertEqual(used, schemas)

    def test_answers_are_as_it_says(self):
        gateway = webhooks_test.Receiver()
        self.addCleanup(gateway.stop)
        self.check("/api/v1/webhooks", "POST", body={"url": f"http://127.0.0.1:{gateway.port}/", "kinds": ["called"], "with_link": True})
        for service in ("civil-status", "land", "civil-status"):
            self.issue(self.server, service)
        for verb in ("open", "next", "start"):
            self.assertEqual(self.at_counter(self.server, verb)[0], 0)
        self.assertTrue(office.poll(gateway.taken))
        token = gateway.taken()[0]["phone_link"].rpartition("/")[2]
        visit = "/api/v1/visits/{token}"
        self.check(f"/api/v1/visits/{token}", pattern=visit, key=False)
        self.assertEqual(self.at_counter(self.server, "finish")[0], 0)
        for path in ("/healthz", "/readyz", "/metrics", "/api/v1/session", "/api/v1/accounts", "/api/v1/keys", "/api/v1/audit", "/api/v1/devices",
                     "/api/v1/live", "/api/v1/public", "/api/v1/webhooks", "/api/v1/openapi.json", "/public", "/"):
            self.check(path)
        day = "from=2026-03-02&to=2026-03-02"
        history = self.check(f"/api/v1/history?{day}", pattern="/api/v1/history")
        self.assertEqual(history["all"]["served"], 1)
        for table in ("fields.json", "fields.csv"):
            self.check(f"/api/v1/history/{table}?{day}", pattern="/api/v1/history/{table}")
        self.check(f"/api/v1/visits/{token}", pattern=visit, key=False)

    def test_mistakes_are_as_it_says(self):
        for path in ("/api/v1/live", "/api/v1/accounts", "/api/v1/webhooks", "/api/v1/audit"):
            self.assertEqual(self.check(path, key=False)["error"]["code"], "not_signed_in")
        for token in ("x", "A" * 22, "%00", "unknown"):
            status, _, _ = self.ask(f"/api/v1/visits/{token}", key=False)
            self.assertIn(status, (400, 404))
        for path, body in (("/api/v1/commands", {"noSuchCommand": {}}), ("/api/v1/accounts", {}), ("/api/v1/keys", {"name": "x", "role": "king"}),
                           ("/api/v1/webhooks", {"url": "ftp://x"}), ("/api/v1/session", {}), ("/api/v1/devices/codes", {"role": "dog"})):
            self.check(path, "POST", body=body)

    def test_whatever_is_asked_of_any_call_is_answered_as_it_says(self):
        made = self.server_command("key", "add", "looker", "--data", self.data, "--role", "viewer")
        self.assertEqual(made.returncode, 0, made.stderr)
        viewer = made.stdout.split()[-1]
        self.assertTrue(office.poll(lambda: self.ask("/api/v1/session", key=viewer)[0] == 200))
        json_kind = {"Content-Type": "application/json"}
        parts = {"table": "fields.csv", "role": "kiosk"}
        for pattern, item in self.document["paths"].items():
            path = re.sub(r"\{(\w+)\}", lambda part: parts.get(part[1], "x"), pattern)
            for method in item:
                bodies = [b"", b"{}", b"[", b'{"name": 7, "role": "x", "url": 1, "grade": 9}'] if method == "post" else [None]
                for key in (False, viewer, True):
                    for body in bodies:
                        with self.subTest(f"{method} {path}", key=key, body=body):
                            self.check(path, method.upper(), pattern=pattern, key=key, body=body, **json_kind)
        self.check("/api/v1/no/such/call", pattern="/{rest}")
        for path, pattern in (("/", "/"), ("/app/main.js", "/{rest}")):
            self.check(path, pattern=pattern, key=False, **{"If-None-Match": "*"})

    def test_what_is_worded_for_a_citizen_is_asked_for_in_a_language(self):
        for path, item in self.document["paths"].items():
            if not path.startswith(("/t/", "/public", "/api/v1/visits/")):
                continue
            for method, operation in item.items():
                queries = [given["name"] for given in operation.get("parameters", []) if given["in"] == "query"]
                self.assertEqual(queries, ["lang"], f"{method} {path}")

    def test_what_changes_something_answers_as_it_says(self):
        done = self.check("/api/v1/commands", "POST", body={"setNotice": {"text": "Nghỉ trưa 30 phút", "urgent": False}})
        self.assertGreater(done["seq"], 0)
        self.assertEqual(self.check("/api/v1/live")["notice"]["text"], "Nghỉ trưa 30 phút")
        self.check("/api/v1/accounts", "POST", body={"name": "thuy", "role": "viewer", "password": "một hai ba bốn"})
        self.check("/api/v1/keys", "POST", body={"name": "zalo", "role": "viewer"})
        self.check("/api/v1/keys/zalo", "DELETE", pattern="/api/v1/keys/{name}")
        self.check("/api/v1/devices/codes", "POST", body={"role": "kiosk", "name": "kiosk-9"})
        self.check("/api/v1/accounts/thuy", "DELETE", pattern="/api/v1/accounts/{name}")


if __name__ == "__main__":
    office.main()
