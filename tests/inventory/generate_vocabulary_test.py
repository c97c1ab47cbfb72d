#!/usr/bin/env python3
"""A malformed vocabulary stops the build with a message that says what is wrong."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

GENERATOR = sys.argv.pop(1)
FACT = {"name": "guest.power", "entity": "guest", "origin": "collected", "type": "enum", "values": ["running", "off"],
        "meaning": "whether the guest runs"}


def changed(**members):
    return [{**FACT, **members}]


class Generate(unittest.TestCase):
    def run_on(self, text):
        with tempfile.TemporaryDirectory() as folder:
            source, table, page = (os.path.join(folder, name) for name in ("v.json", "table.cpp", "facts.md"))
            with open(source, "w", encoding="utf-8") as file:
                file.write(text)
            run = subprocess.run([sys.executable, GENERATOR, source, table, page], capture_output=True, text=True)
            return run.returncode, run.stderr.replace(source, "v.json").strip(), os.path.exists(table)

    def assert_refused(self, facts, message):
        self.assertEqual(self.run_on(json.dumps({"facts": facts})), (1, f"v.json: {message}", False))

    def test_good(self):
        self.assertEqual(self.run_on(json.dumps({"facts": [FACT]})), (0, "", True))

    def test_duplicate_fact(self):
        self.assert_refused([FACT, FACT], "fact `guest.power` is declared twice")

    def test_unknown_words(self):
        self.assert_refused(changed(type="flag"), "fact `guest.power`: unknown type `flag`; one of bool, int, number, "
                            "text, slug, enum, version, date, time, list")
        self.assert_refused(changed(entity="vm"),
                            "fact `guest.power`: unknown entity `vm`; one of host, cluster, guest, customer")
        self.assert_refused(changed(origin="plugin"),
                            "fact `guest.power`: unknown origin `plugin`; one of collected, site, derived")
        self.assert_refused(changed(meening="x"), "fact `guest.power`: unknown key `meening`")

    def test_values(self):
        self.assert_refused(changed(values=[]), "fact `guest.power`: an enum needs `values`")
        self.assert_refused(changed(values=["off", "off"]), "fact `guest.power`: the value `off` stands twice")
        self.assert_refused(changed(values=["Off"]), "fact `guest.power`: the value `Off` is no slug")
        self.assert_refused(changed(type="int"), "fact `guest.power`: `values` stand at enums and lists only")

    def test_minimum(self):
        self.assert_refused(changed(minimum=0), "fact `guest.power`: `minimum` is a whole number at an int or number")

    def test_name(self):
        self.assert_refused(changed(name="Power"), "`Power` is no name of a fact: lower-case words separated by dots")

    def test_json(self):
        self.assertEqual(self.run_on('{"facts": [], "facts": []}'),
                         (1, "v.json: the key `facts` stands twice in one object", False))
        self.assertEqual(self.run_on("{"), (1, "v.json: Expecting property name enclosed in double quotes: "
                                            "line 1 column 2 (char 1)", False))


unittest.main()
