#!/usr/bin/env python3
"""Reading vSphere and Hyper-V over connections that are delayed, cut off, reset or go silent at random points, and from a server that is
killed: the answer is whole and right, or it says that it is not; it comes within the deadline; nothing is made up.

usage: unsteady_test.py PROGRAM vsphere VCSIM_HOST | PROGRAM hyperv WSMAN_SERVER_DIRECTORY
"""
import contextlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from peer_process import started
from unsteady_proxy import UnsteadyProxy

PROGRAM, KIND, PEER = sys.argv[1:4]
SEEDS = range(8)
DEADLINE = 15  # seconds that the program is given, besides those of its grace
GRACE = 10


@contextlib.contextmanager
def vsphere(folder):
    with started(PEER, "--tls", "--dir", folder, "--vms", "60", "--clusters", "2", "--hosts-per-cluster", "3") as (server, told):
        options = {"username": "administrator@vsphere.local", "ca_file": told["ca"], "answer_timeout_s": 2}
        yield server, int(told["port"]), "vsphere://127.0.0.1:{}", options, "secret"


@contextlib.contextmanager
def hyperv(folder):
    fixture = os.path.join(folder, "host.json")
    with open(fixture, "w", encoding="utf-8") as out:
        subprocess.run([sys.executable, "-B", f"{PEER}/make_host.py", "ws2022-de", "--guests", "40"], stdout=out, check=True)
    with started(sys.executable, "-B", f"{PEER}/wsman_server.py", "--host-file", fixture, "--dir", folder) as (server, told), \
            started(sys.executable, "-B", f"{PEER}/apache_front.py", "run", os.path.join(folder, "front"), "--backend", told["url"],
                    "--mode", "basic") as (_, front):
        options = {"username": front["user"], "auth": "basic", "ca_file": front["ca"], "answer_timeout_s": 2}
        yield server, int(front["port"]), "hyperv://localhost:{}", options, front["password"]


def things(lines):
    """The records of guests and hosts, by kind and id."""
    records = [json.loads(line) for line in lines]
    return {(record["record"], record["id"]): record for record in records if record["record"] in ("host", "guest")}


def lost_without_a_reason(record, whole):
    """Facts that a steady connection tells, and that are not there, nor said to be unknown because it broke."""
    reasons = {name: unknown["reason"] for name, unknown in record.get("unknown", {}).items()}
    lost = [name for name in whole["facts"] if name not in record["facts"] and reasons.get(name) not in ("timeout", "error")]
    # The source of others is nothing where there are none; facts outside the vocabulary are left out where nothing tells them.
    return [name for name in lost if name != "guest.os.source" and not name.startswith("x.")]


class Unsteady(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.stack = contextlib.ExitStack()
        cls.addClassCleanup(cls.stack.close)
        cls.folder = cls.stack.enter_context(tempfile.TemporaryDirectory(dir="/tmp"))
        os.chmod(cls.folder, 0o755)  # Apache's workers pass through it
        cls.start_server()
        with UnsteadyProxy(cls.port, 0, 1, only="none") as proxy:
            code, cls.whole, _ = cls.collect(proxy.port)
            cls.bytes = proxy.carried
        assert code == 0 and len(things(cls.whole)) > 40

    @classmethod
    def start_server(cls):
        name = tempfile.mkdtemp(dir=cls.folder)
        os.chmod(name, 0o755)
        cls.server, cls.port, cls.uri, cls.options, cls.password = cls.stack.enter_context(globals()[KIND](name))

    @classmethod
    def begin(cls, port):
        site = pathlib.Path(cls.folder) / f"site-{port}.json"
        target = {"name": "t", "uri": cls.uri.format(port), "secret": {"env": "UNSTEADY_PASSWORD"}, "options": cls.options}
        site.write_text(json.dumps({"targets": [target]}), encoding="utf-8")
        return subprocess.Popen([PROGRAM, "collect", "-q", "--site", str(site), "--timeout", str(DEADLINE)], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, env=dict(os.environ, UNSTEADY_PASSWORD=cls.password))

    @classmethod
    def collect(cls, port):
        with cls.begin(port) as run:
            out, err = run.communicate(timeout=DEADLINE + GRACE)
        return run.returncode, out.splitlines(), err

    def expect_truth(self, code, lines, err):
        self.assertIn(code, (0, 4), err)
        self.assertNotIn(self.password if KIND == "hyperv" else "\0", err + "".join(lines))
        end = json.loads(lines[-1])
        self.assertEqual(end["record"], "end")
        told, whole = things(lines), things(self.whole)
        self.assertLessEqual(set(told), set(whole))
        for thing, record in told.items():
            self.assertEqual(lost_without_a_reason(record, whole[thing]), [], thing)
        if code == 0:
            self.assertTrue(end.get("complete", True))
            self.assertEqual(set(told), set(whole))
            return
        errors = [json.loads(line) for line in lines if json.loads(line)["record"] == "error"]
        self.assertNotEqual(errors, [])
        self.assertFalse(end.get("complete", True))
        for error in errors:
            self.assertNotEqual(error["text"], "")

    def test_connections_that_break_at_random_points(self):
        whole, broken = 0, 0
        for seed in SEEDS:
            with self.subTest(seed=seed), UnsteadyProxy(self.port, seed, self.bytes) as proxy:
                code, lines, err = self.collect(proxy.port)
                self.expect_truth(code, lines, err)
                as_steady = things(lines) == things(self.whole)
                whole, broken = whole + as_steady, broken + (not as_steady)
        self.assertGreater(whole, 0, "no seed spares the connections")
        self.assertGreater(broken, 0, "no seed breaks them")

    def test_a_server_that_is_killed(self):
        with UnsteadyProxy(self.port, 0, 1, only="delay") as proxy, self.begin(proxy.port) as run:
            end = time.monotonic() + DEADLINE
            while proxy.carried < self.bytes // 2 and time.monotonic() < end:
                time.sleep(0.005)
            self.server.kill()
            proxy.__exit__()
            out, err = run.communicate(timeout=DEADLINE + GRACE)
        self.start_server()
        self.assertEqual(run.returncode, 4)
        self.expect_truth(run.returncode, out.splitlines(), err)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
