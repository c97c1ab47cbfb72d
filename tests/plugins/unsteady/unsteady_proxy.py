"""A TCP proxy that delays, cuts off and resets connections at seeded points."""
import random
import socket
import struct
import threading
import time

FAULTS = ("none", "none", "none", "delay", "end", "reset", "stall")


class UnsteadyProxy:
    """Every connection to `port` goes to `target` on this machine; what befalls it is drawn from `seed`, within
    its first `longest` bytes of answers. `only`: always this fault."""

    def __init__(self, target, seed, longest, only=None):
        self.target, self.longest, self.only, self.random = target, longest, only, random.Random(seed)
        self.lock, self.open, self.carried = threading.Lock(), [], 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()
        with self.lock:
            for one in self.open:
                self.close(one)

    @staticmethod
    def close(one):
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        one.close()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            with self.lock:
                fault = self.only or self.random.choice(FAULTS)
                room = self.random.randrange(self.longest)
            try:
                server = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                client.close()
                continue
            with self.lock:
                self.open += [client, server]
            threading.Thread(target=self.carry, args=(client, server, "none", 0), daemon=True).start()
            threading.Thread(target=self.carry, args=(server, client, fault, room), daemon=True).start()

    def carry(self, source, sink, fault, room):
        try:
            while data := source.recv(4096):
                if fault == "delay":
                    time.sleep(0.02)
                elif fault != "none" and len(data) >= room:
                    sink.sendall(data[:room])
                    self.befall(fault, source, sink)
                    return
                room -= len(data)
                with self.lock:
                    self.carried += len(data)
                sink.sendall(data)
        except OSError:
            pass
        self.close(sink)
        self.close(source)

    def befall(self, fault, source, sink):
        if fault == "stall":
            return  # nothing comes any more, and nothing says so
        if fault == "reset":
            sink.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            sink.close()
        else:
            self.close(sink)
        self.close(source)
