"""The same inputs give the same bytes: run after run, in every form, whatever the time zone, the locale, the folder, the place of
things in memory (which differs from run to run) and the number of targets that are read at a time.

usage: determinism_test.py PROGRAM SOURCE PLUGIN_FOLDER
"""
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM, SOURCE, FIXTURES = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
DATA = SOURCE / "tests/data"
FORMS = ["text", "json", "ndjson", "html", "junit", "sarif", "csv", "markdown", "prometheus"]
RUNS = 100
# Debian's C locales are always there; the program must not look at names of any other either.
PLACES = [{"TZ": "UTC", "LC_ALL": "C"}, {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"}, {"TZ": "America/St_Johns", "LC_ALL": "de_DE.UTF-8"},
          {"TZ": "Asia/Kathmandu", "LANG": "tr_TR.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"}, {"TZ": ":/nowhere", "LC_ALL": "nowhere"}]


def evaluate(folder, environment):
    """The reports of all forms, and of the two ways that hold no guest in memory, as one digest."""
    forms = [word for form in FORMS for word in ("--format", form, "-o", os.path.join(folder, form))]
    digest = hashlib.sha256()
    for way in (forms, ["--format", "ndjson"], ["--format", "json", "--detail", "summary"]):
        ran = subprocess.run([PROGRAM, "evaluate", str(DATA / "shop.ndjson"), "--site", str(DATA / "shop.site.json"), "--as-of", "2026-11-21",
                              "-q", *way], env={"PATH": os.environ["PATH"], **environment}, cwd=folder, check=False, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL)
        digest.update(ran.stdout)
    for form in FORMS:
        digest.update((pathlib.Path(folder) / form).read_bytes())
    return digest.hexdigest()


def without_times(inventories):
    """What was collected, without when and how long."""
    kept = []
    for line in inventories.splitlines():
        record = json.loads(line)
        if record["record"] == "inventory":
            record.pop("collected_at")
            record.pop("seconds")
        kept.append(json.dumps(record))
    return kept


class Determinism(unittest.TestCase):
    def test_a_hundred_runs_in_every_form_and_place(self):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            found = {evaluate((one, two)[run % 2], PLACES[run % len(PLACES)]) for run in range(RUNS)}
            self.assertEqual(len(found), 1)
            # The comparison is one of whole reports: another day must be seen.
            report = (pathlib.Path(one) / "json").read_text(encoding="utf-8")
            self.assertIn('"as_of": "2026-11-21"', report)

    def test_how_many_targets_at_a_time_changes_nothing(self):
        targets = [f"{name}://{number}" for number in range(4) for name in ("good", "slow", "prints")]
        plugins = [argument for name in ("good", "slow", "prints") for argument in ("--plugin-path", str(FIXTURES / f"{name}.so"))]
        found = set()
        for jobs in range(1, 17):
            ran = subprocess.run([PROGRAM, "collect", "-q", *targets, *plugins, "--jobs", str(jobs)], capture_output=True, text=True, check=False)
            self.assertIn(ran.returncode, (0, 4))
            kept = without_times(ran.stdout)
            self.assertEqual([json.loads(line)["target"] for line in kept if json.loads(line)["record"] == "inventory"], targets)
            found.add("\n".join(kept))
        self.assertEqual(len(found), 1)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
