#!/usr/bin/env python3
"""Which mistakes the simulation finds, after how many seeds, and by which check.

    table [NAME …] [--write] [--no-build] [--build FOLDER] [--seeds N] [--jobs N]

Builds a simulation with each mistake planted in it (without NAMEs: with every one), gives each seeds 1 to N until the first that fails, and
prints the table. A seed counts if the simulation without the mistake passes it. Exits with 1 where a mistake was not found.

--write puts the table into docs/testing.md between its two marks; it wants every mistake, found.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

import mistake

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
DOCUMENT = ROOT / "docs" / "testing.md"
MARKS = ("<!-- mistakes -->", "<!-- /mistakes -->")
CHUNK = 10            # seeds a process: what kills it is then looked for seed by seed
SEED_WITHIN_S = 60    # a seed takes a fraction of a second; one that does not end has found something too
FAILED = re.compile(r"^seed (\d+): ([^:\n]+): (.+)$", re.MULTILINE)
ASSERTION = re.compile(r"^bug: (.+)$", re.MULTILINE)


class Broken(Exception):
    """The simulation itself is in no state to find anything."""


def run(program, first, last):
    """(code, output) of these seeds; code None: it did not end in time."""
    try:
        done = subprocess.run([program, "--seeds", f"{first}..{last}", "--brief"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=SEED_WITHIN_S * (last - first + 1), check=False)
    except subprocess.TimeoutExpired:
        return None, ""
    return done.returncode, done.stdout.decode(errors="replace")


def failure_of(program, first, last):
    """The first of these seeds that fails, and by which check; None: all pass."""
    code, output = run(program, first, last)
    if code == 0:
        return None
    said = FAILED.search(output)
    assertion = ASSERTION.search(output)
    if code == 1 and said:
        return int(said.group(1)), said.group(2).strip(), assertion.group(1) if assertion else said.group(3).strip()
    if code in (1, 2):
        raise Broken(f"{program.name} --seeds {first}..{last} exits with {code} and names no seed: {output.strip()[-300:]}")
    if first != last:
        each = (failure_of(program, seed, seed) for seed in range(first, last + 1))
        return next((failure for failure in each if failure), None)
    if code is None:
        return first, "end", f"the seed did not end within {SEED_WITHIN_S} s"
    if assertion:
        return first, "assertion", assertion.group(1)
    return first, "crash", f"the process ended with {code}"


def find(programs, name, seeds):
    program = programs / f"simulation-with-{name}"
    for first in range(1, seeds + 1, CHUNK):
        failure = failure_of(program, first, min(first + CHUNK - 1, seeds))
        if failure:
            break
    else:
        return None
    without = failure_of(programs.parent / "bin" / "luot-simulation", failure[0], failure[0])
    if without:
        raise Broken(f"seed {failure[0]} fails without the mistake too: {without[1]}: {without[2]}")
    return failure


def build(folder, names):
    targets = [f"simulation-with-{name}" for name in names] + ["luot-simulation"]
    subprocess.run(["cmake", "--preset", "mistakes", "-Wno-dev"], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    subprocess.run(["cmake", "--build", folder, "--target", *targets], cwd=ROOT, check=True)


def row(planted, failure):
    if failure is None:
        return f"| {planted.name} | {planted.sentence} | **not found** | |"
    seed, check, sentence = failure
    by = f"{check}: {sentence}" if check == "assertion" else check
    return f"| {planted.name} | {planted.sentence} | {seed} | {by} |"


def write(table):
    text = DOCUMENT.read_text(encoding="utf-8")
    if any(text.count(mark) != 1 for mark in MARKS):
        sys.exit(f"{DOCUMENT.relative_to(ROOT)} has to hold {' and '.join(MARKS)}, once each")
    before, rest = text.split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    DOCUMENT.write_text(f"{before}{MARKS[0]}\n{table}\n{MARKS[1]}{after}", encoding="utf-8")


def arguments():
    parser = argparse.ArgumentParser(prog="table", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--no-build", action="store_true")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "dev", metavar="FOLDER")
    parser.add_argument("--seeds", type=int, default=1000, metavar="N")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N")
    return parser.parse_args()


def main():
    options = arguments()
    files = {file.stem: file for file in sorted(HERE.glob("*.mistake"))}
    names = options.names or list(files)
    unknown = [name for name in names if name not in files]
    if unknown:
        sys.exit(f"there is no mistake {', '.join(unknown)}; there are {', '.join(files)}")
    if options.write and options.names:
        sys.exit("--write wants every mistake: give no names")
    if not options.no_build:
        build(options.build, names)

    def look_for(name):
        try:
            failure = find(options.build / "mistakes", name, options.seeds)
        except (Broken, OSError) as broken:
            return name, None, str(broken)
        told = "not found in {} seeds".format(options.seeds) if failure is None else "seed {}: {}: {}".format(*failure)
        return name, failure, told

    found, rows = 0, []
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for name, failure, told in pool.map(look_for, names):
            print(f"{name}: {told}", flush=True)
            found += failure is not None
            rows.append(row(mistake.read(files[name]), failure))
    table = "\n".join(["| mistake | what is wrong | seeds until found | by |", "| --- | --- | ---: | --- |", *rows])
    print(f"\n{table}\n\n{found} of {len(names)} mistakes found")
    if found < len(names):
        sys.exit(1)
    if options.write:
        write(table)


if __name__ == "__main__":
    main()
