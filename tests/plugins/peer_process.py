"""A server of the tests as a process: the first line of its standard output tells in JSON what a client needs, and it ends when its
standard input does."""
import contextlib
import json
import subprocess
import sys


@contextlib.contextmanager
def started(*command):
    """The process and what it told. A server that tells nothing ends the test with its exit status: it has said why."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        told = server.stdout.readline()
        if told:
            yield server, json.loads(told)
        with contextlib.suppress(OSError):
            server.stdin.close()
        server.wait()
    if not told:
        sys.exit(server.returncode)
