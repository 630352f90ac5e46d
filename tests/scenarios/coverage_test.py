"""Every verb, every refusal, every kind of event and every reason of a call is played by a scenario; every regime and every complaint has
its scenarios, or says where else it is held. What is played is asked of the runner; what there is, of the core's headers."""
import pathlib
import re
import subprocess
import sys
import unittest

RUNNER = pathlib.Path(sys.argv.pop(1))
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CORE = ROOT / "ticket-server" / "core"
SCENARIOS = sorted(path.stem for path in HERE.glob("*.scn"))
PATIENCE_S = 100

# What offices call a day or an hour of their own; each has scenarios regime_NAME*.scn.
REGIMES = ("business_day", "sessions", "closed_days", "quota", "same_day_settlement", "no_writing", "ninth_hour", "saturday",
           "work_until_all_are_served", "emergency", "near_closing", "near_quota")
COMPLAINTS = range(1, 15)


def text_of(path):
    return path.read_text(encoding="utf-8")


def block(path, begin, end):
    """What stands between two words of a header, without its comments."""
    text = re.sub(r"//[^\n]*", "", text_of(path))
    found = re.search(re.escape(begin) + r"(.*?)" + re.escape(end), text, re.DOTALL)
    if not found:
        raise AssertionError(f"{path.name} has no {begin} any more")
    return found.group(1)


def alternatives(path, name):
    return set(re.findall(r"\w+", block(path, f"using {name} =", ";"))) - {"std", "variant"}


def values(path, name):
    return set(re.findall(r"(\w+) = \d+", block(path, f"enum class {name} ", "};"))) - {"unspecified"}


def table(heading):
    """The rows of the README's table under this heading, as lists of cells."""
    section = text_of(HERE / "README.md").split(f"\n## {heading}\n", 1)
    if len(section) != 2:
        raise AssertionError(f"README.md has no chapter {heading}")
    rows = [line for line in section[1].split("\n## ", 1)[0].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[2:]]


def places(cell):
    """`tests/…: words that stand there`"""
    return re.findall(r"`((?:tests|printer-driver|display-board|screen|ticket-server|packaging)/[^`:]+): ([^`]+)`", cell)


class Coverage(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        files = [HERE / f"{name}.scn" for name in SCENARIOS]
        told = subprocess.run([RUNNER, "--tally", *files], capture_output=True, text=True, timeout=PATIENCE_S, check=True)
        cls.played = {}
        for line in told.stdout.splitlines():
            kind, name = line.split()
            cls.played.setdefault(kind, set()).add(name)

    def assert_places(self, cell):
        for path, words in places(cell):
            self.assertTrue((ROOT / path).is_file(), f"there is no {path}")
            self.assertTrue(words in text_of(ROOT / path), f"{path} does not say '{words}' any more")

    def test_every_verb_is_played(self):
        self.assertEqual(alternatives(CORE / "command.hpp", "Command") - self.played["command"], set())

    def test_every_kind_of_event_comes_about(self):
        self.assertEqual(alternatives(CORE / "event.hpp", "EventBody") - self.played["event"], set())

    def test_every_reason_of_a_call_comes_about(self):
        self.assertEqual(values(CORE / "event.hpp", "CallReason") - self.played["reason"], set())

    def test_every_refusal_is_met(self):
        elsewhere = {row[0].strip("`"): row[2] for row in table("Refusals that no scenario meets")}
        for code, where in elsewhere.items():
            self.assert_places(where)
            self.assertTrue(any(code in words for _, words in places(where)) or "nothing" in where, code)
            if "nothing" in where:
                for path in (ROOT / "ticket-server").rglob("*.cpp"):
                    if path.name != "refusal.cpp":
                        self.assertNotIn(f"RefusalCode::{code}", text_of(path), path)
        codes = values(CORE / "refusal.hpp", "RefusalCode")
        self.assertEqual(set(elsewhere) - codes, set(), "exempted, and not in the core")
        self.assertEqual(set(elsewhere) & self.played["refusal"], set(), "exempted, and played all the same")
        self.assertEqual(codes - set(elsewhere) - self.played["refusal"], set())

    def test_every_regime_has_its_scenarios(self):
        for regime in REGIMES:
            self.assertTrue(any(name.startswith(f"regime_{regime}") for name in SCENARIOS), regime)
        for name in SCENARIOS:
            if name.startswith("regime_"):
                self.assertTrue(any(name.startswith(f"regime_{regime}") for regime in REGIMES), f"{name}: of which regime?")

    def test_every_complaint_is_held_by_what_the_readme_says(self):
        rows = {int(row[0]): row for row in table("Complaints")}
        self.assertEqual(sorted(rows), list(COMPLAINTS))
        for number, (_, what, here, elsewhere) in rows.items():
            scenarios = {name for name in SCENARIOS if name.startswith(f"complaint_{number}_")}
            self.assertTrue(what)
            self.assertEqual(set(re.findall(r"`(complaint_\w+)`", here)), scenarios, f"complaint {number}")
            self.assert_places(elsewhere)
            self.assertTrue(scenarios or places(elsewhere), f"nothing holds complaint {number}")


if __name__ == "__main__":
    unittest.main()
