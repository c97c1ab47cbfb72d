#!/usr/bin/env python3
"""Holds SECURITY.md to its word: each row of its tables that names tests names some that are there.

usage: check_security.py SOURCE_DIRECTORY

A row's last cell holds paths of files in the tree and names of tests, each in backticks; a test stands in the file that was named
last: `Suite.Name` as TEST, TEST_F or TEST_P, `test_name` as a function of Python. A file that names no tests is a test as a whole.
"""
import pathlib
import re
import sys

SOURCE = pathlib.Path(sys.argv[1])


def is_there(test, text):
    if "." not in test:
        return f"def {test}(" in text
    suite, name = test.split(".")
    return re.search(rf"TEST(_F|_P)?\({suite},\s*{name}\)", text) is not None


def faults_of(cell):
    text, named = None, 0
    for word in re.findall(r"`([^`]+)`", cell):
        named += 1
        if "/" in word:
            path = SOURCE / word
            text = path.read_text(encoding="utf-8") if path.is_file() else None
            if text is None:
                yield f"there is no {word}"
        elif text is None or not is_there(word, text):
            yield f"there is no test {word}"
    if named == 0:
        yield "no test is named"


def rows(document):
    """(line, last cell) of the tables whose last column says what holds the row."""
    held = False
    for number, line in enumerate(document.splitlines(), 1):
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            held = False
        elif cells[-1] == "held by":
            held = True
        elif held and not set(cells[-1]) <= set("-"):
            yield number, cells[-1]


def main():
    document = (SOURCE / "SECURITY.md").read_text(encoding="utf-8")
    checked, failed = 0, False
    for number, cell in rows(document):
        checked += 1
        for fault in faults_of(cell):
            failed = True
            print(f"SECURITY.md:{number}: {fault}")
    print(f"{checked} promises and limits are held by tests that are there")
    if list(faults_of("`tests/docs/check_security.py` `No.SuchTest`")) != ["there is no test No.SuchTest"]:
        sys.exit("the check finds nothing")
    sys.exit(1 if failed or checked < 20 else 0)


main()
