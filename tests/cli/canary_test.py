#!/usr/bin/env python3
"""A secret that is put through every way and every form is in nothing that the program writes, and in no process' arguments or
environment but those that hold it by the user's own choice.

usage: canary_test.py PROGRAM FIXTURES [--vcsim VCSIM_HOST] [--wsman WSMAN_SERVER_DIRECTORY]

The plugin `secret-echo` tells its secret in every way that a plugin has; vSphere's and Hyper-V's are the plugins as users run them, against
servers that take the password, do not, are not there, or say nothing.
"""
import base64
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

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "plugins"))
from peer_process import started

PROGRAM, FIXTURES = (os.path.abspath(path) for path in sys.argv[1:3])
PEERS = dict(zip(sys.argv[3::2], map(os.path.abspath, sys.argv[4::2])))
VCSIM, WSMAN = PEERS.get("--vcsim"), PEERS.get("--wsman")
VARIABLE = "HVCOMPAT_CANARY"
FORMS = ["text", "json", "ndjson", "html", "junit", "sarif", "csv", "markdown", "prometheus"]


def spellings(canary, user):
    """A secret as it is, and as JSON, XML, a URL and HTTP spell it."""
    return [canary, json.dumps(canary)[1:-1], canary.replace("&", "&amp;"), urllib.parse.quote(canary, safe=""),
            base64.b64encode(f"{user}:{canary}".encode()).decode(), canary[:13]]


class Watch(threading.Thread):
    """Looks at arguments and environments of all processes below this one while a run goes on."""

    def __init__(self, canary):
        super().__init__(daemon=True)
        self.canary, self.done, self.seen, self.found = canary.encode(), False, set(), []
        self.environments = 0  # of plugins' processes: root alone may read them

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
        if self.canary in command:
            self.found.append(f"arguments: {command!r}")
        if b"internal-collect" not in command:
            return
        environment = (folder / "environ").read_bytes()
        self.environments += 1
        if self.canary in environment:
            self.found.append("environment of a plugin's process")


class Canary(unittest.TestCase):
    canary, user = "c4nary/s3cret+&ü", "administrator@vsphere.local"

    def setUp(self):
        folder = tempfile.TemporaryDirectory(dir="/tmp")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.folder.chmod(0o755)  # Apache's workers pass through it

    def sources(self):
        """The ways by which a target may name its secret, and the environment that each needs."""
        file = self.folder / "secret"
        file.write_text(self.canary + "\n", encoding="utf-8")
        file.chmod(0o600)
        script = self.folder / "command"
        script.write_text(f"#!/bin/sh\ncat '{file}'\n", encoding="utf-8")
        script.chmod(0o700)
        yield "env", {"env": VARIABLE}, {VARIABLE: self.canary}
        yield "file", {"file": str(file)}, {}
        yield "command", {"command": [str(script)]}, {}

    def run_everything(self, target, source, environment, *further):
        """Each command that collects, in every form; what all of it wrote, and what it left in its folder."""
        site = self.folder / "site.json"
        site.write_text(json.dumps({"targets": [{**target, "secret": source}]}), encoding="utf-8")
        work = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        plugins = ["--plugin-path", f"{FIXTURES}/secret_echo.so"]
        formats = [word for form in FORMS for word in ("--format", form, "-o", str(work / f"report.{form}"))]
        commands = [["scan", "--verbose", *formats], ["collect", "--verbose", "-o", str(work / "fleet.ndjson"), "--record", str(work / "recording")],
                    ["target", "check", "--verbose", "--format", "json"]]
        written = b""
        watch = Watch(self.canary)
        watch.start()
        for command in commands:
            ran = subprocess.run([PROGRAM, *command, "--site", str(site), *plugins, *further], capture_output=True, check=False,
                                 env={"PATH": os.environ["PATH"], **environment}, timeout=120)
            self.assertIn(ran.returncode, (0, 1, 3, 4), ran.stderr)
            written += ran.stdout + ran.stderr
        watch.done = True
        watch.join()
        self.assertEqual(watch.found, [])
        self.assertGreater(len(watch.seen), 1, "the watch saw the program and its children")
        if os.geteuid() == 0:
            self.assertGreater(watch.environments, 0)
        for path in sorted(work.rglob("*")):
            if path.is_file():
                written += path.read_bytes()
                if "recording" in path.parts:
                    self.assertEqual(stat.S_IMODE(path.stat().st_mode) & 0o077, 0, path)
        return written

    def expect_free(self, written):
        self.assertGreater(len(written), 1000)
        for spelling in spellings(self.canary, self.user):
            self.assertNotIn(spelling.encode(), written)

    def test_a_plugin_that_tells_its_secret(self):
        for name, source, environment in self.sources():
            with self.subTest(source=name):
                written = self.run_everything({"name": "echo", "uri": "secret-echo://lab"}, source, environment)
                self.expect_free(written)
                self.assertIn(b"***", written, "it was told, and taken out")

    def vsphere(self, *server_options):
        return started(VCSIM, "--tls", "--dir", str(self.folder), "--vms", "2", *server_options)

    def expect_free_of(self, uri, options, *further):
        target = {"name": "lab", "uri": uri, "options": {"username": self.user, **options}}
        _, source, environment = next(self.sources())
        written = self.run_everything(target, source, environment, *further)
        self.expect_free(written)
        return written.decode()

    @unittest.skipUnless(VCSIM, "no vcsim_host")
    def test_vsphere(self):
        for what, server_options, further, told in (
                ("right", ("--password", self.canary), (), '"record":"guest"'), ("wrong", (), (), '"code":"auth"'),
                ("silent", ("--front", "hang-on=Login"), ("--timeout", "2"), '"code":"timeout"')):
            with self.subTest(what), self.vsphere(*server_options) as (_, server):
                written = self.expect_free_of(f"vsphere://127.0.0.1:{server['port']}", {"ca_file": server["ca"]}, *further)
                self.assertIn(told, written)
        with self.subTest("gone"):
            self.assertIn('"code":"unreachable"', self.expect_free_of(f"vsphere://127.0.0.1:{server['port']}", {}))

    @unittest.skipUnless(WSMAN, "no Hyper-V plugin")
    def test_hyperv(self):
        host = self.folder / "host.json"
        with open(host, "w", encoding="utf-8") as out:
            subprocess.run([sys.executable, "-B", f"{WSMAN}/make_host.py", "ws2022-de", "--guests", "2"], stdout=out, check=True)
        with started(sys.executable, "-B", f"{WSMAN}/wsman_server.py", "--host-file", str(host), "--dir", str(self.folder)) as (_, server), \
                started(sys.executable, "-B", f"{WSMAN}/apache_front.py", "run", str(self.folder / "front"), "--backend", server["url"],
                        "--mode", "basic") as (_, front):
            options = {"auth": "basic", "ca_file": front["ca"]}
            for what, password, told in (("right", front["password"], '"record":"guest"'), ("wrong", self.canary, '"code":"auth"')):
                self.user, self.canary = front["user"], password
                with self.subTest(what):
                    self.assertIn(told, self.expect_free_of(f"hyperv://localhost:{front['port']}", options))
        with self.subTest("gone"):
            self.assertIn('"code":"unreachable"', self.expect_free_of(f"hyperv://localhost:{front['port']}", options))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
