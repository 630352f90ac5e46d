#!/usr/bin/env python3
"""clang-tidy over what is pure, two files at a time: the office's core, the journal's interface, machines without I/O, models, encoders.
Needs a configured build folder whose generated headers are built: tidy.py BUILD [FILE …]"""
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import time

import sources

PURE = re.compile(
    r"ticket-server/core/|ticket-server/engine/engine\.cpp|ticket-server/net/session_fsm\.cpp|ticket-server/map/event|"
    r"proto/wire/(?:client_fsm|outbox|frame/)|counter-client/model/|display-board/(?:model|led)/|printer-driver/escpos/")
# g++'s precompiled header is not clang's.
OURS_ALONE = re.compile(r" -Winvalid-pch| -include \S+cmake_pch\.hxx| -fpch-preprocess")


def tidy(folder, path):
    return path, subprocess.run(["clang-tidy-14", "-p", str(folder), "--quiet", str(path)], capture_output=True, text=True, check=False)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    build = pathlib.Path(sys.argv[1]).resolve()
    wanted = [pathlib.Path(name).resolve() for name in sys.argv[2:]]
    entries = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    folder = build / "tidy"
    folder.mkdir(exist_ok=True)
    for entry in entries:
        entry["command"] = OURS_ALONE.sub("", entry["command"])
    (folder / "compile_commands.json").write_text(json.dumps(entries), encoding="utf-8")

    paths = []
    for entry in entries:
        path = pathlib.Path(entry["file"])
        if not path.is_relative_to(sources.ROOT):
            continue
        name = str(path.relative_to(sources.ROOT))
        if path in wanted or not wanted and PURE.match(name):
            paths.append(path)
    if not paths:
        sys.exit("tidy: there are no files to look at")
    begun = time.monotonic()
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        for path, outcome in pool.map(lambda one: tidy(folder, one), sorted(set(paths))):
            if outcome.returncode != 0:
                failed += 1
                print(outcome.stdout or outcome.stderr)
    print(f"tidy: {len(set(paths))} files, {failed} with findings, {time.monotonic() - begun:.0f} s")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
