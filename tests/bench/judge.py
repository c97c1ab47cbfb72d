#!/usr/bin/env python3
"""Judging saved fleets against reading the same file with simdjson.

usage: judge.py BIN_DIRECTORY [--guests N …] [--rounds N] [--work FOLDER]

For each size a fleet is generated, with its zstd form. Each round runs in turn: simdjson's parse_many (one thread, load
included), `evaluate --detail summary` of the file, and of its zstd form, and `evaluate --format ndjson`, a line of
verdicts for each guest, to /dev/null. Printed: medians, the median of the rounds'
ratios to parse_many, memory a guest over that of the smallest fleet, and time a guest, which shows whether cost is linear.
The files are read once before, so that none comes from the disk.
"""
import argparse
import os
import subprocess
import tempfile

from side_by_side import compare_all

JUDGED = (0, 1, 3)  # the exit codes of a command that did its work


def generate(binaries, guests, folder):
    """The fleet and its zstd form; those that are there already are taken."""
    plain = os.path.join(folder, f"fleet-{guests}.ndjson")
    if not os.path.exists(plain):
        with open(plain + ".new", "wb") as file:
            subprocess.run([os.path.join(binaries, "fleet_generator"), "--guests", str(guests)], stdout=file, check=True)
        os.rename(plain + ".new", plain)
    subprocess.run(["zstd", "-q", "-f", "-3", plain, "-o", plain + ".zst"], check=True)
    return plain


def commands_for(binaries, plain):
    def evaluate(file, *options):
        return [os.path.join(binaries, "hvcompat"), "evaluate", "-q", file, "--as-of", "2026-11-26", *options]

    summary = ("--detail", "summary", "--format", "json")
    return {"parse_many": [os.path.join(binaries, "parse_many"), plain], "summary": evaluate(plain, *summary),
            "summary of zstd": evaluate(plain + ".zst", *summary),
            "NDJSON verdicts": evaluate(plain, "--format", "ndjson", "-o", "/dev/null")}


def bench(binaries, sizes, rounds, folder):
    base = None
    print(f"{'guests':>9}  {'what':<16} {'seconds':>8} {'× parse_many':>13} {'µs/guest':>9} {'bytes/guest':>12}")
    for guests in sizes:
        commands = commands_for(binaries, generate(binaries, guests, folder))
        compare_all(commands, 1, JUDGED)
        for name, (seconds, ratio, memory) in compare_all(commands, rounds, JUDGED).items():
            if name == "summary" and base is None:
                base = memory
            over = f"{(memory - base) / guests:12.0f}" if base is not None and memory > base else f"{'':>12}"
            print(f"{guests:>9}  {name:<16} {seconds:8.3f} {ratio:13.2f} {1e6 * seconds / guests:9.2f} {over}", flush=True)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binaries")
    arguments.add_argument("--guests", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--work", help="keeps the fleets here, and takes those that are here")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench(given.binaries, sorted(given.guests), given.rounds, given.work or folder)


if __name__ == "__main__":
    main()
