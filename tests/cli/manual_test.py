#!/usr/bin/env python3
"""The manual is whole, the same each time, and clean for groff and mandoc.

usage: manual_test.py PROGRAM
"""
import os
import re
import subprocess
import sys
import tempfile
import unittest

from help_tree import read_tree

PROGRAM = sys.argv.pop()
SECTIONS = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "EXAMPLES", "SEE ALSO"]


def run(*words, **environment):
    return subprocess.run(words, capture_output=True, text=True, env={**os.environ, **environment})


def page_name(command):
    return "-".join(("hvcompat",) + command.path) + ".1"


def shown(page):
    """As on a terminal, without emphasis and line breaks."""
    text = run("groff", "-man", "-Tutf8", "-P-cbou", "-rLL=2000n", page).stdout
    return re.sub(r"\s+", " ", text)


class Manual(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tree = read_tree(PROGRAM)
        cls.folder = tempfile.TemporaryDirectory()
        made = run(PROGRAM, "man", cls.folder.name + "/new/man1", SOURCE_DATE_EPOCH="")
        assert (made.returncode, made.stdout, made.stderr) == (0, "", ""), made

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def page(self, command):
        return f"{self.folder.name}/new/man1/{page_name(command)}"

    def read(self, command):
        with open(self.page(command), encoding="ascii") as page:
            return page.read()

    def test_a_page_for_each_command_and_no_other(self):
        self.assertEqual(sorted(os.listdir(self.folder.name + "/new/man1")), sorted(map(page_name, self.tree)))

    def test_sections(self):
        for command in self.tree:
            titles = re.findall(r"^\.SH (.*)$", self.read(command), re.M)
            wanted = [title for title in SECTIONS if title != "EXAMPLES" or "Example" in command.footer or not command.path]
            self.assertEqual([title for title in titles if title in SECTIONS], wanted, command.words)

    def test_every_option_argument_and_command_is_told(self):
        for command in self.tree:
            text = shown(self.page(command))
            for option in command.options:
                label = rf"( |\[=){re.escape(option.label)}" if option.label else ""
                self.assertRegex(text, re.escape(", ".join(option.names)) + label, f"{command.words} {option.names}")
                for value in option.values:
                    self.assertRegex(text, rf"Values: [^.]*\b{re.escape(value)}", f"{command.words} {option.names}")
                self.assertIn(re.sub(r"\s+", " ", option.help.replace("`", "")).strip(), text, command.words)
            for argument in command.arguments:
                self.assertIn(argument, text, command.words)
            for name in command.commands:
                self.assertIn(name, text, command.words)

    def test_groff_warns_of_nothing(self):
        for command in self.tree:
            done = run("groff", "-man", "-ww", "-z", "-Tutf8", self.page(command))
            self.assertEqual((done.returncode, done.stderr), (0, ""), page_name(command))

    def test_mandoc_finds_nothing(self):
        pages = [self.page(command) for command in self.tree]
        done = run("mandoc", "-T", "lint", "-W", "warning", *pages)
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_the_same_bytes_each_time(self):
        with tempfile.TemporaryDirectory() as again:
            run(PROGRAM, "man", again, SOURCE_DATE_EPOCH="")
            for command in self.tree:
                with open(f"{again}/{page_name(command)}", encoding="ascii") as page:
                    self.assertEqual(page.read(), self.read(command))

    def test_the_date_is_given(self):
        with tempfile.TemporaryDirectory() as folder:
            def date(*options, **environment):
                done = run(PROGRAM, "man", folder, *options, **environment)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                with open(f"{folder}/hvcompat.1", encoding="ascii") as page:
                    return re.search(r"^\.TH \S+ 1 (\S+) ", page.read(), re.M).group(1)
            self.assertEqual(date(SOURCE_DATE_EPOCH="0"), "1970-01-01")
            self.assertEqual(date(SOURCE_DATE_EPOCH="951782400"), "2000-02-29")
            self.assertEqual(date("--date", "2027-01-31", SOURCE_DATE_EPOCH="0"), "2027-01-31")

    def test_a_date_that_is_none(self):
        with tempfile.TemporaryDirectory() as folder:
            done = run(PROGRAM, "man", folder, SOURCE_DATE_EPOCH="today")
            self.assertEqual(done.returncode, 2)
            self.assertEqual(done.stderr, "hvcompat: SOURCE_DATE_EPOCH is `today`, no number of seconds since 1970\n")
            self.assertEqual(os.listdir(folder), [])

    def test_a_folder_that_cannot_be_made(self):
        done = run(PROGRAM, "man", "/dev/null/man1")
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr, "hvcompat: cannot make the folder `/dev/null/man1`: not a directory\n")


unittest.main(argv=sys.argv[:1], verbosity=1)
