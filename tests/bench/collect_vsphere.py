#!/usr/bin/env python3
"""Collecting a vCenter against pyVmomi, the client that people use, making the same retrieval.

usage: collect_vsphere.py BIN_DIRECTORY [--guests N] [--rounds N]

The server is vcsim_host (tests/plugins/vcsim), which cuts its answers into pages as a real vCenter does. Both sides log in, ask for the same
properties of all guests (those that the plugin was seen to ask for) in pages of the same size, and log out. Ours also reads
hosts, clusters, datastores and events, and writes the inventory; pyVmomi's result is read and thrown away.
"""
import argparse
import json
import os
import ssl
import subprocess
import sys
import tempfile

from peers import peer
from side_by_side import compare, seconds

PAGE = 250
USER, PASSWORD = "administrator@vsphere.local", "secret"


def write_site(folder, server):
    site = {"targets": [{"name": "vc", "uri": f"vsphere://127.0.0.1:{server['port']}", "secret": {"env": "VC_PASSWORD"},
                         "options": {"username": USER, "ca_file": server["ca"], "page_size": PAGE}}]}
    path = os.path.join(folder, "site.json")
    with open(path, "w", encoding="utf-8") as out:
        json.dump(site, out)
    return path


def calls_of(log):
    with open(log, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def retrieve_with_pyvmomi(port, authority, paths):
    from pyVim.connect import Disconnect, SmartConnect
    from pyVmomi import vim, vmodl
    context = ssl.create_default_context(cafile=authority)
    service = SmartConnect(host="127.0.0.1", port=int(port), user=USER, pwd=PASSWORD, sslContext=context)
    content = service.RetrieveContent()
    view = content.viewManager.CreateContainerView(content.rootFolder, [vim.VirtualMachine], True)
    traversal = vmodl.query.PropertyCollector.TraversalSpec(name="view", path="view", skip=False, type=vim.view.ContainerView)
    spec = vmodl.query.PropertyCollector.FilterSpec(
        objectSet=[vmodl.query.PropertyCollector.ObjectSpec(obj=view, skip=True, selectSet=[traversal])],
        propSet=[vmodl.query.PropertyCollector.PropertySpec(type=vim.VirtualMachine, pathSet=paths, all=False)])
    page = content.propertyCollector.RetrievePropertiesEx(
        [spec], vmodl.query.PropertyCollector.RetrieveOptions(maxObjects=PAGE))
    count = len(page.objects)
    while page.token:
        page = content.propertyCollector.ContinueRetrievePropertiesEx(page.token)
        count += len(page.objects)
    Disconnect(service)
    return count


def bench(binaries, guests, rounds):
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "calls")
        command = [os.path.join(binaries, "vcsim_host"), "--tls", "--dir", folder, "--vms", str(guests), "--call-log", log,
                   "--clusters", "4", "--hosts-per-cluster", "25", "--front", f"pages={PAGE}"]
        with peer(command) as server:
            site = write_site(folder, server)
            environment = dict(os.environ, VC_PASSWORD=PASSWORD)
            collect = [os.path.join(binaries, "hvcompat"), "collect", "-q", "--site", site,
                       "-o", os.path.join(folder, "fleet.ndjson")]
            seconds(collect, env=environment)
            calls = calls_of(log)
            paths = [call["paths"] for call in calls if call.get("types") == ["VirtualMachine"]][-1]
            them = [sys.executable, os.path.abspath(__file__), "--pyvmomi", str(server["port"]), server["ca"], json.dumps(paths)]
            ours, theirs, ratio = compare(lambda: seconds(collect, env=environment), lambda: seconds(them), rounds)
    print(f"{guests} guests, {len(paths)} properties each, pages of {PAGE}: {len(calls)} calls")
    print(f"hvcompat collect {ours:.2f} s, pyVmomi {theirs:.2f} s (medians of {rounds}); ratio {ratio:.2f}")


def main():
    if sys.argv[1:2] == ["--pyvmomi"]:
        retrieve_with_pyvmomi(sys.argv[2], sys.argv[3], json.loads(sys.argv[4]))
        return
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binaries")
    arguments.add_argument("--guests", type=int, default=10000)
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    bench(given.binaries, given.guests, given.rounds)


if __name__ == "__main__":
    subprocess.run([sys.executable, "-c", "import pyVmomi"], check=True)
    main()
