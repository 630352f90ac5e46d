#!/usr/bin/env python3
"""Writes the changed copy of a source that a mistake asks for.

    plant.py NAME.mistake SOURCE_ROOT OUT

Each text to find has to stand in the source exactly once: otherwise nothing is written, one line says so, and the build fails.
"""
import pathlib
import sys

import mistake


def main():
    file, root, out = (pathlib.Path(argument) for argument in sys.argv[1:4])
    try:
        planted = mistake.read(file)
        changed = planted.plant((root / planted.source).read_text(encoding="utf-8"))
    except (mistake.Unusable, OSError) as unusable:
        sys.exit(f"mistake {file.stem}: {unusable}")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(changed, encoding="utf-8")


if __name__ == "__main__":
    main()
