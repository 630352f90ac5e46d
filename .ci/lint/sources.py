"""What every lint shares: which files there are, and C++ without its comments and literals."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def files(*suffixes):
    """Paths of the project's own files, relative to the root; with suffixes, only those that end so."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, check=False)
    if listed.returncode == 0:
        names = [name for name in listed.stdout.decode().split("\0") if name]
    else:  # an unpacked archive: everything but what is built
        names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file()]
        names = [name for name in names if not name.startswith(("build/", ".git/", "node_modules/"))]
    names = [name for name in sorted(set(names)) if (ROOT / name).is_file()]
    return [name for name in names if not suffixes or name.endswith(suffixes)]


_SKIPPED = re.compile(
    r"//[^\n]*"
    r"|/\*.*?\*/"
    r'|R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'",
    re.DOTALL)


def code_only(text):
    """The text with comments blanked and literals emptied; lines and columns stay where they were."""
    def blank(match):
        found = match.group(0)
        kept = "".join("\n" if c == "\n" else " " for c in found)
        return kept if found.startswith("/") else '"' + kept[1:-1] + '"'
    return _SKIPPED.sub(blank, text)


def report(lint, findings_of, names):
    """Runs findings_of(name, text) -> [(line, what)] over the files, prints what it finds, and exits: 0 nothing, 1 something."""
    count = 0
    for name in names:
        text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
        for line, what in findings_of(name, text):
            print(f"{name}:{line}: {what}")
            count += 1
    if not names:
        print(f"{lint}: there are no files to look at")
        sys.exit(1)
    print(f"{lint}: {len(names)} files, {count} findings")
    sys.exit(1 if count else 0)
