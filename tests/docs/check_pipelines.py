#!/usr/bin/env python3
"""Runs the shell parts of the pipelines' examples as their systems would, on the example lab, and checks what they promise.

usage: check_pipelines.py BIN_DIRECTORY SOURCE_DIRECTORY
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import yaml

SOURCE = os.path.abspath(sys.argv.pop())
BINARIES = os.path.abspath(sys.argv.pop())
EXAMPLES = SOURCE + "/configs/examples/pipelines/"
LAB = SOURCE + "/configs/examples/lab/"


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def load_yaml(name):
    """With `on` as a text: YAML 1.1 takes it for true."""
    document = yaml.safe_load(read(EXAMPLES + name))
    return {"on" if key is True else key: value for key, value in document.items()}


class Workspace:
    """A repository as the examples want it: a site file with the lab as its one target."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = self.folder.name
        self.write_site("test://" + LAB + "lab.xml")

    def write_site(self, uri, attest=()):
        site = json.loads(read(LAB + "lab.site.json"))
        site["targets"] = [{"name": "lab", "uri": uri}]
        site["attest"] += attest
        with open(self.path + "/hypervisors.site.json", "w", encoding="utf-8") as file:
            json.dump(site, file)

    def has(self, name):
        return os.path.exists(f"{self.path}/{name}")

    def read(self, name):
        return read(f"{self.path}/{name}")

    def run(self, words, script, **environment):
        done = subprocess.run([*words, script], cwd=self.path, capture_output=True, text=True, stdin=subprocess.DEVNULL,
                              env={"PATH": BINARIES + ":/usr/bin:/bin", "HOME": self.path, "LC_ALL": "C.UTF-8", **environment})
        return done.returncode, done.stdout + done.stderr


class GitHub:
    """The steps of the one job, until one fails; `if: always()` steps are actions, which are not run here.

    As those below: run() gives whether the job passes, whether it warns, and what was said.
    """

    def __init__(self, workspace):
        self.workspace = workspace
        self.steps = load_yaml("github-actions.yml")["jobs"]["scan"]["steps"]

    def run(self):
        outputs, said = {}, ""
        for step in self.steps:
            if "run" not in step:
                continue
            paths = {name: f"{self.workspace.path}/{name}" for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
            open(paths["GITHUB_OUTPUT"], "w", encoding="utf-8").close()
            environment = {name: self.value(text, outputs) for name, text in step.get("env", {}).items()}
            # https://docs.github.com/actions: the shell of a step on Linux that names none.
            code, text = self.workspace.run(["bash", "-e", "-c"], step["run"], **paths, **environment)
            said += text
            for line in read(paths["GITHUB_OUTPUT"]).splitlines():
                name, _, value = line.partition("=")
                outputs[f"steps.{step['id']}.outputs.{name}"] = value
            if code:
                return False, "::warning " in said, said
        return True, "::warning " in said, said

    @staticmethod
    def value(text, outputs):
        def known(match):
            name = match.group(1)
            assert name in outputs or name.split(".")[0] in ("secrets", "vars"), name
            return outputs.get(name, "")
        return re.sub(r"\$\{\{ ([\w.]+) \}\}", known, text)


class GitLab:
    def __init__(self, workspace):
        self.workspace = workspace
        self.job = load_yaml("gitlab-ci.yml")["hypervisor-support"]

    def run(self):
        # Runners join before_script and script, and stop at the first that fails.
        script = "\n".join(self.job["before_script"] + self.job["script"])
        code, said = self.workspace.run(["bash", "-e", "-o", "pipefail", "-c"], script)
        allowed = code in self.job["allow_failure"]["exit_codes"]
        return code == 0 or allowed, allowed, said


class Jenkins:
    def __init__(self, workspace):
        self.workspace = workspace
        self.text = read(EXAMPLES + "Jenkinsfile")
        # In '''…''' Groovy reads a doubled backslash as one.
        self.scripts = [match.replace("\\\\", "\\") for match in re.findall(r"'''(.*?)'''", self.text, re.S)]
        self.decisions = dict(re.findall(r"case (\d): (\w+)", self.text))

    def run(self):
        install, scan = self.scripts
        code, said = self.workspace.run(["sh", "-xe", "-c"], install)
        if code:
            return False, False, said
        code, said = self.workspace.run(["sh", "-xe", "-c"], scan)
        decision = self.decisions.get(str(code), "error")
        return decision in ("break", "unstable"), decision == "unstable", said


def check_xml(text):
    suites = ElementTree.fromstring(text)
    assert suites.tag == "testsuites" and suites.find("testsuite/testcase") is not None, text[:300]


def check_sarif(text):
    log = json.loads(text)
    assert log["version"] == "2.1.0" and log["runs"][0]["tool"]["driver"]["rules"], text[:300]


def check_metrics(text):
    line = r'(# .*|[a-zA-Z_:][a-zA-Z0-9_:]*(\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\.)*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\.)*")*,?\})? [-+.\w]+)'
    wrong = [row for row in text.splitlines() if not re.fullmatch(line, row)]
    assert text.endswith("\n") and not wrong, wrong[:3]
    assert re.search(r"^hvcompat_\w+", text, re.M), text[:300]


FORMS = {
    "report.json": lambda text: json.loads(text)["guests"][0]["name"],
    "report.junit.xml": check_xml,
    "report.sarif": check_sarif,
    "report.html": lambda text: re.match(r"\s*<!doctype html>", text, re.I).group() and text[text.index("</html>"):],
    "report.md": lambda text: re.search(r"^#+ .+", text, re.M).group() and text[text.index("app-legacy"):],
    "metrics.txt": check_metrics,
}


def runs_as_promised(system, promised):
    """The pipeline from its first run on: each row of the README's table."""

    class Runs(unittest.TestCase):
        def setUp(self):
            self.workspace = Workspace()
            self.pipeline = system(self.workspace)

        def tearDown(self):
            self.workspace.folder.cleanup()

        def expect(self, passes, warning=False):
            passed, warned, said = self.pipeline.run()
            self.assertEqual((passed, warned), (passes, warning), said)
            return said

        def give_baseline(self):
            code, said = self.workspace.run(["sh", "-ec"], "hvcompat scan --site hypervisors.site.json --format json -o previous.json")
            self.assertIn(code, (0, 1, 3), said)

        def test_the_first_run_fails_on_every_guest_that_fails_and_leaves_all_files(self):
            self.expect(False)
            for name in promised:
                FORMS[name](self.workspace.read(name))
            self.assertFalse(self.workspace.has("previous.json"))

        def test_what_is_no_worse_than_the_baseline_passes(self):
            self.give_baseline()
            self.expect(True)
            self.assertEqual(self.workspace.read("previous.json"), self.workspace.read("report.json"))

        def test_a_guest_that_became_undecided_is_a_warning(self):
            self.give_baseline()
            self.workspace.write_site("test://" + LAB + "lab.xml", [{"guest": "web-01", "facts": {"guest.role": ["exchange"]}}])
            self.expect(True, warning=True)
            self.assertEqual(self.workspace.read("previous.json"), self.workspace.read("report.json"))

        def test_what_got_worse_fails_again_and_again(self):
            self.give_baseline()
            before = self.workspace.read("previous.json")
            self.workspace.write_site("test://" + LAB + "lab.xml", [
                {"guest": "web-01", "override": True, "facts": {"guest.os.product": "windows-server-2008-r2"}}])
            for _ in range(2):
                self.expect(False)
                self.assertEqual(self.workspace.read("previous.json"), before)

        def test_an_incomplete_run_fails_and_is_no_baseline(self):
            self.give_baseline()
            before = self.workspace.read("previous.json")
            self.workspace.write_site("test:///absent/lab.xml")
            said = self.expect(False)
            self.assertIn("incomplete", said + getattr(self.pipeline, "text", ""))
            self.assertTrue(self.workspace.has("report.json"))
            self.assertEqual(self.workspace.read("previous.json"), before)

        def test_a_bad_site_file_fails(self):
            self.workspace.write_site(7)
            self.expect(False)
            self.assertFalse(self.workspace.has("previous.json"))

    return Runs


REPORTS = ["report.json", "report.junit.xml", "report.sarif", "report.html", "report.md"]
GitHubRuns = runs_as_promised(GitHub, REPORTS)
GitLabRuns = runs_as_promised(GitLab, REPORTS + ["metrics.txt"])
JenkinsRuns = runs_as_promised(Jenkins, REPORTS)


class GitHubSummary(unittest.TestCase):
    def test_the_summary_is_the_report(self):
        workspace = Workspace()
        GitHub(workspace).run()
        self.assertEqual(workspace.read("GITHUB_STEP_SUMMARY"), workspace.read("report.md"))
        workspace.folder.cleanup()


class Prometheus(unittest.TestCase):
    def run_script(self, workspace):
        return workspace.run(["sh"], EXAMPLES + "prometheus-textfile.sh", TEXTFILE_DIRECTORY=workspace.path,
                             HVCOMPAT_SITE=workspace.path + "/hypervisors.site.json")

    def test_metrics_are_written_also_of_an_incomplete_run(self):
        workspace = Workspace()
        for uri in ("test://" + LAB + "lab.xml", "test:///absent/lab.xml"):
            workspace.write_site(uri)
            code, said = self.run_script(workspace)
            self.assertEqual(code, 0, said)
            check_metrics(workspace.read("hvcompat.prom"))
        workspace.folder.cleanup()

    def test_alerts_are_made_of_metrics_that_there_are(self):
        workspace = Workspace()
        self.run_script(workspace)
        metrics = workspace.read("hvcompat.prom")
        workspace.folder.cleanup()
        for rule in load_yaml("prometheus-rules.yml")["groups"][0]["rules"]:
            self.assertEqual(set(rule), {"alert", "expr", "labels", "annotations"})
            for metric, label in re.findall(r"(hvcompat_\w+)(\{[^}]*\})?", rule["expr"]):
                self.assertRegex(metrics, f"(?m)^{metric}{re.escape(label) if label else ''}[ {{]")

    def test_a_bad_site_file_is_a_fault_of_the_job(self):
        workspace = Workspace()
        workspace.write_site(7)
        self.assertEqual(self.run_script(workspace)[0], 2)
        self.assertFalse(workspace.has("hvcompat.prom"))
        workspace.folder.cleanup()


class Install(unittest.TestCase):
    """Where the program is not there, the package is installed: the one command that asks for rights."""

    def check(self, words, script):
        with tempfile.TemporaryDirectory() as folder:
            with open(folder + "/sudo", "w", encoding="utf-8") as file:
                file.write('#!/bin/sh\necho "$*" > "$(dirname "$0")/asked"\nln -s /bin/true "$(dirname "$0")/hvcompat"\n')
            os.chmod(folder + "/sudo", 0o755)
            done = subprocess.run([*words, script], capture_output=True, text=True,
                                  env={"PATH": folder + ":/usr/bin:/bin", "HVCOMPAT_PACKAGE": "/srv/my packages/hvcompat.deb"})
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(read(folder + "/asked"), "apt-get install -y /srv/my packages/hvcompat.deb\n")

    def test_install(self):
        steps = load_yaml("github-actions.yml")["jobs"]["scan"]["steps"]
        self.check(["bash", "-ec"], next(step["run"] for step in steps if step.get("name") == "Install hvcompat"))
        self.check(["bash", "-ec"], "\n".join(load_yaml("gitlab-ci.yml")["hypervisor-support"]["before_script"]))
        self.check(["sh", "-ec"], Jenkins(None).scripts[0])


class Shape(unittest.TestCase):
    """What the systems want of their files, as far as it can be told without them."""

    def test_github(self):
        workflow = load_yaml("github-actions.yml")
        self.assertEqual(set(workflow), {"name", "on", "permissions", "concurrency", "jobs"})
        self.assertRegex(workflow["on"]["schedule"][0]["cron"], r"^(\S+ ){4}\S+$")
        self.assertEqual(workflow["permissions"], {"contents": "read", "security-events": "write"})
        job = workflow["jobs"]["scan"]
        self.assertIn("runs-on", job)
        for step in job["steps"]:
            self.assertEqual(("run" in step) + ("uses" in step), 1, step)
            self.assertLessEqual(set(step), {"name", "id", "if", "env", "run", "uses", "with"}, step)
            self.assertRegex(step.get("uses", "a/b@v1"), r"^[\w-]+/[\w/-]+@v\d+$")
            # An expression in a script is code that others write: values come by the environment.
            self.assertNotIn("${{", step.get("run", ""))
        uploads = {step["uses"].split("@")[0]: step["with"] for step in job["steps"] if "with" in step}
        self.assertEqual(uploads["github/codeql-action/upload-sarif"]["sarif_file"], "report.sarif")
        for name in uploads["actions/upload-artifact"]["path"].split():
            self.assertIn(name, REPORTS)

    def test_gitlab(self):
        pipeline = load_yaml("gitlab-ci.yml")
        job = pipeline["hypervisor-support"]
        self.assertIn(job["stage"], pipeline["stages"])
        self.assertLessEqual(set(job), {"stage", "tags", "timeout", "resource_group", "rules", "cache", "before_script",
                                        "script", "allow_failure", "artifacts"})
        self.assertTrue(all(isinstance(line, str) for line in job["before_script"] + job["script"]))
        self.assertEqual(job["artifacts"]["reports"], {"junit": "report.junit.xml", "metrics": "metrics.txt"})
        self.assertEqual((job["artifacts"]["when"], job["cache"]["when"]), ("always", "always"))

    def test_jenkins(self):
        text = re.sub(r"'''.*?'''|'[^']*'|\"[^\"]*\"|//[^\n]*", "", read(EXAMPLES + "Jenkinsfile"), flags=re.S)
        for opened, closed in ("{}", "()", "[]"):
            self.assertEqual(text.count(opened), text.count(closed))
        self.assertRegex(text, r"^\s*pipeline \{\s*agent \{")
        for section in ("stages {", "post {", "junit testResults:"):
            self.assertIn(section, text)
        self.assertEqual(Jenkins(None).decisions, {"0": "break", "3": "unstable", "1": "error", "4": "error"})

    def test_every_file_is_told_in_the_readme(self):
        told = read(EXAMPLES + "README.md")
        for path in glob.glob(EXAMPLES + "*"):
            if not path.endswith("README.md"):
                self.assertIn(f"]({os.path.basename(path)})", told)


unittest.main(argv=sys.argv[:1], verbosity=1)
