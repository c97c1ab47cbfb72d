"""What stands between a client and the UNIX socket of a libvirtd."""
import contextlib
import socket
import threading
import time


class Proxy:
    """UNIX socket to UNIX socket. Subclasses meddle with connections, which are numbered from 0, and with what libvirtd answers."""

    def __init__(self, path, server):
        self.server, self.ends, self.connections, self.lock = server, [], 0, threading.Lock()
        self.answers = []  # pieces of them by connection
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen()
        threading.Thread(target=self.accept, daemon=True).start()

    def takes(self, _connection):
        """False: it is left open, and nothing comes of it. None: it is closed."""
        return True

    def server_of(self, _connection):
        return self.server

    def passes(self, _connection, _answer):
        """False: the connection is cut."""
        return True

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                number, self.connections = self.connections, self.connections + 1
                self.ends.append(client)
                self.answers.append(0)
                takes = self.takes(number)
                if takes is None:
                    client.shutdown(socket.SHUT_RDWR)
                if not takes:
                    continue
                server = socket.socket(socket.AF_UNIX)
                server.connect(self.server_of(number))
                self.ends.append(server)
                for source, sink, answers in ((client, server, False), (server, client, True)):
                    threading.Thread(target=self.carry, args=(number, source, sink, answers), daemon=True).start()

    def carry(self, number, source, sink, answers):
        with contextlib.suppress(OSError):
            while data := source.recv(4096):
                if answers:
                    self.answers[number] += 1
                    if not self.passes(number, data):
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


class Slow(Proxy):
    """A host far away. A test may have connections opened at once, to be sure that further ones pay."""

    DELAY = 0.005
    AT_ONCE = 0  # so many pieces of each connection

    def passes(self, connection, _answer):
        if self.answers[connection] > self.AT_ONCE:
            time.sleep(self.DELAY)
        return True
