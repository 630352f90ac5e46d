#!/usr/bin/env python3
"""Can every mistake still be planted in the sources as they are? Says of each one that cannot why."""
import pathlib
import sys

import mistake

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]


def main():
    files = sorted(HERE.glob("*.mistake"))
    unusable = 0
    for file in files:
        try:
            planted = mistake.read(file)
            planted.plant((ROOT / planted.source).read_text(encoding="utf-8"))
        except (mistake.Unusable, OSError) as why:
            print(f"mistake {file.stem}: {why}")
            unusable += 1
    print(f"{len(files)} mistakes, {unusable} of them unusable")
    sys.exit(1 if unusable or not files else 0)


if __name__ == "__main__":
    main()
