#!/usr/bin/env python3
"""The machinery around the mistakes, tried on sources and simulations that are none."""
import pathlib
import stat
import tempfile
import unittest

import mistake
import table

HEAD = "It is wrong.\n\nin a/b.cpp\n"


class Planting(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = pathlib.Path(folder.name) / "it.mistake"

    def read(self, text):
        self.file.write_text(text)
        return mistake.read(self.file)

    def test_says_what_is_wrong_and_where(self):
        planted = self.read(HEAD + "find\nx\nput\ny\nend\n")
        self.assertEqual((planted.name, planted.sentence, planted.source), ("it", "It is wrong.", "a/b.cpp"))

    def test_several_edits_each_of_several_lines(self):
        planted = self.read(HEAD + "find\n  b\n  c\nput\n  d\nend\n\nfind\na\nput\ne\nf\nend\n")
        self.assertEqual(planted.plant("a\n  b\n  c\ng\n"), "e\nf\n  d\ng\n")

    def test_lines_are_left_out_whole(self):
        self.assertEqual(self.read(HEAD + "find\nb\nput\nend\n").plant("a\nb\nc\n"), "a\nc\n")

    def test_within_a_line(self):
        self.assertEqual(self.read(HEAD + "find\n < \nput\n > \nend\n").plant("if (a < b)\n"), "if (a > b)\n")

    def test_a_text_that_is_not_there_or_there_twice(self):
        planted = self.read(HEAD + "find\nx\nput\ny\nend\n")
        for source in ("a\n", "x\nx\n"):
            with self.assertRaisesRegex(mistake.Unusable, "a/b.cpp has to hold its text exactly once, not [02] times: x"):
                planted.plant(source)

    def test_an_edit_is_not_looked_for_in_what_another_one_put(self):
        planted = self.read(HEAD + "find\na\nput\nb\nend\nfind\nb\nput\nc\nend\n")
        self.assertEqual(planted.plant("a b"), "b c")

    def test_texts_that_overlap(self):
        with self.assertRaisesRegex(mistake.Unusable, "overlap"):
            self.read(HEAD + "find\nab\nput\nx\nend\nfind\nbc\nput\ny\nend\n").plant("abc")

    def test_a_change_that_is_none(self):
        with self.assertRaisesRegex(mistake.Unusable, "changes nothing"):
            self.read(HEAD + "find\nx\nput\nx\nend\n").plant("x\n")

    def test_files_that_are_no_mistakes(self):
        for text in ("", "no sentence\nin a\nfind\nx\nput\nend\n", HEAD, HEAD + "find\nput\nx\nend\n", HEAD + "find\nx\nput\ny\n",
                     HEAD + "found\nx\n"):
            with self.assertRaises(mistake.Unusable):
                self.read(text)


class Finding(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.build = pathlib.Path(folder.name)
        self.program("bin/luot-simulation", "exit 0")

    def program(self, name, then):
        """A simulation that takes --seeds A..B --brief: `then` is a script in which $seed is each in turn."""
        file = self.build / name
        file.parent.mkdir(exist_ok=True)
        file.write_text('#!/bin/sh\nrange=$2\nfor seed in $(seq "${range%..*}" "${range#*..}"); do\n' + then + "\ndone\n")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)

    def find(self, then, seeds=30):
        self.program("mistakes/simulation-with-it", then)
        return table.find(self.build / "mistakes", "it", seeds)

    def test_none_of_the_seeds_fails(self):
        self.assertIsNone(self.find(":"))

    def test_the_first_seed_that_fails(self):
        self.assertEqual(self.find('[ $seed -lt 17 ] || { echo "seed $seed: call order: H001 was called"; exit 1; }'),
                         (17, "call order", "H001 was called"))

    def test_a_seed_beyond_those_that_are_tried(self):
        self.assertIsNone(self.find('[ $seed -lt 31 ] || { echo "seed $seed: x: y"; exit 1; }'))

    def test_an_assertion(self):
        self.assertEqual(self.find('[ $seed -lt 14 ] || { echo "bug: it cannot be" >&2; kill -ABRT $$; }'),
                         (14, "assertion", "it cannot be"))

    def test_an_assertion_that_the_simulation_speaks_of(self):
        self.assertEqual(self.find('echo "bug: it cannot be" >&2; echo "seed $seed: assertion: the process ended"; exit 1'),
                         (1, "assertion", "it cannot be"))

    def test_a_crash(self):
        self.assertEqual(self.find("[ $seed -lt 5 ] || kill -SEGV $$")[:2], (5, "crash"))

    def test_a_simulation_that_fails_without_the_mistake(self):
        self.program("bin/luot-simulation", '[ $seed -ne 3 ] || { echo "seed 3: order: it is wrong itself"; exit 1; }')
        with self.assertRaisesRegex(table.Broken, "seed 3 fails without the mistake too"):
            self.find('[ $seed -lt 3 ] || { echo "seed $seed: order: it is wrong"; exit 1; }')

    def test_a_simulation_that_names_no_seed(self):
        with self.assertRaisesRegex(table.Broken, "names no seed: what"):
            self.find("echo what; exit 1")


if __name__ == "__main__":
    unittest.main()
