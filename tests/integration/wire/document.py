"""The tables of docs/protocol.md, so that tests hold the server to the document itself."""
import pathlib
import re

_TEXT = (pathlib.Path(__file__).resolve().parents[3] / "docs" / "protocol.md").read_text(encoding="utf-8")


def section(number):
    """The text under `## number. …`."""
    found = re.search(rf"^## {number}\. .*?$(.*?)(?=^## |\Z)", _TEXT, re.MULTILINE | re.DOTALL)
    if not found:
        raise AssertionError(f"docs/protocol.md has no section {number}")
    return found.group(1)


def _rows(text, columns):
    """First cells and the others, of tables with so many columns; heads and rules left out."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == columns and cells[0].startswith("`"):
            yield re.findall(r"`([a-z_]+)`", cells[0]), cells[1:]


def verbs():
    """Verb -> the names of the roles that may use it."""
    commanding = {"kiosk", "counter", "supervisor", "administrator", "phone"}
    found = {}
    for names, (who, _) in _rows(section(5), 3):
        roles = commanding if who == "all but boards" else {role.strip() for role in who.split(",")}
        if not roles <= commanding:
            raise AssertionError(f"who may {names}? {who}")
        found |= dict.fromkeys(names, roles)
    return found


def refusals():
    """Code -> the names of its params."""
    return {names[0]: set(re.findall(r"[a-z_]+", re.sub(r"`[^`]*`|where known|why:", lambda part: "why" if part.group() == "why:" else "", params)))
            for names, (params, _) in _rows(section(6), 3)}


def codes(number):
    """Codes of Refused (section 3) or of Goodbye (section 10)."""
    return {names[0] for names, _ in _rows(section(number), 3)}
