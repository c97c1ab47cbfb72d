#!/usr/bin/env python3
"""How long commands take that answer from what the program carries, beside the start of other programs.

usage: start.py BIN_DIRECTORY [--rounds N]

All are started in turn, `rounds` times; printed are medians in milliseconds. `true` shows what a start costs by itself.
"""
import argparse
import os

from side_by_side import compare_all


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binaries")
    arguments.add_argument("--rounds", type=int, default=51)
    given = arguments.parse_args()
    hvcompat = os.path.join(given.binaries, "hvcompat")
    commands = {"true": ["true"], "hvcompat --version": [hvcompat, "--version"],
                "hvcompat policy list": [hvcompat, "policy", "list"], "virsh --version": ["virsh", "--version"],
                "jq --version": ["jq", "--version"], "python3 --version": ["python3", "--version"]}
    for name, (seconds, ratio, _) in compare_all(commands, given.rounds).items():
        print(f"{name:<22} {1000 * seconds:7.2f} ms {ratio:7.2f} × true")


if __name__ == "__main__":
    main()
