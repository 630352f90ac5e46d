#!/usr/bin/env python3
"""Is everything as clang-format would write it?"""
import subprocess
import sys

import sources

names = sources.files(".cpp", ".hpp")
if not names:
    sys.exit("format: there are no files to look at")
checked = subprocess.run(["clang-format-14", "--dry-run", "-Werror", "--ferror-limit=1", *names], cwd=sources.ROOT, check=False)
print(f"format: {len(names)} files, {'as it should be' if checked.returncode == 0 else 'run clang-format-14 -i on those above'}")
sys.exit(1 if checked.returncode else 0)
