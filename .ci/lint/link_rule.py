#!/usr/bin/env python3
"""The link rule holds: with the include directories that a layer's files are compiled with, a forbidden header is not found, and an
allowed one is. Needs a configured build folder (compile_commands.json): link_rule.py BUILD"""
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

import sources

# a file of the layer, headers that it may include, headers that it may not
RULES = [
    ("ticket-server/core/state.cpp", ["core/state.hpp"],
     ["journal/journal.hpp", "store/load.hpp", "engine/engine.hpp", "net/translator.hpp", "map/codec.hpp", "luot/v1/types.pb.h",
      "frame/frame.hpp", "app/office_file.hpp"]),
    ("ticket-server/store/load.cpp", ["core/state.hpp", "journal/journal.hpp"],
     ["engine/engine.hpp", "map/codec.hpp", "net/translator.hpp", "luot/v1/journal.pb.h"]),
    ("ticket-server/engine/engine.cpp", ["core/state.hpp", "journal/journal.hpp"],
     ["store/load.hpp", "map/codec.hpp", "net/translator.hpp", "luot/v1/journal.pb.h"]),
    ("ticket-server/net/session_fsm.cpp", ["core/state.hpp", "engine/engine.hpp"],
     ["store/load.hpp", "map/codec.hpp", "web/http_server.hpp", "luot/v1/envelope.pb.h"]),
    ("ticket-server/web/http_server.cpp", ["core/state.hpp"],
     ["store/load.hpp", "map/codec.hpp", "net/listener.hpp", "luot/v1/envelope.pb.h"]),
    ("ticket-server/web/access/access_guard.cpp", ["access/records.hpp"],
     ["store/access/access_database.hpp", "net/admission.hpp", "app/password.hpp", "luot/v1/envelope.pb.h"]),
    ("ticket-server/map/codec.cpp", ["core/state.hpp", "luot/v1/journal.pb.h"], ["store/load.hpp", "engine/engine.hpp", "net/listener.hpp"]),
    ("proto/wire/client_fsm.cpp", ["luot/v1/envelope.pb.h"], ["core/state.hpp", "net/translator.hpp"]),
    ("counter-client/model/verbs.cpp", ["luot/v1/command.pb.h"], ["core/state.hpp", "screen/canvas.hpp", "wire/client_link.hpp"]),
    ("display-board/model/announcements.cpp", ["luot/v1/push.pb.h"], ["core/state.hpp", "screen/canvas.hpp", "wire/client_link.hpp"]),
    ("display-board/led/ddp.cpp", ["led/bytes.hpp"], ["screen/canvas.hpp", "luot/v1/types.pb.h", "outputs/outputs.hpp"]),
    ("printer-driver/escpos/encode.cpp", ["escpos/bitmap.hpp"], ["core/state.hpp", "luot/v1/types.pb.h", "screen/canvas.hpp"]),
]


def files_of(entry):
    """What the entry compiles: its file, or the files that its file puts together (LUOT_TOGETHER)."""
    path = pathlib.Path(entry["file"])
    if path.parent.name == "Unity":
        return [pathlib.Path(name).resolve() for name in re.findall(r'^#include "(.*)"$', path.read_text(encoding="utf-8"), re.MULTILINE)]
    return [path.resolve()]


def command_for(entry):
    """The entry's compiler with its include directories, and nothing else."""
    words = shlex.split(entry["command"])
    compiler = next(word for word in words if word.rsplit("/", 1)[-1].startswith(("c++", "g++", "clang++")))
    kept = []
    for position, word in enumerate(words):
        if word.startswith("-I"):
            kept.append(word)
        elif word == "-isystem":
            kept += [word, words[position + 1]]
    return [compiler, "-std=c++20", "-fsyntax-only", *kept]


def compiles(command, folder, header):
    probe = pathlib.Path(folder) / "probe.cpp"
    probe.write_text(f'#include "{header}"\n', encoding="utf-8")
    return subprocess.run([*command, str(probe)], capture_output=True, text=True, cwd=folder, check=False)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    build = pathlib.Path(sys.argv[1]).resolve()
    entries = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    by_file = {file: entry for entry in entries for file in files_of(entry)}
    known = [*(build / "include").iterdir(), build / "proto"]
    wrong = []
    tried = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, allowed, forbidden in RULES:
            entry = by_file.get(sources.ROOT / name)
            if entry is None:
                wrong.append(f"{name} is not built: the rule about it says nothing")
                continue
            command = command_for(entry)
            for header in allowed:
                tried += 1
                outcome = compiles(command, folder, header)
                if outcome.returncode != 0:
                    wrong.append(f"{name} cannot include {header}: {outcome.stderr.splitlines()[0] if outcome.stderr else 'no word why'}")
            for header in forbidden:
                tried += 1
                if not any((root / header).exists() for root in known):
                    wrong.append(f"{header} is nowhere: the rule about it says nothing")
                outcome = compiles(command, folder, header)
                if outcome.returncode == 0 or "No such file" not in outcome.stderr and "file not found" not in outcome.stderr:
                    wrong.append(f"{name} can include {header}, which the link rule forbids")
    for sentence in wrong:
        print(sentence)
    print(f"link rule: {tried} includes tried, {len(wrong)} findings")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
