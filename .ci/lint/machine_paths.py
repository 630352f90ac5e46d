#!/usr/bin/env python3
"""Paths of somebody's machine: they mean nothing on another."""
import re

import sources

_PATH = re.compile(r"(?<![A-Za-z0-9_.$}~-])/(?:work|root|farm|home)/[A-Za-z0-9_.]")


def findings(name, text):
    return [(number, "a path of one machine") for number, line in enumerate(text.split("\n"), 1) if _PATH.search(line)]


if __name__ == "__main__":
    sources.report("machine paths", findings, [name for name in sources.files() if not name.endswith((".png", ".ttf", ".db", ".gz"))])
