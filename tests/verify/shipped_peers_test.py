#!/usr/bin/env python3
"""The collectors that speak to servers pass the whole conformance kit while they read one: vcsim, and the WS-Management test server.

usage: shipped_peers_test.py HVCOMPAT PLUGINS_DIRECTORY VCSIM_HOST WSMAN_SERVER_DIRECTORY
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "plugins"))
from peer_process import started

PROGRAM, PLUGINS, VCSIM, WSMAN = sys.argv[1:5]
OWN_SECRET = {"long-secret": "the target has secrets of its own, which are not replaced"}
USER, PASSWORD = "reader@vsphere.local", "pass-of-the-lab"


class Shipped(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = holder.name
        os.chmod(self.folder, 0o755)  # Apache's workers are another user

    def verified(self, plugin, target, password):
        site = os.path.join(self.folder, "site.json")
        with open(site, "w", encoding="utf-8") as out:
            json.dump({"targets": [dict(target, name="lab", secret={"env": "LAB_PASSWORD"})]}, out)
        done = subprocess.run([PROGRAM, "plugin", "verify", f"{PLUGINS}/{plugin}.so", "--site", site, "--target", "lab", "--json"],
                              env=dict(os.environ, LAB_PASSWORD=password), stdout=subprocess.PIPE, text=True, check=False, timeout=600)
        return done.returncode, json.loads(done.stdout)

    def assert_passes_all_but(self, skipped, code, certificate):
        told = {check["id"]: f"{check['result']}: {check['detail']}" for check in certificate["checks"] if check["result"] != "passed"}
        self.assertEqual({check: f"skipped: {why}" for check, why in skipped.items()}, told)
        self.assertEqual((0, "passed"), (code, certificate["result"]))

    def test_vmware(self):
        with started(VCSIM, "--tls", "--dir", self.folder, "--user", USER, "--password", PASSWORD, "--scenario", "rich") as (_, server):
            target = {"uri": f"vsphere://127.0.0.1:{server['port']}", "options": {"username": USER, "ca_file": server["ca"]}}
            self.assert_passes_all_but(OWN_SECRET, *self.verified("vmware", target, PASSWORD))

    def test_hyperv(self):
        host = f"{WSMAN}/fixtures/ws2022-de.json"
        with started(sys.executable, "-B", f"{WSMAN}/wsman_server.py", "--host-file", host, "--dir", self.folder) as (_, server), \
             started(sys.executable, "-B", f"{WSMAN}/apache_front.py", "run", os.path.join(self.folder, "front"),
                     "--backend", server["url"], "--mode", "basic") as (_, front):
            target = {"uri": f"hyperv://localhost:{front['port']}",
                      "options": {"username": front["user"], "auth": "basic", "ca_file": front["ca"]}}
            self.assert_passes_all_but(dict(OWN_SECRET, **{"error-texts": "it told no error"}),
                                       *self.verified("hyperv", target, front["password"]))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
