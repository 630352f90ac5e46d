"""/metrics as monitoring sees it: the real Prometheus scrapes a real server, and what packaging/ asks for is there."""
import json
import pathlib
import re
import subprocess
import urllib.parse
import urllib.request

import office

PACKAGING = office.ROOT / "packaging"
RULES = PACKAGING / "prometheus" / "luot.rules.yml"
RULES_TEST = office.ROOT / "tests" / "metrics" / "luot.rules_test.yml"
NAME = re.compile(r"\bluot_[a-z0-9_]+")
# In a histogram, and in nothing else, names end with these.
OF_HISTOGRAM = re.compile(r"_(bucket|sum|count)$")


def promtool(*arguments, text=None):
    return subprocess.run(["promtool", *map(str, arguments)], input=text, capture_output=True, text=True, timeout=office.PATIENCE_S, check=False)


class Metrics(office.OfficeTest):
    def morning(self):
        """A server whose every family has a sample: somebody waits in each field, and one visit was served and rated."""
        server = self.serve()
        for service in ("civil-status", "civil-status", "land"):
            self.issue(server, service)
        for verb in ("open", "next", "start", "finish", "next"):
            code, said = self.at_counter(server, verb)
            self.assertEqual(code, 0, said)
        self.assertEqual(server.get("/nowhere/secret")[0], 404)
        return server

    def test_promtool_has_nothing_against_a_scrape(self):
        server = self.morning()
        server.get("/metrics")
        text = server.get("/metrics")[1]
        said = promtool("check", "metrics", text=text)
        self.assertEqual((said.returncode, said.stdout, said.stderr), (0, "", ""))
        self.assertNotIn("secret", text)
        self.assertIn('luot_http_requests_total{route="/metrics",method="GET",status="2xx"} 1\n', text)
        for unit in ("_us", "_ms", "_minutes", "_milliseconds", "_kb", "_mb"):
            self.assertIsNone(re.search(rf"^# TYPE \w+{unit}(_total)? ", text, re.MULTILINE), unit)

    def test_prometheus_scrapes_it_and_answers(self):
        server = self.morning()
        config = self.folder / "prometheus.yml"
        config.write_text((PACKAGING / "prometheus" / "prometheus.yml").read_text().replace("127.0.0.1:8080", server.http)
                          .replace("luot.rules.yml", str(RULES)).replace("scrape_interval: 15s", "scrape_interval: 1s")
                          .replace("evaluation_interval: 15s", "evaluation_interval: 1s"))
        log = open(self.folder / "prometheus.log", "wb")
        self.addCleanup(log.close)
        prometheus = subprocess.Popen(["prometheus", "--config.file", config, "--storage.tsdb.path", self.folder / "series",
                                       "--web.listen-address", "127.0.0.1:0"], stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        self.addCleanup(lambda: [prometheus.kill(), prometheus.wait()])

        def said():
            return pathlib.Path(log.name).read_text(encoding="utf-8", errors="replace")

        def listening():
            return re.search(r'"Listening on" address=(127\.0\.0\.1:[1-9]\d*)\s', said())

        self.assertTrue(office.poll(listening), said())
        address = listening()[1]

        def ask(query):
            url = f"http://{address}/api/v1/query?" + urllib.parse.urlencode({"query": query})
            try:
                with urllib.request.urlopen(url, timeout=office.PATIENCE_S) as answer:
                    result = json.load(answer)["data"]["result"]
            except OSError:
                return None  # not ready yet
            return {sample["metric"].get("field", ""): float(sample["value"][1]) for sample in result}

        issued = "luot_tickets_issued_total"

        # A scrape that takes longer than the time between two fails, and the next one does not.
        def comes_to(query, told):
            self.assertTrue(office.poll(lambda: ask(query) == told), f"{query}: {ask(query)}\n{said()}")

        comes_to(issued, {"civil-status": 2, "land": 1})
        self.issue(server, "land")
        comes_to(issued, {"civil-status": 2, "land": 2})
        self.assertTrue(office.poll(lambda: (ask("histogram_quantile(1, luot_service_seconds_bucket)") or {}).keys() == {"civil-status"}))
        comes_to('up{job="luot"}', {"": 1})
        server.kill()
        comes_to('up{job="luot"}', {"": 0})

    def test_every_metric_that_packaging_names_is_in_a_scrape(self):
        server = self.morning()
        server.get("/metrics")
        families = set(re.findall(r"^# TYPE (\w+) ", server.get("/metrics")[1], re.MULTILINE))
        # Known only after eight waits, and after an opinion.
        families |= {"luot_expected_wait_low_seconds", "luot_expected_wait_high_seconds", "luot_ratings_total"}
        dashboard = json.loads((PACKAGING / "grafana" / "luot.json").read_text(encoding="utf-8"))
        expressions = [target["expr"] for panel in dashboard["panels"] for target in panel.get("targets", [])]
        self.assertGreater(len(expressions), 20)
        rules = re.findall(r"^\s+expr: (.+)$", RULES.read_text(encoding="utf-8"), re.MULTILINE)
        self.assertGreater(len(rules), 10)
        for expression in [*expressions, *rules]:
            for name in NAME.findall(expression):
                self.assertIn(OF_HISTOGRAM.sub("", name), families, expression)

    def test_every_expression_of_the_dashboard_can_be_read(self):
        dashboard = json.loads((PACKAGING / "grafana" / "luot.json").read_text(encoding="utf-8"))
        rules = [{"record": "x", "expr": target["expr"].replace("$office", ".*")} for panel in dashboard["panels"]
                 for target in panel.get("targets", [])]
        self.assertTrue(rules)
        read = self.folder / "dashboard.yml"
        read.write_text(json.dumps({"groups": [{"name": f"panel-{i}", "rules": [rule]} for i, rule in enumerate(rules)]}))
        said = promtool("check", "rules", read)
        self.assertEqual(said.returncode, 0, said.stderr + said.stdout)

    def test_the_alert_rules_are_sound_and_fire_when_they_should(self):
        said = promtool("check", "config", PACKAGING / "prometheus" / "prometheus.yml")
        self.assertEqual(said.returncode, 0, said.stderr + said.stdout)
        said = promtool("test", "rules", RULES_TEST)
        self.assertEqual(said.returncode, 0, said.stderr + said.stdout)
        named = set(re.findall(r"alertname: (\w+)", RULES_TEST.read_text(encoding="utf-8")))
        self.assertEqual(named, set(re.findall(r"alert: (\w+)", RULES.read_text(encoding="utf-8"))))


if __name__ == "__main__":
    office.main()
