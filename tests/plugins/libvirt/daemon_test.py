"""A real libvirtd with guests that are off, for tests of what happens on the way to it."""
import itertools
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


def snapshot(number):
    return ("<domainsnapshot><name>s1</name><state>shutoff</state><creationTime>1700000000</creationTime><memory snapshot='no'/>"
            f"{domain(number)}</domainsnapshot>")


class Daemon:
    """Its even guests have a snapshot each: they are asked for with two calls, the others with one."""

    def __init__(self, folder, name, guests):
        self.folder, self.place, self.runs = folder, os.path.join(folder, name), (f"{name}-{run}" for run in itertools.count())
        started = subprocess.run([LIBVIRTD, "start", self.place], stdout=subprocess.PIPE, text=True, check=False)
        if started.returncode == 77:
            os._exit(77)
        assert started.returncode == 0
        self.uri = started.stdout.strip()
        self.socket = self.uri.split("socket=")[1]
        self.define(range(guests))
        self.virsh(f"snapshot-create vm-{number:03} {self.file('snapshot', number, snapshot)} --redefine" for number in range(0, guests, 2))

    def file(self, kind, number, text_of):
        path = os.path.join(self.folder, f"{kind}-{number}.xml")
        with open(path, "w", encoding="utf-8") as out:
            out.write(text_of(number))
        return path

    def virsh(self, commands):
        subprocess.run(["virsh", "-q", "-c", self.uri, "; ".join(commands)], check=True, stdout=subprocess.DEVNULL)

    def define(self, numbers):
        self.virsh(f"define {self.file('guest', number, domain)}" for number in numbers)

    def undefine(self, numbers):
        self.virsh(f"undefine vm-{number:03}" for number in numbers)

    def stop(self):
        subprocess.run([LIBVIRTD, "stop", self.place], check=True)

    def collect(self, kind, options=None, arguments=(), deadline=30):
        """Exit code and records of a collection through a proxy, and the proxy."""
        name = next(self.runs)
        path, site = os.path.join(self.folder, name), os.path.join(self.folder, name + ".json")
        with open(site, "w", encoding="utf-8") as out:
            json.dump({"targets": [{"name": "host", "uri": "qemu:///system?socket=" + path, "options": options or {}}]}, out)
        proxy = kind(path, self.socket)
        ran = subprocess.run([PROGRAM, "collect", "-q", "--timeout", str(deadline), "--site", site, *arguments], capture_output=True, text=True,
                             check=False, timeout=2 * deadline)
        proxy.cut()
        return ran.returncode, [json.loads(line) for line in ran.stdout.splitlines()], proxy


class DaemonTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(dir="/tmp")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = folder.name

    @classmethod
    def start_daemon(cls, name, guests):
        daemon = Daemon(cls.folder, name, guests)
        cls.addClassCleanup(daemon.stop)
        return daemon


def main():
    unittest.main(argv=sys.argv[:1], warnings="ignore")
