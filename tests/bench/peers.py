"""Servers that a bench is run against, started and ended with it."""
import contextlib
import json
import subprocess


@contextlib.contextmanager
def peer(command):
    """`command` prints one line of JSON when it listens and ends when its stdin is closed."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        yield json.loads(server.stdout.readline())
        server.stdin.close()
