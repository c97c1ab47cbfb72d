#!/usr/bin/env python3
"""Many targets side by side, some of which hang: nobody waits for them longer than was asked for.

usage: collect_parallel.py BIN_DIRECTORY [--targets N] [--hang N] [--guests N] [--deadline SECONDS] [--jobs N]

The good targets are libvirt test drivers with --guests guests each, the others listening sockets that accept and never
answer. Measured: the whole run with --timeout DEADLINE, the run of the good targets alone, and one good target alone. The
run with those that hang must take the deadline and no more than what the good ones take besides; every good target is whole
and every other one is named. Ends with 1 where that is not so.
"""
import argparse
import contextlib
import json
import os
import socket
import subprocess
import tempfile
import time

INCOMPLETE = 4  # the exit code where a target failed


@contextlib.contextmanager
def hanging_port():
    """Connections are taken by the kernel; nobody ever reads them."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as server:
        yield server.getsockname()[1]


def good_target(guests, folder):
    path = os.path.join(folder, "good.xml")
    domains = "".join(f"<domain type='test'><name>vm-{n}</name><memory unit='MiB'>1024</memory><os><type>hvm</type></os></domain>"
                      for n in range(guests))
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"<node>{domains}</node>")
    return f"test://{path}"


def write_site(name, targets, folder):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"targets": targets}, file)
    return path


def collect(given, site, out):
    """Seconds, exit code, and which targets are complete."""
    begin = time.monotonic()
    code = subprocess.run([os.path.join(given.binaries, "hvcompat"), "collect", "-q", "--site", site, "-o", out, "--jobs",
                           str(given.jobs), "--timeout", str(given.deadline)], stderr=subprocess.DEVNULL, check=False).returncode
    took = time.monotonic() - begin
    complete, target = {}, None
    with open(out, encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["record"] == "inventory":
                target = record["target"]
            if record["record"] == "end":
                complete[target] = record.get("complete", True)
    return took, code, complete


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binaries")
    arguments.add_argument("--targets", type=int, default=100)
    arguments.add_argument("--hang", type=int, default=10)
    arguments.add_argument("--guests", type=int, default=20)
    arguments.add_argument("--deadline", type=float, default=5)
    arguments.add_argument("--jobs", type=int, default=100)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, hanging_port() as port:
        uri = good_target(given.guests, folder)
        good = [{"name": f"good-{n}", "uri": uri} for n in range(given.targets - given.hang)]
        hanging = [{"name": f"hangs-{n}", "uri": f"qemu+tcp://127.0.0.1:{port}/system"} for n in range(given.hang)]
        out = os.path.join(folder, "out.ndjson")
        one, _, _ = collect(given, write_site("one.json", good[:1], folder), out)
        alone, code, complete = collect(given, write_site("good.json", good, folder), out)
        if code != 0 or len(complete) != len(good):
            raise SystemExit(f"the good targets alone: exit code {code}, {len(complete)} of {len(good)} inventories")
        took, code, complete = collect(given, write_site("all.json", good + hanging, folder), out)
        lost = [target["name"] for target in good if not complete.get(target["name"])]
        if lost or code != INCOMPLETE or any(complete.get(target["name"]) for target in hanging):
            raise SystemExit(f"exit code {code}, good targets that are not whole: {lost}")
    print(f"one good target {one:.2f} s; {len(good)} good ones {alone:.2f} s; with {given.hang} that hang {took:.2f} s, deadline"
          f" {given.deadline:g} s")
    if took > given.deadline + alone + 1:
        raise SystemExit("those that hang delayed the others")


if __name__ == "__main__":
    main()
