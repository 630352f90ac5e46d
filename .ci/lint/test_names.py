#!/usr/bin/env python3
"""Names of test cases. CTest splits a name at `;` into entries that run nothing and pass, so names keep to [A-Za-z0-9 _.-]."""
import re

import sources

_CASE = re.compile(r"\b(TEST_CASE|TEST_CASE_FIXTURE|TEST_CASE_TEMPLATE|TEST_CASE_TEMPLATE_DEFINE|TEST_SUITE|SCENARIO)\s*\(")
_NAME = re.compile(r'\s*(?:[\w:]+\s*,\s*)?"((?:\\.|[^"\\])*)"\s*([),"*])')


def findings(name, text):
    found = []
    for case in _CASE.finditer(text):
        line = text.count("\n", 0, case.start()) + 1
        match = _NAME.match(text, case.end())
        if not match:
            found.append((line, f"{case.group(1)}: the name is one string literal"))
        elif not re.fullmatch(r"[A-Za-z0-9 _.-]+", match.group(1)):
            found.append((line, f'test name "{match.group(1)}" has characters beyond A-Z a-z 0-9 space _ . -'))
        elif match.group(2) == '"':
            found.append((line, f"{case.group(1)}: the name is one string literal"))
    return found


if __name__ == "__main__":
    sources.report("test names", findings, sources.files("_test.cpp", "_fuzz.cpp"))
