#!/usr/bin/env python3
"""A connection to a real libvirtd that is lost at random points of a scan: the guests that were read are kept, and the rest is said to
be missing, with exit code 4.

usage: lost_connection_test.py HVCOMPAT PRIVATE_LIBVIRTD_SH
"""
import contextlib
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

PROGRAM, LIBVIRTD = sys.argv[1:3]
GUESTS = 40
ENDLESS = 1 << 40  # bytes


def domain(number):
    return (f"<domain type='qemu'><name>vm-{number:02}</name><uuid>00000000-0000-4000-8000-{number:012}</uuid><memory unit='MiB'>64</memory>"
            "<vcpu>1</vcpu><os><type arch='x86_64'>hvm</type></os></domain>")


class CuttingProxy:
    """UNIX socket to UNIX socket; after so many bytes of answers every connection is cut, and none is taken any more."""

    def __init__(self, path, server, most):
        self.server, self.most, self.carried, self.ends = server, most, 0, []
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen()
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self.server)
                self.ends += [client, server]
                threading.Thread(target=self.carry, args=(client, server, False), daemon=True).start()
                threading.Thread(target=self.carry, args=(server, client, True), daemon=True).start()

    def carry(self, source, sink, counted):
        with contextlib.suppress(OSError):
            while data := source.recv(4096):
                self.carried += len(data) if counted else 0
                if self.carried > self.most:
                    return self.cut()
                sink.sendall(data)

    def cut(self):
        for end in [*self.ends, self.listener]:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


class LostConnection(unittest.TestCase):
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
        uri = started.stdout.strip()
        cls.socket = uri.split("socket=")[1]
        for number in range(GUESTS):
            definition = os.path.join(cls.folder, "guest.xml")
            with open(definition, "w", encoding="utf-8") as out:
                out.write(domain(number))
            subprocess.run(["virsh", "-q", "-c", uri, "define", definition], check=True)
        code, cls.whole, cls.bytes = cls.collect("whole", ENDLESS)
        assert code == 0

    @classmethod
    def collect(cls, name, most):
        path = os.path.join(cls.folder, name)
        proxy = CuttingProxy(path, cls.socket, most)
        ran = subprocess.run([PROGRAM, "collect", "-q", "--timeout", "30", "qemu:///system?socket=" + path], capture_output=True, text=True,
                             check=False, timeout=60)
        proxy.cut()
        return ran.returncode, [json.loads(line) for line in ran.stdout.splitlines()], proxy.carried

    def test_at_random_points(self):
        whole = {record["id"]: record for record in self.whole if record["record"] == "guest"}
        self.assertEqual(len(whole), GUESTS)
        seeded, in_the_middle = random.Random(20261126), 0
        for point in range(12):
            with self.subTest(point=point):
                code, records, _ = self.collect(f"cut-{point}", seeded.randrange(self.bytes))
                self.assertEqual(code, 4)
                self.assertIs(records[-1].get("complete"), False)
                errors = [record for record in records if record["record"] == "error"]
                self.assertEqual([error["scope"] for error in errors], ["target"])
                guests = {record["id"]: record for record in records if record["record"] == "guest"}
                self.assertLess(len(guests), GUESTS)
                for uuid, guest in guests.items():
                    self.assertEqual(guest["facts"], whole[uuid]["facts"], "a guest that was read is as it is")
                in_the_middle += 0 < len(guests)
                if guests:
                    self.assertIn(f"after {len(guests)} of {GUESTS} guests", errors[0]["text"])
        self.assertGreater(in_the_middle, 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
