#!/usr/bin/env python3
"""The completion scripts in the real shells, held to what --help tells.

usage: completion_test.py PROGRAM bash|zsh|fish
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

from completion_shells import SHELLS
from help_tree import read_tree

SHELL = sys.argv.pop()
PROGRAM = os.path.abspath(sys.argv.pop())
SITE = {"targets": [{"name": "lab", "uri": "test:///default"}, {"name": "back-yard", "uri": "test:///default"},
                    {"name": "$(touch pwned)", "uri": "test:///default"}]}


def listed(what, *options):
    done = subprocess.run([PROGRAM, "completion", "--list", what, *options], capture_output=True, text=True, check=True)
    return set(done.stdout.split("\n")) - {""}


class Completion(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tree = read_tree(PROGRAM)
        cls.root = cls.tree[0]
        cls.scratch = tempfile.TemporaryDirectory()
        folder = cls.scratch.name
        os.mkdir(folder + "/bin")
        os.symlink(PROGRAM, folder + "/bin/hvcompat")
        os.mkdir(folder + "/work")
        os.mkdir(folder + "/work/folder")
        with open(folder + "/work/file.json", "w", encoding="utf-8") as file:
            file.write("{}")
        with open(folder + "/work/yard.site.json", "w", encoding="utf-8") as file:
            json.dump(SITE, file)
        script = subprocess.run([PROGRAM, "completion", SHELL], capture_output=True, text=True, check=True).stdout
        cls.shell = SHELLS[SHELL](script, folder, PROGRAM)

    @classmethod
    def tearDownClass(cls):
        cls.shell.close()
        cls.scratch.cleanup()

    def offered(self, line):
        return set(self.shell.complete(line))

    def test_commands(self):
        for command in self.tree:
            if command.commands:
                self.assertEqual(self.offered(command.words + " "), set(command.commands), command.words)

    def test_every_option_of_every_command(self):
        for command in self.tree:
            got = self.offered(command.words + " --")
            wanted = {name for name in command.names | self.root.names if name.startswith("--")}
            self.assertEqual(got, wanted, command.words)

    def test_short_options(self):
        for command in self.tree:
            got = {name for name in self.offered(command.words + " -") if not name.startswith("--")}
            wanted = {name for name in command.names | self.root.names if not name.startswith("--")}
            self.assertEqual(got, wanted, command.words)

    def test_every_fixed_set_of_values(self):
        tried = 0
        for command in self.tree:
            for option in command.options:
                if option.values:
                    self.assertEqual(self.offered(f"{command.words} {option.names[-1]} "), set(option.values),
                                     f"{command.words} {option.names}")
                    tried += 1
        self.assertGreater(tried, 5)

    def test_a_value_in_the_word_of_its_option(self):
        got = self.offered("hvcompat scan --format=j")
        self.assertTrue({word.removeprefix("--format=") for word in got} >= {"json"}, got)
        self.assertFalse([word for word in got if not word.removeprefix("--format=").startswith("j")])

    def test_options_of_the_program_behind_a_command(self):
        self.assertEqual(self.offered("hvcompat policy list --color "), {"auto", "always", "never"})
        self.assertEqual(self.offered("hvcompat --color never po"), {"policy"})

    def test_several_values_in_one_word(self):
        got = self.offered("hvcompat scan --fail-on warn,f")
        self.assertEqual({word.rpartition(",")[2] for word in got}, {"fail"})

    def test_files_and_folders(self):
        everything = {"file.json", "folder/", "yard.site.json"}
        for line in ("scan --site ", "evaluate ", "evaluate file.json ", "scan -o ", "scan --plugin-path ", "policy check "):
            self.assertEqual(self.shell.paths("hvcompat " + line), everything, line)
        for line in ("scan --record ", "plugin replay "):
            self.assertEqual(self.shell.paths("hvcompat " + line), {"folder/"}, line)

    def test_nothing_where_nothing_is_known(self):
        for line in ("scan --as-of ", "scan --jobs ", "explain file.json ", "explain file.json web-01 ", "scan "):
            # Behind the last argument zsh offers the options.
            self.assertEqual({word for word in self.offered("hvcompat " + line) if word[0] != "-"}, set(), line)
            self.assertEqual(self.shell.paths("hvcompat " + line), set(), line)

    def test_policies(self):
        policies = listed("policies")
        self.assertIn("kb897615@2023-12-26", policies)
        self.assertEqual(self.offered("hvcompat policy show "), policies)
        self.assertEqual(self.offered("hvcompat scan --policy "), policies)
        self.assertEqual(self.offered("hvcompat policy compare kb897615@2007-11-10 "), policies)
        self.assertEqual(self.shell.line("hvcompat policy show kb841696@"), "hvcompat policy show kb841696@2023-04-07 ")

    def test_profiles(self):
        self.assertEqual(listed("profiles"), {"default", "inventory", "strict"})
        self.assertTrue(self.offered("hvcompat evaluate --profile s") >= {"strict"})

    def test_targets_of_the_site_file(self):
        names = listed("targets", "--site", self.scratch.name + "/work/yard.site.json")
        self.assertEqual(names, {"lab", "back-yard", "$(touch pwned)"})
        for site in ("--site yard.site.json", "--site=yard.site.json", "--site 'yard.site.json'"):
            self.assertEqual(self.offered(f"hvcompat scan {site} "), names, site)
            self.assertEqual(self.offered(f"hvcompat scan {site} l"), {"lab"}, site)
        self.assertFalse(os.path.exists(self.scratch.name + "/work/pwned"))

    def test_a_site_file_that_is_bad_offers_nothing(self):
        self.assertEqual(self.offered("hvcompat scan --site file.json "), set())
        self.assertEqual(self.offered("hvcompat scan --site absent.json "), set())

    def test_words_that_shells_part(self):
        self.assertEqual(self.shell.line("hvcompat scan --format=js"), "hvcompat scan --format=json ")
        self.assertEqual(self.shell.line("hvcompat scan qemu:///system --si").rstrip(" ="), "hvcompat scan qemu:///system --site")
        self.assertEqual(self.shell.line("hvcompat scan --site=ya"), "hvcompat scan --site=yard.site.json ")
        self.assertEqual(self.shell.line("hvcompat scan --site ya"), "hvcompat scan --site yard.site.json ")


unittest.main(argv=sys.argv[:1], verbosity=1)
