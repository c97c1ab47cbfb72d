#!/usr/bin/env python3
"""A secret that is put through every way and every form is in nothing that the program writes, and in no process' arguments or
environment but those that hold it by the user's own choice.

usage: canary_test.py PROGRAM FIXTURES [VCSIM_HOST]

The plugin `secret-echo` tells its secret in every way that a plugin has; vSphere's is the plugin as users run it, against a server that
takes the password and one that does not.
"""
import contextlib
import json
import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse

PROGRAM, FIXTURES = (os.path.abspath(path) for path in sys.argv[1:3])
VCSIM = os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else None
CANARY = "c4nary/s3cret+&ü"
VARIABLE = "HVCOMPAT_CANARY"
FORMS = ["text", "json", "ndjson", "html", "junit", "sarif", "csv", "markdown", "prometheus"]
# As it is, and as JSON, XML and a URL would spell it.
SPELLINGS = [CANARY, json.dumps(CANARY)[1:-1], CANARY.replace("&", "&amp;"), urllib.parse.quote(CANARY, safe=""), "c4nary/s3cret"]


class Watch(threading.Thread):
    """Looks at arguments and environments of all processes below this one while a run goes on."""

    def __init__(self):
        super().__init__(daemon=True)
        self.done, self.seen, self.found = False, set(), []

    def run(self):
        while not self.done:
            for folder in pathlib.Path("/proc").glob("[0-9]*"):
                with contextlib.suppress(OSError):
                    self.look(folder)
            time.sleep(0.002)

    def look(self, folder):
        command = (folder / "cmdline").read_bytes()
        if b"hvcompat" not in command and b"internal-collect" not in command:
            return
        self.seen.add(folder.name)
        if CANARY.encode() in command:
            self.found.append(f"arguments: {command!r}")
        if b"internal-collect" in command and CANARY.encode() in (folder / "environ").read_bytes():
            self.found.append("environment of a plugin's process")


class Canary(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def sources(self):
        """The ways by which a target may name its secret, and the environment that each needs."""
        file = self.folder / "secret"
        file.write_text(CANARY + "\n", encoding="utf-8")
        file.chmod(0o600)
        script = self.folder / "command"
        script.write_text(f"#!/bin/sh\ncat '{file}'\n", encoding="utf-8")
        script.chmod(0o700)
        yield "env", {"env": VARIABLE}, {VARIABLE: CANARY}
        yield "file", {"file": str(file)}, {}
        yield "command", {"command": [str(script)]}, {}

    def run_everything(self, target, source, environment):
        """Each command that collects, in every form; what all of it wrote, and what it left in its folder."""
        site = self.folder / "site.json"
        site.write_text(json.dumps({"targets": [{**target, "secret": source}]}), encoding="utf-8")
        work = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        plugins = ["--plugin-path", f"{FIXTURES}/secret_echo.so"]
        formats = [word for form in FORMS for word in ("--format", form, "-o", str(work / f"report.{form}"))]
        commands = [["scan", "--verbose", *formats], ["collect", "--verbose", "-o", str(work / "fleet.ndjson"), "--record", str(work / "recording")],
                    ["target", "check", "--verbose", "--format", "json"]]
        written = b""
        watch = Watch()
        watch.start()
        for command in commands:
            ran = subprocess.run([PROGRAM, *command, "--site", str(site), *plugins], capture_output=True, check=False,
                                 env={"PATH": os.environ["PATH"], **environment}, timeout=120)
            self.assertIn(ran.returncode, (0, 1, 3, 4), ran.stderr)
            written += ran.stdout + ran.stderr
        watch.done = True
        watch.join()
        self.assertEqual(watch.found, [])
        self.assertGreater(len(watch.seen), 1, "the watch saw the program and its children")
        for path in sorted(work.rglob("*")):
            if path.is_file():
                written += path.read_bytes()
                if "recording" in path.parts:
                    self.assertEqual(stat.S_IMODE(path.stat().st_mode) & 0o077, 0, path)
        return written

    def expect_free(self, written):
        self.assertGreater(len(written), 1000)
        for spelling in SPELLINGS:
            self.assertNotIn(spelling.encode(), written)

    def test_a_plugin_that_tells_its_secret(self):
        for name, source, environment in self.sources():
            with self.subTest(source=name):
                written = self.run_everything({"name": "echo", "uri": "secret-echo://lab"}, source, environment)
                self.expect_free(written)
                self.assertIn(b"***", written, "it was told, and taken out")

    @unittest.skipUnless(VCSIM, "no vcsim_host")
    def test_vsphere_right_and_wrong(self):
        user = "administrator@vsphere.local"
        for right in (True, False):
            with subprocess.Popen([VCSIM, "--tls", "--dir", str(self.folder), "--vms", "2"] + (["--password", CANARY] if right else []),
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
                told = json.loads(server.stdout.readline())
                target = {"name": "vc", "uri": f"vsphere://127.0.0.1:{told['port']}", "options": {"username": user, "ca_file": told["ca"]}}
                name, source, environment = next(self.sources())
                with self.subTest(right=right):
                    self.expect_free(self.run_everything(target, source, environment))
                server.stdin.close()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
