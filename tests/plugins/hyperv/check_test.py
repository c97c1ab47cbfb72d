#!/usr/bin/env python3
"""`hvcompat target check` of a Hyper-V host: an account with all rights, those that lack some, and those that Kerberos knows.

usage: check_test.py HVCOMPAT WSMAN_SERVER_DIRECTORY

The host comes from a fixture of the WS-Management test server, behind Apache with TLS.
"""
import contextlib
import ctypes
import json
import os
import subprocess
import sys
import tempfile
import unittest

PROGRAM, SERVER = sys.argv[1], sys.argv[2]
LANDLOCK_CREATE_RULESET, ASK_VERSION = 444, 1
KEPT_FROM_WRITING = ctypes.CDLL(None).syscall(LANDLOCK_CREATE_RULESET, None, 0, ASK_VERSION) >= 1


@contextlib.contextmanager
def peer(*command):
    with subprocess.Popen([sys.executable, "-B", *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        told = server.stdout.readline()
        if told:
            yield json.loads(told)
        server.stdin.close()
        server.wait()
    if not told:
        sys.exit(server.returncode)


@contextlib.contextmanager
def host(mode, *denied):
    """What the host's front told of itself, and its folder."""
    with tempfile.TemporaryDirectory(prefix="hvcompat-check-", dir="/tmp") as folder, contextlib.ExitStack() as peers:
        os.chmod(folder, 0o755)  # Apache's workers pass through it
        options = [word for namespace in denied for word in ("--deny", namespace)]
        server = peers.enter_context(peer(f"{SERVER}/wsman_server.py", "--host-file", f"{SERVER}/fixtures/ws2019-en.json", "--dir",
                                          folder, *options))
        yield peers.enter_context(peer(f"{SERVER}/apache_front.py", "run", os.path.join(folder, "front"), "--backend",
                                       server["url"], "--mode", mode)), folder


def answer(front, folder, target, environment):
    """The exit code, and the target of the document."""
    target = {"name": "hv01", "uri": f"hyperv://localhost:{front['port']}", **target}
    target["options"]["ca_file"] = front["ca"]
    site = os.path.join(folder, "site.json")
    with open(site, "w", encoding="utf-8") as out:
        json.dump({"targets": [target]}, out)
    done = subprocess.run([PROGRAM, "target", "check", "-q", "--site", site, "--as-of", "2026-11-20", "--format", "json",
                           "--timeout", "60"], env=dict(os.environ, **environment),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=120)
    assert front["password"] not in done.stdout
    return done.returncode, json.loads(done.stdout)["targets"][0]


def check(*denied, password=None):
    """The same for an account that signs in by Basic."""
    with host("basic", *denied) as (front, folder):
        return answer(front, folder, {"secret": {"env": "HYPERV_PASSWORD"}, "options": {"username": front["user"], "auth": "basic"}},
                      {"HYPERV_PASSWORD": password or front["password"]})


def states_of(target):
    return {right["privilege"].split(":")[0]: right["state"] for right in target["rights"]}


def fact_of(target, name):
    return next(fact for fact in target["facts"] if fact["fact"] == name)


class TargetCheck(unittest.TestCase):
    def test_all_rights(self):
        code, target = check()
        self.assertEqual(3, code)  # nothing is attested
        self.assertEqual((True, True, "lacks"), (target["reached"], target["signed_in"], target["state"]))
        self.assertEqual("has", states_of(target)["read root/virtualization/v2"])
        self.assertFalse(any(fact["supply"] == "rights" for fact in target["facts"]))

    def test_one_namespace_is_refused(self):
        code, target = check("root/cimv2")
        self.assertEqual(3, code)
        vendor = fact_of(target, "host.cpu.vendor")
        self.assertEqual(("rights", 0), (vendor["supply"], vendor["known"]))
        self.assertIn("root/cimv2", vendor["privilege"])
        self.assertEqual(["not-permitted"], [error["code"] for error in target["errors"]])

    def test_no_guest_may_be_seen(self):
        code, target = check("root/virtualization/v2")
        self.assertEqual((3, "untried"), (code, target["state"]))
        self.assertNotEqual("has", states_of(target)["read root/virtualization/v2"])
        self.assertIn("not-permitted", [error["code"] for error in target["errors"]])

    def test_a_wrong_password(self):
        code, target = check(password="guess")
        self.assertEqual((4, "failed"), (code, target["state"]))
        self.assertEqual((True, False), (target["reached"], target["signed_in"]))


class Kerberos(unittest.TestCase):
    """In the plugin's process, which may write no file of the user's."""

    def test_a_ticket_in_a_file_is_used_and_the_file_left_alone(self):
        with host("negotiate") as (front, folder):
            with open(front["ccache"], "rb") as cache:
                before = cache.read()
            code, target = answer(front, folder, {"options": {"auth": "kerberos"}},
                                  {"KRB5_CONFIG": front["krb5_config"], "KRB5CCNAME": "FILE:" + front["ccache"]})
            self.assertEqual((3, True), (code, target["signed_in"]), target["errors"])
            with open(front["ccache"], "rb") as cache:
                self.assertTrue(cache.read() == before or not KEPT_FROM_WRITING)

    def test_a_password(self):
        with host("negotiate") as (front, folder):
            user = f"{front['user']}@{front['realm']}"
            code, target = answer(front, folder, {"secret": {"env": "HYPERV_PASSWORD"}, "options": {"auth": "kerberos", "username": user}},
                                  {"KRB5_CONFIG": front["krb5_config"], "HYPERV_PASSWORD": front["password"]})
            self.assertEqual((3, True), (code, target["signed_in"]), target["errors"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
