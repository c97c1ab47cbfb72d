#!/usr/bin/env python3
"""Apache in front of the server: TLS, Basic, Kerberos and NTLM, each through to an Identify and an Enumerate."""

import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from typing import Any

import apache_front
import soap_names as names
from test_client import HERE, IDENTIFY, TYPE, Answer, RunningServer, query

SKIPPED = 77
NOBODY = "/nonexistent/hvcompat"


class RunningFront:
    def __init__(self, backend: str, *arguments: str) -> None:
        self.directory = tempfile.TemporaryDirectory(prefix="hvcompat-front-", dir="/tmp")
        command = [sys.executable, "-B", str(HERE / "apache_front.py"), "run", self.directory.name, "--backend", backend,
                   *arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "the front did not start: see what it said above"
        self.told: dict[str, str] = json.loads(line)

    def end(self) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()
        self.directory.cleanup()


class Front(unittest.TestCase):
    backend: RunningServer

    @classmethod
    def setUpClass(cls) -> None:
        cls.backend = RunningServer(hosts=("ws2022-de",))
        cls.addClassCleanup(cls.backend.__exit__)

    def front(self, *arguments: str) -> dict[str, str]:
        running = RunningFront(self.backend.url, *arguments)
        self.addCleanup(running.end)
        return running.told

    def ask(self, told: dict[str, str], *options: str, content: str = IDENTIFY, **environment: str) -> Answer:
        command = ["curl", "-sS", "--cacert", told["ca"], "-w", "%{stderr}%{http_code}", "-H", f"Content-Type: {TYPE}",
                   "--data-binary", "@-", *options, told["url"]]
        done = subprocess.run(command, input=content.encode(), capture_output=True, check=False, timeout=60,
                              env={"PATH": os.environ["PATH"], "KRB5_CONFIG": told.get("krb5_config", NOBODY),
                                   "KRB5CCNAME": NOBODY, "NTLM_USER_FILE": NOBODY, **environment})
        return Answer(int(done.stderr.decode()[-3:]), done.stdout)

    def check_login(self, told: dict[str, str], *options: str, user: str, **environment: str) -> None:
        answer = self.ask(told, *options, **environment)
        self.assertEqual(answer.status, 200, answer.content)
        self.assertEqual(answer.text(names.IDENTITY, "ProductVendor"), "Microsoft Corporation")
        question = query("SELECT * FROM Msvm_ComputerSystem", most=1000).written()
        answer = self.ask(told, *options, content=question, **environment)
        self.assertGreater(len(answer.items), 20)
        self.assertEqual(self.backend.calls()[-1]["user"], user)

    def check_refused(self, told: dict[str, str], *options: str, **environment: str) -> None:
        self.assertEqual(self.ask(told, *options, **environment).status, 401)

    def test_basic(self) -> None:
        told = self.front("--mode", "basic")
        self.check_login(told, "-u", f"{told['user']}:{told['password']}", user=told["user"])
        self.check_refused(told, "-u", f"{told['user']}:wrong")
        self.check_refused(told)

    def test_negotiate(self) -> None:
        told = self.front("--mode", "negotiate")
        negotiate = ("--negotiate", "-u", ":")
        self.check_login(told, *negotiate, user=f"{told['user']}@{told['realm']}", KRB5CCNAME=told["ccache"])
        self.check_login(told, *negotiate, user=f"{told['ntlm_domain']}\\{told['user']}",
                         NTLM_USER_FILE=told["ntlm_user_file"])
        self.check_refused(told, *negotiate, KRB5CCNAME=told["expired_ccache"])
        self.check_refused(told, *negotiate, NTLM_USER_FILE=self.wrong_ntlm_file(told))
        self.check_refused(told, *negotiate)

    def wrong_ntlm_file(self, told: dict[str, str]) -> str:
        file = Path(told["ntlm_user_file"] + ".wrong")
        file.write_text(f"{told['ntlm_domain']}:{told['user']}:wrong\n")
        return str(file)

    def test_kerberos_alone(self) -> None:
        told = self.front("--mode", "kerberos")
        self.check_login(told, "--negotiate", "-u", ":", user=f"{told['user']}@{told['realm']}", KRB5CCNAME=told["ccache"])
        self.check_refused(told, "--negotiate", "-u", ":", NTLM_USER_FILE=told["ntlm_user_file"])

    def test_ntlm_alone(self) -> None:
        told = self.front("--mode", "ntlm")
        self.check_login(told, "--negotiate", "-u", ":", user=f"{told['ntlm_domain']}\\{told['user']}",
                         NTLM_USER_FILE=told["ntlm_user_file"])
        self.check_refused(told, "--negotiate", "-u", ":", KRB5CCNAME=told["ccache"])

    def test_any(self) -> None:
        told = self.front("--mode", "any")
        principal = f"{told['user']}@{told['realm']}"
        self.check_login(told, "-u", f"{told['user']}:{told['password']}", user=principal)
        self.check_login(told, "--negotiate", "-u", ":", user=principal, KRB5CCNAME=told["ccache"])

    def test_certificates(self) -> None:
        for kind, accepted in (("good", True), ("expired", False), ("wrong-host", False)):
            with self.subTest(kind):
                told = self.front("--mode", "basic", "--certificate", kind)
                login = ("-u", f"{told['user']}:{told['password']}")
                self.assertEqual(self.ask(told, *login).status, 200 if accepted else 0)
                self.assertEqual(self.ask(told | {"ca": told["other_ca"]}, *login).status, 0)
                self.assertEqual(self.fingerprint(told), told["fingerprint"])

    def fingerprint(self, told: dict[str, str]) -> str:
        certificate = ssl.get_server_certificate(("127.0.0.1", int(told["port"])))
        done = subprocess.run(["openssl", "x509", "-noout", "-fingerprint", "-sha256"], input=certificate, text=True,
                              capture_output=True, check=True)
        return done.stdout.strip().partition("=")[2].replace(":", "").lower()

    def test_start_and_stop_leave_nothing(self) -> None:
        directory = Path(tempfile.mkdtemp(prefix="hvcompat-front-", dir="/tmp"))
        self.addCleanup(shutil.rmtree, directory)
        command: list[Any] = [sys.executable, "-B", HERE / "apache_front.py"]
        done = subprocess.run([*command, "start", directory, "--backend", self.backend.url], capture_output=True,
                              stdin=subprocess.DEVNULL, check=True)
        told = json.loads(done.stdout)
        self.check_login(told, "--negotiate", "-u", ":", user=f"{told['user']}@{told['realm']}", KRB5CCNAME=told["ccache"])
        self.assertNotEqual(running_in(directory), [])
        subprocess.run([*command, "stop", directory], check=True)
        self.assertEqual(running_in(directory), [])
        self.assertEqual(self.ask(told).status, 0)


def running_in(directory: Path) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(process / "cwd").startswith(str(directory)):
                found.append(process.name)
        except OSError:
            continue
    return found


def main() -> int:
    apache_front.look_in_sbin()
    absent = apache_front.missing_parts("negotiate") + [each for each in ("curl",) if not shutil.which(each)]
    if absent:
        print(f"SKIPPED: the front was not tested at all, not installed: {', '.join(absent)}", file=sys.stderr)
        return SKIPPED
    return 0 if unittest.main(exit=False).result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
