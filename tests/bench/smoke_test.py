#!/usr/bin/env python3
"""That the benches still run, on small fleets: what they measure counts when they are run by hand.

usage: smoke_test.py BIN_DIRECTORY
"""
import hashlib
import json
import os
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
BINARIES = sys.argv.pop(1)


def output_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def bench(name, *arguments):
    return output_of(sys.executable, os.path.join(HERE, name), BINARIES, *arguments).decode()


def fleet(guests, *more):
    return output_of(os.path.join(BINARIES, "fleet_generator"), "--guests", str(guests), *more)


class Generator(unittest.TestCase):
    def test_gives_the_same_bytes_for_the_same_options(self):
        first = hashlib.sha256(fleet(2000, "--seed", "5")).digest()
        self.assertEqual(first, hashlib.sha256(fleet(2000, "--seed", "5")).digest())
        self.assertNotEqual(first, hashlib.sha256(fleet(2000, "--seed", "6")).digest())

    def test_every_record_is_read_without_a_complaint(self):
        lines = fleet(2000)
        done = subprocess.run([os.path.join(BINARIES, "hvcompat"), "evaluate", "-", "--detail", "summary", "--format", "json",
                               "--as-of", "2026-11-26"], input=lines, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.stderr, b"")
        report = json.loads(done.stdout)
        self.assertFalse(report["incomplete"])
        self.assertEqual(report["notes"], [])
        self.assertEqual(sum(target["guests"] + target["templates"] for target in report["targets"]), 2000)
        self.assertGreaterEqual(len(report["summary"]["levels"]), 5)
        self.assertEqual(lines.count(b'"record":"guest"'), 2000)


class Benches(unittest.TestCase):
    def test_judge(self):
        told = bench("judge.py", "--guests", "200", "1000", "--rounds", "1")
        for row in ("parse_many", "summary", "summary of zstd", "NDJSON verdicts"):
            self.assertIn(f"     1000  {row} ", told)

    def test_engines_give_the_same_answers(self):
        self.assertIn("jq, guest by guest: the same answers", bench("engines.py", "--guests", "1000", "--rounds", "1", "--only-jq"))

    def test_start(self):
        self.assertIn("hvcompat --version", bench("start.py", "--rounds", "1"))

    def test_collect_libvirt(self):
        told = bench("collect_libvirt.py", "--guests", "20", "--real", "0", "--rounds", "1", "--sample", "1")
        self.assertIn("test driver, 20 guests: 5", told)  # 2 calls a guest, and those of the host

    def test_collect_parallel(self):
        told = bench("collect_parallel.py", "--targets", "6", "--hang", "2", "--guests", "2", "--deadline", "3", "--jobs", "6")
        self.assertRegex(told, r"with 2 that hang [3-9]\.")


if __name__ == "__main__":
    unittest.main()
