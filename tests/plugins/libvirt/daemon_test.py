"""A real libvirtd with guests that are off, for tests of what happens on the way to it."""
import json
import os
import subprocess
import sys
import tempfile
import unittest

PROGRAM, LIBVIRTD = sys.argv[1:3]


def domain(number):
    return (f"<domain type='qemu'><name>vm-{number:03}</name><uuid>00000000-0000-4000-8000-{number:012}</uuid><memory unit='MiB'>64</memory>"
            "<vcpu>1</vcpu><os><type arch='x86_64'>hvm</type></os></domain>")


class DaemonTest(unittest.TestCase):
    GUESTS = 0

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(dir="/tmp")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = folder.name
        place = os.path.join(cls.folder, "d")
        started = subprocess.run([LIBVIRTD, "start", place], stdout=subprocess.PIPE, text=True, check=False)
        if started.returncode == 77:
            os._exit(77)
        assert started.returncode == 0
        cls.addClassCleanup(subprocess.run, [LIBVIRTD, "stop", place], check=True)
        cls.uri = started.stdout.strip()
        cls.socket = cls.uri.split("socket=")[1]
        for number in range(cls.GUESTS):
            definition = os.path.join(cls.folder, "guest.xml")
            with open(definition, "w", encoding="utf-8") as out:
                out.write(domain(number))
            subprocess.run(["virsh", "-q", "-c", cls.uri, "define", definition], check=True)

    @classmethod
    def collect(cls, kind, name, options=None):
        """Exit code and records of a collection through a proxy, and the proxy."""
        path, site = os.path.join(cls.folder, name), os.path.join(cls.folder, name + ".json")
        with open(site, "w", encoding="utf-8") as out:
            json.dump({"targets": [{"name": "host", "uri": "qemu:///system?socket=" + path, "options": options or {}}]}, out)
        proxy = kind(path, cls.socket)
        ran = subprocess.run([PROGRAM, "collect", "-q", "--timeout", "30", "--site", site], capture_output=True, text=True, check=False,
                             timeout=60)
        proxy.cut()
        return ran.returncode, [json.loads(line) for line in ran.stdout.splitlines()], proxy


def main():
    unittest.main(argv=sys.argv[:1], warnings="ignore")
