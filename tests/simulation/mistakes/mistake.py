"""A mistake: one sentence that says what is wrong, the source that has it, and how the source is changed.

    The sentence.

    in PATH/OF/source.cpp
    find
    lines of the source, as they stand there
    put
    lines that stand there instead; none: they are left out
    end

find … put … end may come several times. Lines of `find` are whole or begin and end within a line; blanks count.
"""
import dataclasses


class Unusable(Exception):
    """Why a mistake cannot be planted, in one line."""


@dataclasses.dataclass
class Edit:
    find: str
    put: str


@dataclasses.dataclass
class Mistake:
    name: str
    sentence: str
    source: str
    edits: list

    def plant(self, text):
        """The text of the source with the mistake in it."""
        places = []
        for edit in self.edits:
            times = text.count(edit.find)
            if times != 1:
                first = edit.find.strip().split("\n")[0].strip()
                raise Unusable(f"{self.source} has to hold its text exactly once, not {times} times: {first}")
            places.append((text.index(edit.find), edit))
        changed, end = "", len(text)
        for at, edit in sorted(places, key=lambda place: place[0], reverse=True):
            if at + len(edit.find) > end:
                raise Unusable("two of its texts overlap")
            changed = edit.put + text[at + len(edit.find):end] + changed
            end = at
        changed = text[:end] + changed
        if changed == text:
            raise Unusable("it changes nothing")
        return changed


def read(file):
    """Throws Unusable where the file is none, OSError where it cannot be read."""
    lines = file.read_text(encoding="utf-8").split("\n")
    head = [line for line in lines if line.startswith("in ")][:1]
    sentence = lines[0].strip()
    if not head or not sentence.endswith("."):
        raise Unusable("a mistake begins with a sentence, and a line says in which source it is")
    edits = _edits(lines[lines.index(head[0]) + 1:])
    if not edits:
        raise Unusable("it has no edit: find, put, end")
    return Mistake(file.stem, sentence, head[0][3:].strip(), edits)


def _edits(lines):
    edits, part, find, put = [], None, [], []
    for line in lines:
        if part is None and line == "find":
            part, find, put = "find", [], []
        elif part == "find" and line == "put":
            part = "put"
        elif part == "put" and line == "end":
            part = None
            edits.append(_edit(find, put))
        elif part == "find":
            find.append(line)
        elif part == "put":
            put.append(line)
        elif line.strip():
            raise Unusable(f"this stands outside find, put, end: {line.strip()}")
    if part is not None:
        raise Unusable("its last edit has no end")
    return edits


# Without lines to put, the ends of the found lines go too.
def _edit(find, put):
    if not find:
        raise Unusable("one of its edits finds nothing")
    if not put:
        return Edit("\n".join(find) + "\n", "")
    return Edit("\n".join(find), "\n".join(put))
