"""Serves until whoever started us wants the end: by SIGTERM, or by closing our standard input (or dying)."""

import os
import signal
import sys
import threading


def read_to_end(over: threading.Event) -> None:
    # not through sys.stdin: a thread that waits in it cannot be left behind at exit
    while os.read(sys.stdin.fileno(), 4096):
        pass
    over.set()


def set_when_told(over: threading.Event) -> None:
    """To be called before anyone can know that we run."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    threading.Thread(target=read_to_end, args=(over,), daemon=True).start()
