"""A real libvirtd with guests that are off, and a proxy before its socket, for tests of what happens on the way."""
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

PROGRAM, LIBVIRTD = sys.argv[1:3]


def domain(number):
    return (f"<domain type='qemu'><name>vm-{number:03}</name><uuid>00000000-0000-4000-8000-{number:012}</uuid><memory unit='MiB'>64</memory>"
            "<vcpu>1</vcpu><os><type arch='x86_64'>hvm</type></os></domain>")


class Proxy:
    """UNIX socket to UNIX socket. Subclasses meddle with connections, which are numbered from 0, and with what libvirtd answers."""

    def __init__(self, path, server):
        self.server, self.ends, self.connections, self.lock = server, [], 0, threading.Lock()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen()
        threading.Thread(target=self.accept, daemon=True).start()

    def takes(self, _connection):
        """False: it is left open, and nothing comes of it. None: it is closed."""
        return True

    def passes(self, _connection, _answer):
        """False: the connection is cut."""
        return True

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                number, self.connections = self.connections, self.connections + 1
                self.ends.append(client)
                takes = self.takes(number)
                if takes is None:
                    client.shutdown(socket.SHUT_RDWR)
                if not takes:
                    continue
                server = socket.socket(socket.AF_UNIX)
                server.connect(self.server)
                self.ends.append(server)
                for source, sink, answers in ((client, server, False), (server, client, True)):
                    threading.Thread(target=self.carry, args=(number, source, sink, answers), daemon=True).start()

    def carry(self, number, source, sink, answers):
        with contextlib.suppress(OSError):
            while data := source.recv(4096):
                if answers and not self.passes(number, data):
                    break
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut(self):
        """Every connection, and none is taken any more."""
        for end in [*self.ends, self.listener]:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


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
