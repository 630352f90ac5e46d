#!/usr/bin/env python3
"""Did the linker take the changed copy, and leave the library's own member of the same source alone?

    replaced.py LINK_MAP LIBRARY MEMBER COPY

The link map is deleted once it has been read.
"""
import pathlib
import re
import sys


def main():
    link_map, library, member, copy = sys.argv[1:5]
    text = pathlib.Path(link_map).read_text(encoding="utf-8", errors="replace")
    pathlib.Path(link_map).unlink()
    # Looked into, whether or not anything of it was still wanted beside the copy.
    if not re.search(rf"^LOAD .*{re.escape(library)}$", text, re.MULTILINE):
        sys.exit(f"{copy}: {library} was not linked, so nothing is known of what the copy replaces")
    if f"{library}({member})" in text:
        sys.exit(f"{copy}: {library} gave its own {member} too; the mistake is not in the program")
    if copy not in text:
        sys.exit(f"{copy}: it is not in the program")


if __name__ == "__main__":
    main()
