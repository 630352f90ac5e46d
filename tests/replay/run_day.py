#!/usr/bin/env python3
"""A whole day through the real programs: server, board, kiosks and clerks over sockets, on an accelerated clock; then the report, and checks.

By default the day is made from a seed and the measured shape of one, for the example ward. --visits replays a recorded day. --kill-server N kills the
server N times (SIGKILL) and starts it again. Ends with the day's report, the journal's verification, and the report held against what the clients were told.
"""
import argparse
import csv
import datetime
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
from ports import lasting_port  # noqa: E402

ROOT = HERE.parent.parent


class Server:
    """The ticket server on a fixed port, so that clients find it again after a kill."""

    def __init__(self, options, folder, office, start):
        self.options, self.log = options, open(folder / "server.log", "ab")
        self.port, self.http = lasting_port(), None
        self.data = folder / "data"
        self.command = [str(options.bin / "ticket-server"), "--office", str(office), "--data", str(self.data), "--listen", f"127.0.0.1:{self.port}",
                        "--http", "127.0.0.1:0", "--speed", f"{options.speed:g}", "--start", start]
        self.process = None

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("listening "):
            raise SystemExit(f"the server did not start (see {self.log.name}): {line.strip()}")
        self.http = line.split()[-1]

    def kill(self):
        self.process.kill()
        self.process.wait(timeout=30)
        self.process.stdout.close()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=120)
        self.process.stdout.close()
        if code != 0:
            raise SystemExit(f"the server ended with {code} (see {self.log.name})")

    def peak_memory_kib(self):
        for line in open(f"/proc/{self.process.pid}/status", encoding="ascii"):
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
        return 0


def run(command, **kwargs):
    done = subprocess.run([str(part) for part in command], text=True, capture_output=True, **kwargs)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(str(part) for part in command)}\nended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def day_of(visits):
    """The date, and the seconds of the first and the last arrival, of a recorded day."""
    with open(visits, encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    arrivals = [int(row["arrive_s"]) for row in rows]
    return rows[0]["date"], min(arrivals), max(arrivals)


def cut_short(visits, until, folder):
    """The visits that arrive before a time of the day, as a file of their own."""
    hours, minutes = until.split(":")
    until_s = int(hours) * 3600 + int(minutes) * 60
    with open(visits, encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        rows = [row for row in reader if int(row["arrive_s"]) < until_s]
        columns = reader.fieldnames
    if not rows:
        raise SystemExit(f"nobody arrives before {until}")
    short = folder / "visits.csv"
    with open(short, "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns)
        writer.writeheader()
        writer.writerows(rows)
    return short


def play(options, folder):
    if options.visits and options.until:
        options.visits = cut_short(options.visits, options.until, folder)
    if options.visits:
        date, first_s, last_s = day_of(options.visits)
        office = folder / "office.toml"
        run([options.bin / "ticket-server", "make-office", "--visits", options.visits, "--out", office])
    else:
        date, first_s, last_s = "2026-03-02", int(7.75 * 3600), 17 * 3600
        office = ROOT / "offices" / "phuong-thanh-xuan.toml"
    # Five minutes of office time for the counters to open, and as much real time as starting takes on a busy machine.
    start_s = max(4 * 3600 + 60, first_s - 300 - int(10 * options.speed))
    start = f"{date}T{datetime.timedelta(seconds=start_s)!s:0>8}"[:16]

    server = Server(options, folder, office, start)
    server.start()
    started = time.monotonic()
    print(f"server at {server.address}, health at http://{server.http}/healthz, office time {start}, speed {options.speed:g}", flush=True)
    board_log = folder / "board.jsonl"
    board = subprocess.Popen([options.bin / "display-board", "--server", server.address, "--board", "hall", "--headless", "--sound", "none", "--screenshot", folder / "board.png",
                              "--log", board_log], stdout=subprocess.DEVNULL, stderr=open(folder / "board.log", "ab"))
    command = [options.bin / "luot-replay", "--server", server.address, "--seed", str(options.seed), "--speed", f"{options.speed:g}",
               "--record", folder / "record.jsonl"]
    command += ["--visits", options.visits] if options.visits else ["--count", str(options.count)]
    replay = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=None if options.progress else open(folder / "replay.log", "ab"), text=True)

    peak_kib = 0
    try:
        # Kills fall at seeded moments of the busy part of the day.
        chance = random.Random(options.seed)
        real_s = (last_s - start_s) / options.speed
        kills = sorted(started + chance.uniform(0.1, 0.9) * real_s for _ in range(options.kill_server))
        limit = started + 4 * real_s + 120
        killed = 0
        while replay.poll() is None:
            if time.monotonic() > limit:
                raise SystemExit("the day does not come to an end")
            if server.process.poll() is not None:
                raise SystemExit(f"the server died by itself (see {server.log.name})")
            if kills and time.monotonic() >= kills[0]:
                kills.pop(0)
                server.kill()
                server.start()
                killed += 1
            peak_kib = max(peak_kib, server.peak_memory_kib())
            time.sleep(0.05)
        if killed < options.kill_server:
            raise SystemExit(f"the day was over after {killed} kills of {options.kill_server}")
        summary = replay.stdout.read().strip()
        if replay.returncode != 0:
            raise SystemExit(f"the replay failed: {summary}")
        if board.poll() is not None:
            raise SystemExit(f"the board died (see {folder / 'board.log'})")
    finally:
        for process in (replay, board):
            if process.poll() is None:
                process.terminate()
                process.wait(timeout=120)
        if server.process.poll() is None:
            server.stop()
    print(f"replayed: {summary}")
    if killed:
        print(f"the server was killed and started again {killed} times")
    print(f"peak memory of the server: {peak_kib / 1024:.1f} MiB")

    report = [options.bin / "ticket-server", "report", "--data", server.data, "--from", date, "--to", date]
    print(run(report + ["--format", "text"]))
    (folder / "report.json").write_text(run(report + ["--format", "json"]), encoding="utf-8")
    events = folder / "events.jsonl"
    events.write_text(run([options.bin / "ticket-server", "events", "--data", server.data, "--from", date, "--to", date]), encoding="utf-8")
    print("report held against the events: " + run([sys.executable, HERE.parent / "independent" / "figures.py", events, "--report", folder / "report.json"]).strip())
    print(run([options.bin / "ticket-server", "verify", "--data", server.data]).strip())
    print("report held against the clients' record: " +
          run([sys.executable, HERE / "check_day.py", folder / "record.jsonl", folder / "report.json", "--calls", board_log]).strip(), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=pathlib.Path, default=ROOT / "build" / "release" / "bin", help="folder of the programs")
    parser.add_argument("--visits", type=pathlib.Path, help="a recorded day (CSV)")
    parser.add_argument("--until", metavar="HH:MM", help="only the visits of the record that arrive before this time")
    parser.add_argument("--count", type=int, default=300, help="visits of a made day (default 300)")
    parser.add_argument("--speed", type=float, default=600, help="office seconds in a real one (default 600)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kill-server", type=int, default=0, metavar="N", help="kill the server N times during the day")
    parser.add_argument("--keep", type=pathlib.Path, help="keep the day's files in this folder")
    parser.add_argument("--quiet", dest="progress", action="store_false", help="no progress lines")
    options = parser.parse_args()
    if options.visits and not options.visits.is_file():
        parser.error(f"no such file: {options.visits}")
    folder = options.keep or pathlib.Path(tempfile.mkdtemp(prefix="luot-day-"))
    folder.mkdir(parents=True, exist_ok=True)
    done = False
    try:
        play(options, folder)
        done = True
    finally:
        if done and not options.keep:
            shutil.rmtree(folder)
        else:
            print(f"the day's files are in {folder}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
