#!/usr/bin/env python3
"""Judging against what one would write with other tools: the rules of rules.json, the same facts, the same answers.

usage: engines.py BIN_DIRECTORY [--guests N] [--rounds N] [--only-jq]

jq decides them with rules.jq, json-rules-engine (the npm registry's, on Node.js) with rules_engine.mjs. All answers are
compared first: the levels of all guests by count, and of jq guest by guest. Different ones end the bench with 1.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

from side_by_side import compare_all

HERE = os.path.dirname(os.path.abspath(__file__))
ENGINE = "json-rules-engine@7.3.1"
JUDGED = (0, 1, 3)  # the exit codes of a command that did its work


def output_of(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode not in JUDGED:
        raise SystemExit(f"`{' '.join(command)}` ended with {done.returncode}")
    return done.stdout


def evaluate(binaries, fleet, *how):
    return [os.path.join(binaries, "hvcompat"), "evaluate", "-q", fleet, "--policy", "bench", "--policy-path",
            os.path.join(HERE, "rules.json"), "--as-of", "2026-11-26", *how]


def by_jq(fleet, *how):
    return ["jq", "-c", "-n", *how, "-f", os.path.join(HERE, "rules.jq"), fleet]


def check_equal(what, ours, theirs):
    if ours != theirs:
        raise SystemExit(f"{what}: the answers differ: {ours} and {theirs}")
    print(f"{what}: the same answers")


def levels_of_guests(lines):
    """By id; ids of several inventories are told apart by their order."""
    return [(guest["id"], guest["level"]) for guest in map(json.loads, lines) if guest.get("record", "guest") == "guest"]


def check_answers(commands, binaries, fleet):
    ours = json.loads(output_of(commands["hvcompat"]))["summary"]["levels"]
    for name, command in commands.items():
        if name != "hvcompat":
            check_equal(name, ours, json.loads(output_of(command)))
    verdicts = output_of(evaluate(binaries, fleet, "--format", "ndjson")).splitlines()
    check_equal("jq, guest by guest", sorted(levels_of_guests(verdicts)),
                sorted(levels_of_guests(output_of(by_jq(fleet, "--arg", "each", "1")).splitlines())))


def install_engine(folder):
    done = subprocess.run(["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", folder, ENGINE],
                          stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        print(f"{ENGINE} left out: npm cannot install it", file=sys.stderr)
    return done.returncode == 0


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binaries")
    arguments.add_argument("--guests", type=int, default=10_000)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--only-jq", action="store_true")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fleet = os.path.join(folder, "fleet.ndjson")
        with open(fleet, "wb") as file:
            subprocess.run([os.path.join(given.binaries, "fleet_generator"), "--guests", str(given.guests)], stdout=file,
                           check=True)
        commands = {"hvcompat": evaluate(given.binaries, fleet, "--detail", "summary", "--format", "json"), "jq": by_jq(fleet)}
        if not given.only_jq and install_engine(folder):
            commands["json-rules-engine"] = ["node", os.path.join(HERE, "rules_engine.mjs"), folder, fleet]
        check_answers(commands, given.binaries, fleet)
        for name, (seconds, ratio, _) in compare_all(commands, given.rounds, JUDGED).items():
            print(f"{given.guests:>8} guests  {name:<18} {seconds:8.3f} s {ratio:8.2f} × hvcompat", flush=True)


if __name__ == "__main__":
    main()
