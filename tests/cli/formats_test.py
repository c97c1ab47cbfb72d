"""Every form of the report, made by the program and read by tools that are not ours.

JUnit by xmllint with Jenkins' schema and by junitparser, SARIF by jsonschema with the published schema, CSV by Python's
reader, Markdown by cmark-gfm, metrics by Prometheus' own client library. What they read is compared with the JSON report.
usage: formats_test.py PROGRAM SOURCE [--lab]
"""
import csv
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import jsonschema
import junitparser
from prometheus_client.parser import text_string_to_metric_families

LAB = "--lab" in sys.argv
PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
DATA = SOURCE / "tests/data"
FORMS = {"junit": "junit.xml", "sarif": "sarif", "csv": "csv", "markdown": "md", "prometheus": "prom", "json": "json"}
DATE = ["--as-of", "2026-11-20"]
MARKDOWN_ROWS, MARKDOWN_TEXT = 50, 200
NOT_SHOWN = ("pass", "not-applicable")

HOSTILE = ["</testcase>]]>&amp;", "<script>alert(1)</script>", "a|b", "a\\|b", "`tick`", "``", "**bold** _it_ ~~no~~",
           "[link](https://evil.invalid)", "![x](https://evil.invalid/x.png)", "@team", "#12", "www.evil.invalid",
           "https://evil.invalid/", "mail@evil.invalid", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "one\ntwo", "cr\rlf",
           "\"quoted\", and; more", "\u001b[31mred", "nul\u0000", "\u202eright", "\u0085", "- item", "1. item", "# head",
           "&lt;", "\\", "{0}", "$x^2$", " lead", "büro 😀", "n" * 300, "＝1"]


def run(*arguments, given=None):
    ran = subprocess.run([PROGRAM, "-q", *map(str, arguments)], input=given, capture_output=True, text=True, check=False)
    if ran.returncode not in (0, 1, 3, 4):
        raise AssertionError(f"{arguments}: exit code {ran.returncode}: {ran.stderr}")
    return ran


def record(kind, **members):
    return json.dumps({"record": kind, **members})


def hostile_inventory():
    lines = [record("inventory", schema=1, target="t\"|`<@x>\n", uri="test:///x?a=\"<|>", collected_at="2026-11-20T22:42:00Z",
                    plugin={"name": "libvirt", "version": "1.0.0"}),
             record("host", id="h1", name="=h|1`<b>", facts={"hypervisor.family": "kvm"})]
    for number, name in enumerate(HOSTILE):
        product = ["windows-server-2008", "windows-server-2022"][number % 2]
        lines.append(record("guest", id=f"g{number:02}", name=name, host="h1",
                            facts={"guest.os.family": "windows", "guest.os.product": product, "guest.os.source": "agent",
                                   "guest.tags": [name]},
                            unknown={"guest.os.edition": {"reason": "error", "detail": name, "remedy": name}}))
    lines += [record("error", scope="host", id="h1", code="odd|`", text=name, remedy=name) for name in HOSTILE]
    lines.append(record("end", clusters=0, hosts=1, guests=len(HOSTILE), errors=len(HOSTILE)))
    return "\n".join(lines) + "\n"


class Forms:
    """One report in every form, as text, and its JSON as data."""

    def __init__(self, *command, given=None):
        with tempfile.TemporaryDirectory() as folder:
            wanted = []
            for form, ending in FORMS.items():
                wanted += ["--format", form, "-o", f"{folder}/r.{ending}"]
            run(*command, *DATE, *wanted, given=given)
            self.text = {form: self.bytes(f"{folder}/r.{ending}") for form, ending in FORMS.items()}
            for form, ending in FORMS.items():
                if form == "json":
                    continue
                again = f"{folder}/again.{ending}"
                run("report", f"{folder}/r.json", "--format", form, "-o", again)
                if self.bytes(again) != self.text[form]:
                    raise AssertionError(f"{form} of the saved report differs")
        self.json = json.loads(self.text["json"])
        self.guests = self.json["guests"]

    @staticmethod
    def bytes(path):
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()

    def count(self, *outcomes):
        return sum(self.json["summary"]["outcomes"].get(outcome, 0) for outcome in outcomes)

    def shown(self):
        return [guest for guest in self.guests if guest["outcome"] not in NOT_SHOWN]


def shown_name(guest):
    return guest["name"] or guest["id"]


def as_text(text):
    """What XML, CSV and metrics carry of a text."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", "\ufffd", text)


def as_line(text):
    """What Markdown shows of a text."""
    line = re.sub("[\n\r\t]", " ", text).strip(" ")
    line = re.sub("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]", "?", line)
    return line if len(line) <= MARKDOWN_TEXT else line[:MARKDOWN_TEXT - 1] + "…"


class Checks:
    """What holds for each form of any report; `self.forms` is the report."""

    forms: Forms

    def test_junit_is_valid_and_says_the_same(self):
        text = self.forms.text["junit"]
        ran = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", DATA / "schemas/jenkins-junit.xsd", "-"],
                             input=text, capture_output=True, text=True, check=False)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        suites = junitparser.JUnitXml.fromstring(text.encode())
        cases = [case for suite in suites for case in suite]
        self.assertEqual(suites.tests, len(cases))
        kinds = [type(case.result[0]) if case.result else None for case in cases]
        self.assertEqual(suites.failures, kinds.count(junitparser.Failure))
        self.assertEqual(suites.errors, kinds.count(junitparser.Error))
        self.assertGreaterEqual(suites.failures, self.forms.count("fail"))
        self.assertGreaterEqual(kinds.count(junitparser.Skipped) + suites.failures, self.forms.count("undecided"))
        self.assertEqual(suites.errors > 0, self.forms.json["incomplete"])
        self.assertEqual(len({(case.classname, case.name) for case in cases}), len(cases), "names are not unique")
        names = " ".join(case.name for case in cases)
        for guest in self.forms.guests:
            self.assertIn(as_text(shown_name(guest)), names)

    def test_sarif_is_valid_and_says_the_same(self):
        log = json.loads(self.forms.text["sarif"])
        schema = json.loads((DATA / "schemas/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
        jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)
        (sarif,) = log["runs"]
        rules = sarif["tool"]["driver"]["rules"]
        self.assertEqual(len({rule["id"] for rule in rules}), len(rules))
        seen = set()
        for result in sarif["results"]:
            self.assertEqual(rules[result["ruleIndex"]]["id"], result["ruleId"])
            seen.add(tuple(result["partialFingerprints"].values()))
            (location,) = result["locations"]
            self.assertRegex(location["physicalLocation"]["artifactLocation"]["uri"], r"^[!-~]+$")
        self.assertEqual(len(seen), len(sarif["results"]), "fingerprints are not unique")
        self.assertEqual({result["properties"]["guest"] for result in sarif["results"]} >=
                         {guest["id"] for guest in self.forms.shown()}, True)
        (invocation,) = sarif["invocations"]
        self.assertEqual(invocation["executionSuccessful"], not self.forms.json["incomplete"])
        for rule in rules:
            self.assertTrue(rule["help"]["text"] and rule["help"]["markdown"])

    def test_csv_has_every_guest(self):
        rows = list(csv.DictReader(io.StringIO(self.forms.text["csv"], newline=""), strict=True))
        self.assertTrue(self.forms.text["csv"].endswith("\r\n"))
        guests = [row for row in rows if row["record"] == "guest"]
        self.assertEqual([row["id"] for row in guests], [guest["id"] for guest in self.forms.guests])
        for row, guest in zip(guests, self.forms.guests):
            self.assertEqual(row["guest"].removeprefix("'"), as_text(shown_name(guest)))
            self.assertEqual((row["level"], row["outcome"]), (guest["level"], guest["outcome"]))
            self.assertEqual(row["missing"], "; ".join(missing["fact"] for missing in guest["missing"]))
        for row in rows:
            for cell in row.values():
                self.assertNotRegex(cell, r"\A[=+\-@\t\r\n＝＋－＠]")
        others = [row for row in rows if row["record"] != "guest"]
        self.assertEqual(any(row["outcome"] == "error" for row in others), self.forms.json["incomplete"])

    def test_markdown_is_a_table_of_texts(self):
        ran = subprocess.run(["cmark-gfm", "-e", "table", "-e", "strikethrough", "-e", "autolink", "-e", "tagfilter",
                              "-t", "xml"], input=self.forms.text["markdown"], capture_output=True, text=True, check=True)
        tree = ElementTree.fromstring(re.sub(r' xmlns="[^"]*"', "", ran.stdout))
        for markup in ("link", "image", "emph", "strikethrough", "thematic_break", "code_block"):
            self.assertEqual(tree.findall(f".//{markup}"), [], markup)
        for html in tree.findall(".//html_inline"):
            self.assertIn(html.text, ("<code>", "</code>"))
        blocks = "".join(html.text for html in tree.findall(".//html_block"))
        self.assertEqual(blocks.split(), ["<details>", "<summary>Inputs</summary>", "</details>"])
        self.assertEqual(len(tree.findall("heading")), 1)
        rows = [["".join(part.text or "" for part in cell.iter() if part.tag in ("text", "code"))
                 for cell in row.findall("table_cell")] for row in tree.findall(".//table_row")]
        wanted = self.forms.shown()
        self.assertEqual(len(rows), min(len(wanted), MARKDOWN_ROWS))
        names = [as_line(shown_name(guest)) for guest in wanted]
        for row in rows:
            self.assertEqual(len(row), 7)
            self.assertIn(row[0], names)
        self.assertEqual("**Incomplete**" in self.forms.text["markdown"], self.forms.json["incomplete"])

    def test_metrics_say_the_same(self):
        samples = {}
        for family in text_string_to_metric_families(self.forms.text["prometheus"]):
            self.assertEqual(family.type, "gauge")
            self.assertTrue(family.documentation)
            for sample in family.samples:
                key = (sample.name, tuple(sorted(sample.labels.items())))
                self.assertNotIn(key, samples)
                samples[key] = sample.value

        def of(name, **labels):
            return samples[name, tuple(sorted(labels.items()))]

        summary = self.forms.json["summary"]
        for level in ("microsoft", "joint", "investigate", "reproduce-first", "vendor", "not-supported", "not-applicable",
                      "indeterminate"):
            self.assertEqual(of("hvcompat_guests", level=level), summary["levels"].get(level, 0))
        for outcome in ("pass", "warn", "undecided", "fail", "not-applicable", "waived", "error"):
            self.assertEqual(of("hvcompat_guest_outcomes", outcome=outcome), summary["outcomes"].get(outcome, 0))
        self.assertEqual(sum(value for (name, _), value in samples.items() if name == "hvcompat_target_guests"),
                         summary["guests"])
        for missing in summary["missing"]:
            self.assertEqual(of("hvcompat_missing_fact_guests", fact=missing["fact"]), missing["guests"])
        for target in self.forms.json["targets"]:
            self.assertEqual(of("hvcompat_target_complete", target=as_text(target["name"])), target["complete"])
        self.assertEqual(of("hvcompat_report_incomplete"), self.forms.json["incomplete"])


def shop(*more):
    return Forms("evaluate", DATA / "shop.ndjson", "--site", DATA / "shop.site.json", *more)


class Shop(Checks, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.forms = shop()

    def test_golden(self):
        wrong = []
        for form in ("junit", "sarif", "csv", "markdown", "prometheus"):
            path = DATA / f"shop.report.{FORMS[form]}"
            text = re.sub(r"\b[0-9a-f]{64}\b", "(hash)", self.forms.text[form]).replace("\r\n", "\n")
            version = re.escape(self.forms.json["inputs"]["hvcompat"])
            text = re.sub(rf"(?<=[\"`]){version}(?=[\"`])", "(version)", text).replace(str(SOURCE), "(source)")
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                wrong.append(form)
                if os.environ.get("HVCOMPAT_UPDATE_GOLDEN"):
                    path.write_text(text, encoding="utf-8")
        self.assertEqual(wrong, [], "differ from tests/data/shop.report.*; if that is wanted: HVCOMPAT_UPDATE_GOLDEN=1")


class Hostile(Checks, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.forms = Forms("evaluate", "-", given=hostile_inventory())

    def test_every_name_is_there(self):
        self.assertEqual([guest["name"] for guest in self.forms.guests], HOSTILE)


class Nothing(Checks, unittest.TestCase):
    """No guest, no target: it must not read as clean."""

    @classmethod
    def setUpClass(cls):
        cls.forms = Forms("evaluate", "-", given="")


class CutOff(Checks, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        text = (DATA / "shop.ndjson").read_text(encoding="utf-8")
        cls.forms = Forms("evaluate", "-", given=text[:text.index('{"record":"end"')])


class AllPass(Checks, unittest.TestCase):
    """Nothing to report: SARIF without results."""

    @classmethod
    def setUpClass(cls):
        cls.forms = Forms("evaluate", DATA / "linux.ndjson")

    def test_no_findings(self):
        self.assertEqual(json.loads(self.forms.text["sarif"])["runs"][0]["results"], [])


class Waived(Checks, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            site = pathlib.Path(folder) / "site.json"
            site.write_text(json.dumps({"waivers": [{"guest": "old-*", "rule": "a5-lifecycle", "reason": "being replaced",
                                                     "owner": "ops", "expires": "2027-01-31"}]}), encoding="utf-8")
            cls.forms = Forms("evaluate", DATA / "shop.ndjson", "--site", site)

    def test_the_waiver_is_told(self):
        self.assertEqual(self.forms.count("waived"), 1)
        suppressed = [result for result in json.loads(self.forms.text["sarif"])["runs"][0]["results"]
                      if result["suppressions"]]
        self.assertEqual([result["ruleId"] for result in suppressed], ["kb897615/a5-lifecycle"])
        self.assertEqual(suppressed[0]["suppressions"][0]["status"], "accepted")
        self.assertIn("being replaced", suppressed[0]["suppressions"][0]["justification"])
        for form in ("junit", "csv", "markdown"):
            self.assertIn("being replaced", self.forms.text[form])


class Fleet(unittest.TestCase):
    """The table for a ticket is cut, and says so."""

    def test_the_cut_is_counted(self):
        lines = (DATA / "shop.ndjson").read_text(encoding="utf-8").splitlines()
        old = next(json.loads(line) for line in lines if '"old-01"' in line)
        head = [line for line in lines if '"record":"inventory"' in line or '"record":"host"' in line]
        guests = [json.dumps({**old, "id": f"o{number:03}", "name": f"old-{number:03}"}) for number in range(70)]
        text = "\n".join([*head, *guests, record("end", clusters=0, hosts=2, guests=70, errors=0)]) + "\n"
        forms = Forms("evaluate", "-", given=text)
        self.assertIn("… and 20 guests more that do not pass", forms.text["markdown"])


class Wrong(unittest.TestCase):
    def test_forms_that_list_guests_want_them(self):
        ran = subprocess.run([PROGRAM, "evaluate", DATA / "shop.ndjson", "--format", "csv", "--detail", "summary"],
                             capture_output=True, text=True, check=False)
        self.assertEqual(ran.returncode, 2)
        self.assertIn("`--format csv` lists the guests, and `--detail summary` holds none", ran.stderr)

    def test_a_saved_summary_has_none(self):
        saved = run("evaluate", DATA / "shop.ndjson", *DATE, "--format", "json", "--detail", "summary").stdout
        ran = subprocess.run([PROGRAM, "report", "-", "--format", "junit"], input=saved, capture_output=True, text=True,
                             check=False)
        self.assertEqual(ran.returncode, 2)
        self.assertIn("save the report with `--format json --detail verdicts`", ran.stderr)
        for form in ("markdown", "prometheus"):
            self.assertIn("hvcompat", run("report", "-", "--format", form, given=saved).stdout)

    def test_an_unknown_form(self):
        ran = subprocess.run([PROGRAM, "evaluate", DATA / "shop.ndjson", "--format", "pdf"], capture_output=True, text=True,
                             check=False)
        self.assertEqual(ran.returncode, 2)
        for form in FORMS:
            self.assertIn(form, ran.stderr)


if LAB:
    class Lab(Checks, unittest.TestCase):
        @classmethod
        def setUpClass(cls):
            lab = SOURCE / "configs/examples/lab"
            cls.forms = Forms("scan", f"test://{lab}/lab.xml", "--site", lab / "lab.site.json")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
