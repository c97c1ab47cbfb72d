#!/usr/bin/env python3
"""KB 2956569 from the host's classes to the report, on three hosts that speak three languages.

usage: kb2956569_test.py HVCOMPAT WSMAN_SERVER_DIRECTORY

Each host has four guests with degraded integration services: a Linux that Microsoft lists, one that it doesn't, one that tells nothing of
itself, and a Windows. The hosts come from the fixtures of the WS-Management test server, behind Apache with TLS and Basic.
"""
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import unittest

PROGRAM, SERVER = sys.argv[1], sys.argv[2]
HOSTS = {"ws2012r2-ja": "windows-server-2012-r2", "ws2019-en": "windows-server-2019", "ws2022-de": "windows-server-2022"}
AS_OF = "2023-06-01"  # all three are in their life cycles


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


def target_of(name, front):
    return {"name": name, "uri": f"hyperv://localhost:{front['port']}", "secret": {"env": "HYPERV_PASSWORD"},
            "options": {"username": front["user"], "auth": "basic", "ca_file": front["ca"]}}


def scan(folder):
    targets = []
    with contextlib.ExitStack() as peers:
        for name in HOSTS:
            place = os.path.join(folder, name)
            os.mkdir(place)
            server = peers.enter_context(peer(f"{SERVER}/wsman_server.py", "--host-file", f"{SERVER}/fixtures/{name}.json",
                                              "--dir", place))
            front = peers.enter_context(peer(f"{SERVER}/apache_front.py", "run", os.path.join(place, "front"),
                                             "--backend", server["url"], "--mode", "basic"))
            targets.append(target_of(name, front))
            environment = dict(os.environ, HYPERV_PASSWORD=front["password"])
        site, report = os.path.join(folder, "site.json"), os.path.join(folder, "report.json")
        with open(site, "w", encoding="utf-8") as out:
            json.dump({"targets": targets, "customer": {"support_agreement": "premier"}}, out)
        done = subprocess.run([PROGRAM, "scan", "-q", "--site", site, "--as-of", AS_OF, "--format", "json", "-o", report,
                               "--fail-on", "fail"], env=environment, check=False, timeout=120)
    with open(report, encoding="utf-8") as written:
        return done.returncode, json.load(written)


def area_of(guest, name):
    return next(area for area in guest["areas"] if area["area"] == name)


class Kb2956569(unittest.TestCase):
    def each(self, guest_name):
        for target in HOSTS:
            with self.subTest(host=target):
                guest = GUESTS[target, guest_name]
                self.assertEqual("degraded", guest["facts"]["guest.integration.status"]["value"])
                area = area_of(guest, "integration-services")
                yield target, guest, area, area["packs"][0]

    def test_all_hosts_were_read(self):
        self.assertEqual(1, CODE)  # some other guest is past its life cycle
        self.assertTrue(all(target["complete"] for target in REPORT["targets"]))
        for target, product in HOSTS.items():
            self.assertEqual(product, GUESTS[target, "linux-listed"]["facts"]["host.os.product"]["value"])

    def test_a_listed_linux_is_microsofts(self):
        for target, guest, area, pack in self.each("linux-listed"):
            self.assertEqual(("microsoft", "d1"), (area["level"], pack["rule"]))
            self.assertEqual("explicit" if target == "ws2012r2-ja" else "extrapolated", pack["basis"])
            self.assertEqual(["d3-compatible", "d4-events"], [advice["id"] for advice in guest["advice"]])
            self.assertIn("23014", guest["advice"][1]["text"])
            self.assertIn("event 6", guest["advice"][1]["text"])

    def test_an_unlisted_linux_is_its_vendors_where_the_list_is_complete(self):
        for target, guest, area, pack in self.each("linux-unlisted"):
            if target == "ws2012r2-ja":  # no complete list was read for this host: it may be listed
                self.assertEqual(["microsoft", "vendor"], area["possible"])
                self.assertEqual(["hyperv.guest_listed"], [missing["fact"] for missing in area["missing"]])
            else:
                self.assertEqual(("vendor", "d2", "extrapolated"), (area["level"], pack["rule"], pack["basis"]))
            self.assertEqual([], guest["advice"])

    def test_a_guest_that_tells_nothing_stays_undecided(self):
        for _, guest, area, pack in self.each("unknown-os"):
            self.assertEqual(["microsoft", "vendor", "not-applicable"], area["possible"])
            self.assertIsNone(pack["rule"])
            self.assertEqual("undecided", guest["outcome"])
            self.assertIn("guest.os.product", [missing["fact"] for missing in area["missing"]])
            self.assertTrue(all(missing["reason"] == "agent-off" for missing in area["missing"]))

    def test_a_windows_guest_is_not_excused(self):
        for _, guest, area, _ in self.each("windows-degraded"):
            self.assertEqual("not-applicable", area["level"])
            self.assertEqual(["d5-windows-degraded"], [advice["id"] for advice in guest["advice"]])

    def test_the_hosts_language_changes_nothing(self):
        names = ["guest.os.product", "guest.os.version", "guest.os.source", "guest.integration.status", "guest.power"]
        for name in ("linux-listed", "linux-unlisted", "unknown-os", "windows-degraded"):
            told = [[GUESTS[target, name]["facts"].get(fact, {}).get("value") for fact in names] for target in HOSTS]
            self.assertEqual(told[0], told[1])
            self.assertEqual(told[0], told[2])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="hvcompat-kb2956569-", dir="/tmp") as scratch:
        os.chmod(scratch, 0o755)  # Apache's workers pass through it
        CODE, REPORT = scan(scratch)
    GUESTS = {(guest["target"], guest["name"]): guest for guest in REPORT["guests"]}
    unittest.main(argv=sys.argv[:1])
