#!/usr/bin/env python3
"""Recorded days as tests. The records lie beside the project and are not part of it: without them a test is skipped (exit 77), in CI it fails.

    day_test.py FILE [options of run_day.py]          one recorded day
    day_test.py FILE --speeds 60 600 [options …]      the same day at two speeds: the same set of visits
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77


def visits_issued(folder):
    """Who came: number of the visit in the record, field and class. Which number they were given and how they ended may depend on the queue."""
    with open(folder / "record.jsonl", encoding="utf-8") as lines:
        issued = [line for line in map(json.loads, lines) if line["what"] == "issued"]
    return sorted((line["visit"], line["service"], line["class"]) for line in issued)


def run_day(visits, arguments):
    return subprocess.run([sys.executable, HERE / "run_day.py", "--visits", visits, "--quiet", *arguments]).returncode


def main():
    name, arguments = sys.argv[1], sys.argv[2:]
    folder = pathlib.Path(os.environ.get("LUOT_VISITS_DIR", HERE.parent.parent.parent / "shared" / "data" / "warsaw"))
    visits = folder / name
    if not visits.is_file():
        print(f"no recorded day at {visits}")
        return 1 if os.environ.get("CI") else SKIPPED
    if "--speeds" not in arguments:
        return run_day(visits, arguments)
    at = arguments.index("--speeds")
    speeds, rest = arguments[at + 1:at + 3], arguments[:at] + arguments[at + 3:]
    came = []
    with tempfile.TemporaryDirectory(prefix="luot-speeds-") as kept:
        for speed in speeds:
            keep = pathlib.Path(kept) / speed
            if run_day(visits, [*rest, "--speed", speed, "--keep", str(keep)]) != 0:
                return 1
            came.append(visits_issued(keep))
    if came[0] != came[1]:
        print(f"at speed {speeds[0]} other visits came than at speed {speeds[1]}")
        return 1
    print(f"the same {len(came[0])} visits at speeds {speeds[0]} and {speeds[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
