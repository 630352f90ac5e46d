#!/usr/bin/env python3
"""Days made by chance: every figure of the report and of the history API, counted independently from the exported events.

    figures_test.py --bin FOLDER [--days N] [--seed S]

The days are in a real data folder; the last one is open. The report is compared day by day and as a whole, the API as a whole, for one field, and table by
table. Prints its seed.
"""
import argparse
import codecs
import csv
import io
import json
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import figures
from office import read_office

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def run(*command, **kwargs):
    done = subprocess.run([str(part) for part in command], text=True, capture_output=True, **kwargs)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(str(part) for part in command)}\nended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Server:
    """On the folder from an hour of the office's: what is asked of it is asked of the running server."""

    def __init__(self, bin, data, start):
        self.key = run(bin / "ticket-server", "key", "add", "--data", data, "figures", "--role", "viewer").split()[-1]
        self.process = subprocess.Popen([bin / "ticket-server", "--office", ROOT / "offices" / "phuong-thanh-xuan.toml", "--data", data, "--listen",
                                         "127.0.0.1:0", "--http", "127.0.0.1:0", "--start", start], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("listening "):
            raise SystemExit(f"the server did not start: {line}{self.process.stderr.read()}")
        self.http = line.split()[-1]

    def get(self, path):
        """Status, headers and body."""
        request = urllib.request.Request(f"http://{self.http}{path}", headers={"Authorization": f"Bearer {self.key}"})
        try:
            with urllib.request.urlopen(request, timeout=240) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=120)


def flat(row, above=""):
    """A row of JSON as the columns of the CSV have it."""
    for name, value in row.items():
        if isinstance(value, dict):
            yield from flat(value, above + name + "_")
        elif isinstance(value, list):
            for entry in value:
                yield from flat(entry, f"{above}{name}_{entry['target_minutes']}_")
        else:
            yield above + name, value


def check_tables(server, range_, document, problems):
    compared = 0
    for name, table in document.items():
        if not isinstance(table, (list, dict)):
            continue
        rows = table if isinstance(table, list) else [table]
        status, headers, body = server.get(f"/api/v1/history/{name}.json?{range_}")
        if status != 200 or json.loads(body) != rows:
            problems.append(f"{name}.json ({status}) is not what the document has")
        status, headers, body = server.get(f"/api/v1/history/{name}.csv?{range_}")
        if status != 200 or not body.startswith(codecs.BOM_UTF8) or "text/csv" not in headers["Content-Type"]:
            problems.append(f"{name}.csv ({status}) is no CSV with a byte order mark")
            continue
        read = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))
        expected = [{column: "" if value is None else value for column, value in flat(row)} for row in rows]
        if len(read) != len(expected):
            problems.append(f"{name}.csv has {len(read)} rows, the document {len(expected)}")
            continue
        for told, row in zip(read, expected):
            compared += len(row)
            same = told.keys() == row.keys() and all(
                told[column] == value if isinstance(value, str) else float(told[column]) == float(value) for column, value in row.items())
            if not same:
                problems.append(f"{name}.csv: {told} is not {row}")
    return compared


def check_open_day(server, export, day, problems):
    """Hours after its last event: whoever still waits has waited until now, in the history as on the live page."""
    while True:
        before = export()
        status, _, body = server.get(f"/api/v1/history?from={day}&to={day}")
        office = export()
        if status != 200:
            raise SystemExit(f"the history answers {status}: {body}")
        if before.at == office.at:
            break
    told = json.loads(body)
    office.targets = [15, 30]
    days = figures.Days(office, day, day, now=told["at_us"])
    if not office.is_open or told["at_us"] <= office.at or not told["all"]["levels"][0]["waiting_beyond"]:
        problems.append(f"nobody waits on since the last event ({office.at}), though it is {told['at_us']}")
    live = json.loads(server.get("/api/v1/live")[2])["summary"]["levels"]
    levels = [{name: level[name] for name in ("target_minutes", "share")} for level in told["all"]["levels"]]
    if live != levels:
        problems.append(f"the live page says {live}, the history of the same day {levels}")
    return figures.compare("open day", figures.by_rows(days.document()), figures.by_rows(told), problems)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=pathlib.Path, required=True)
    parser.add_argument("--days", type=int, default=4)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    problems, compared = [], 0
    with tempfile.TemporaryDirectory(prefix="luot-figures-") as kept:
        folder = pathlib.Path(kept)
        data, events = folder / "data", folder / "events.jsonl"
        run(options.bin / "luot-make-days", data, options.days, options.seed)

        def export(data=data):
            events.write_text(run(options.bin / "ticket-server", "events", "--data", data, "--from", "2026-01-01", "--to", "2027-01-01"), encoding="utf-8")
            return read_office(events)

        office = export()
        all_days = sorted({visit.day for visit in office.visits.values()})
        if len(all_days) != options.days or not office.is_open:
            problems.append(f"the days are {all_days}, and the last one is {'open' if office.is_open else 'closed'}")
        for first, last in [(day, day) for day in all_days] + [(all_days[0], all_days[-1])]:
            report = json.loads(run(options.bin / "ticket-server", "report", "--data", data, "--from", first, "--to", last, "--format", "json"))
            days = figures.Days(office, first, last)
            figures.check_identity(days, problems)
            compared += figures.compare(f"report {first}..{last}", days.report(), report, problems)

        # A folder goes on from its first start: noon has one of its own.
        noon = folder / "noon"
        shutil.copytree(data, noon)
        server = Server(options.bin, noon, f"{all_days[-1]}T13:00")
        try:
            compared += check_open_day(server, lambda: export(noon), all_days[-1], problems)
        finally:
            server.stop()

        # The morning after: the last day is closed at its start.
        server = Server(options.bin, data, f"{all_days[-1][:8]}{int(all_days[-1][8:]) + 1:02}T08:00")
        try:
            office = export()  # the server has closed the last day
            office.targets = [15, 30]
            range_ = f"from={all_days[0]}&to={all_days[-1]}"
            documents = {}
            for service in (None, "land"):
                status, _, body = server.get(f"/api/v1/history?{range_}" + (f"&service={service}" if service else ""))
                if status != 200:
                    raise SystemExit(f"the history answers {status}: {body}")
                documents[service] = json.loads(body)
                days = figures.Days(office, all_days[0], all_days[-1], service, documents[service]["at_us"])
                compared += figures.compare(f"history {service or ''}", figures.by_rows(days.document()), figures.by_rows(json.loads(body)), problems)
            compared += check_tables(server, range_, documents[None], problems)
            for query, code in [("from=2026-03-02", "bad_range"), ("from=2026-02-30&to=2026-03-02", "bad_range"), ("from=2026-03-03&to=2026-03-02", "bad_range"),
                                ("from=1990-01-01&to=2026-03-02", "bad_range"), (range_ + "&service=nobody", "unknown_service")]:
                status, _, body = server.get(f"/api/v1/history?{query}")
                if status != 400 or json.loads(body)["error"]["code"] != code:
                    problems.append(f"{query} is answered {status}: {body}")
        finally:
            server.stop()
        run(options.bin / "ticket-server", "verify", "--data", data)
    for problem in problems[:60]:
        print(problem)
    if problems:
        print(f"{len(problems)} differences")
        return 1
    print(f"{len(office.visits)} visits of {len(all_days)} days, {compared} figures counted independently are equal")
    return 0


if __name__ == "__main__":
    sys.exit(main())
