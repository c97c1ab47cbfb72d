#!/usr/bin/env python3
"""Signals and kills at random points of a run, and too few descriptors: nothing is lost, and nothing is left behind.

usage: faults_test.py PROGRAM FIXTURES [CLOCK_BACK_LIBRARY]

The points are seeded; which state of the program they meet differs from run to run, and the promises are the same in each: the old file
is whole, or the new one is; what was gathered is in FILE.partial and says that it is not complete; no process of the run is left.
"""
import json
import os
import pathlib
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM, FIXTURES = (os.path.abspath(path) for path in sys.argv[1:3])
CLOCK_BACK = os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else None
PLUGINS = [argument for name in ("good", "slow", "patient", "deaf") for argument in ("--plugin-path", f"{FIXTURES}/{name}.so")]
PATIENCE = 60  # seconds, only to end a test that would wait for ever
OLD = '{"record":"inventory","schema":1,"target":"old","uri":"good://old"}\n{"record":"end"}\n'


def start(arguments, where, variables=None, **how):
    # Temporary folders of plugins' processes come to stand where nothing may be left.
    return subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
                            env=dict(os.environ, TMPDIR=where, **(variables or {})), **how)


def processes_of(parent):
    """Those that a run of this process number started: supervisors name it, workers descend from them."""
    marker = b"\0internal-collect\0%d\0" % parent
    found = []
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if marker in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def wait_until(condition, what):
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(what)
        time.sleep(0.02)


def is_pending(process, number):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    return bool(int(re.search(r"^ShdPnd:\s*(\w+)", status, re.MULTILINE)[1], 16) >> (number - 1) & 1)


def records_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


class Faults(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.file = self.folder / "fleet.ndjson"
        self.partial = self.folder / "fleet.ndjson.partial"
        self.file.write_text(OLD, encoding="utf-8")

    def collect(self, *targets, jobs=4, timeout=300, **how):
        return start(["collect", *targets, *PLUGINS, "--jobs", str(jobs), "--timeout", str(timeout), "-o", str(self.file), "-q"],
                     str(self.folder), **how)

    def expect_nothing_left(self, process):
        wait_until(lambda: not processes_of(process.pid), f"processes are left: {processes_of(process.pid)}")
        names = sorted(path.name for path in self.folder.iterdir())
        self.assertLessEqual(set(names), {self.file.name, self.partial.name})

    def expect_whole(self, path):
        """Each inventory has its end, and the program reads all of it."""
        records = records_of(path)
        kinds = [record["record"] for record in records]
        self.assertEqual(kinds.count("inventory"), kinds.count("end"))
        judged = subprocess.run([PROGRAM, "evaluate", str(path), "-q"], capture_output=True, text=True, check=False)
        self.assertIn(judged.returncode, (0, 1, 3, 4), judged.stderr)
        self.assertNotIn("lost", judged.stderr)
        return records

    def test_a_signal_at_a_random_point(self):
        seeded = random.Random(20261126)
        interrupted = 0
        begun = time.monotonic()
        with self.collect("good://a", "slow://b", "slow://c", "good://e") as process:
            process.wait(PATIENCE)
        span = max(0.6, 2 * (time.monotonic() - begun))  # on a slow machine the program listens later
        for kind in (signal.SIGINT, signal.SIGTERM):
            for _ in range(10):
                self.file.write_text(OLD, encoding="utf-8")
                self.partial.unlink(missing_ok=True)
                with self.subTest(signal=kind), self.collect("good://a", "slow://b", "slow://c", "patient://d", "good://e") as process:
                    time.sleep(seeded.uniform(0, span))
                    process.send_signal(kind)
                    code = process.wait(PATIENCE)
                self.expect_nothing_left(process)
                self.assertEqual(self.file.read_text(encoding="utf-8"), OLD)
                if code == -kind:  # before the program listens: as of any program
                    self.assertFalse(self.partial.exists())
                    continue
                interrupted += 1
                self.assertEqual(code, 4)
                records = self.expect_whole(self.partial)
                ends = [record for record in records if record["record"] == "end"]
                self.assertEqual(len(ends), 5)
                self.assertIn(False, [end.get("complete", True) for end in ends])
        self.assertGreater(interrupted, 0)

    def seconds_to_end(self, signals):
        """From the first signal on; each is sent when the program has taken the one before."""
        with self.collect("deaf://a") as process:
            wait_until(lambda: self.workers_of(process, "deaf"), "no plugin was started")
            begun = time.monotonic()
            for _ in range(signals):
                process.send_signal(signal.SIGINT)
                wait_until(lambda: not is_pending(process, signal.SIGINT), "the signal is not taken")
            self.assertEqual(process.wait(PATIENCE), 4)
            took = time.monotonic() - begun
        self.expect_nothing_left(process)
        self.expect_whole(self.partial)
        return took

    def test_a_second_signal_ends_at_once(self):
        self.assertLess(self.seconds_to_end(2), self.seconds_to_end(1), "the grace was waited for")

    def test_the_program_is_killed_at_a_random_point(self):
        seeded = random.Random(20261127)
        for _ in range(10):
            self.file.write_text(OLD, encoding="utf-8")
            with self.collect("good://a", "slow://b", "slow://c", "patient://d") as process:
                time.sleep(seeded.uniform(0, 0.6))
                process.kill()
            wait_until(lambda: not processes_of(process.pid), f"processes are left: {processes_of(process.pid)}")
            self.assertEqual(self.file.read_text(encoding="utf-8"), OLD)
        with self.collect("good://a") as process:
            self.assertEqual(process.wait(PATIENCE), 0)
        self.expect_nothing_left(process)  # no temporary of the killed ones either
        self.assertEqual([record["record"] for record in self.expect_whole(self.file)], ["inventory", "host", "guest", "end"])

    def test_a_plugin_process_is_killed(self):
        with self.collect("good://a", "patient://b", "slow://c") as process:
            wait_until(lambda: self.workers_of(process, "patient"), "no worker was started")
            for worker in self.workers_of(process, "patient"):
                os.kill(worker, signal.SIGKILL)
            self.assertEqual(process.wait(PATIENCE), 4)
        self.expect_nothing_left(process)
        targets, told = {}, {}
        for record in self.expect_whole(self.file):
            if record["record"] == "inventory":
                name = record["target"]
            elif record["record"] == "end":
                targets[name] = record.get("complete", True)
            elif record["record"] == "error":
                told[name] = record["text"]
        self.assertEqual(targets, {"good://a": True, "patient://b": False, "slow://c": True})
        self.assertIn("SIGKILL", told["patient://b"])

    @staticmethod
    def workers_of(process, plugin):
        """The workers that have the plugin's file mapped."""
        found = []
        for pid in processes_of(process.pid):
            try:
                maps = pathlib.Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")
            except OSError:
                continue
            if f"/{plugin}.so" in maps:
                found.append(pid)
        return found

    @unittest.skipUnless(CLOCK_BACK, "a library cannot be loaded before the sanitizers")
    def test_a_clock_that_is_set_back(self):
        begun = time.monotonic()
        with self.collect("good://a", "deaf://b", "slow://c", timeout=1.5, variables={"LD_PRELOAD": CLOCK_BACK}) as process:
            self.assertEqual(process.wait(PATIENCE), 4)
        took = time.monotonic() - begun
        self.assertGreater(took, 1.4, "the deadline was waited for")
        self.expect_nothing_left(process)
        heads = [record for record in self.expect_whole(self.file) if record["record"] == "inventory"]
        self.assertEqual([head["target"] for head in heads], ["good://a", "deaf://b", "slow://c"])
        times = [head["collected_at"] for head in heads]
        self.assertEqual(len(set(times)), 3, "the clock was set back between them")
        for head in heads:
            self.assertGreaterEqual(head["seconds"], 0)
            self.assertLess(head["seconds"], took)

    def test_thousands_of_targets_with_few_descriptors(self):
        few = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (48, 48))}
        targets = [f"good://{number}" for number in range(2000)]
        # As slow as the machine is: three times as long as ten times a tenth of them take.
        begun = time.monotonic()
        with self.collect(*targets[:200], jobs=4, **few) as process:
            self.assertEqual(process.wait(), 0)
        patience = max(PATIENCE, 30 * (time.monotonic() - begun))
        for jobs, codes in ((4, (0,)), (64, (4,))):
            with self.subTest(jobs=jobs), self.collect(*targets, jobs=jobs, **few) as process:
                self.assertIn(process.wait(patience), codes)
            self.expect_nothing_left(process)
            records = self.expect_whole(self.file)
            self.assertEqual([record["target"] for record in records if record["record"] == "inventory"], targets)
            missed = [record for record in records if record["record"] == "end" and not record.get("complete", True)]
            errors = [record["text"] for record in records if record["record"] == "error"]
            self.assertEqual(len(missed), len(errors))
            for text in errors:
                self.assertIn("Too many open files", text)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
