#!/usr/bin/env python3
"""Instruction counts of a few commands against a committed baseline: what a busy machine cannot blur.

usage: instructions.py BIN_DIRECTORY [--update] [--only WORD]

Counts under callgrind and prints for each command its instructions and their change against instructions.json. A change is
told, never a failure: this fails where a command fails. --update writes the baseline anew. Counts of one thread repeat
exactly; those of a summary, which threads work at, to about a hundredth. The compiler and the system's libraries count,
too: compare on Debian 12.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
BASELINE = os.path.join(HERE, "instructions.json")
SHOP = os.path.join(SOURCE, "tests", "data", "shop.ndjson")
SHOP_SITE = os.path.join(SOURCE, "tests", "data", "shop.site.json")
LAB = os.path.join(SOURCE, "configs", "examples", "lab")

# Name in the baseline: the command's words. `{work}` is a folder of this run's own.
COMMANDS = {
    "--version": ["--version"],
    "policy list": ["policy", "list", "--as-of", "2026-11-21"],
    "evaluate the lab, summary": ["evaluate", "-q", "{work}/lab.ndjson", "--site", f"{LAB}/lab.site.json", "--as-of", "2026-11-21",
                                  "--detail", "summary", "--format", "json"],
    "evaluate 1,000 guests, summary": ["evaluate", "-q", "{work}/fleet.ndjson", "--as-of", "2026-11-21", "--detail", "summary",
                                       "--format", "json"],
    "evaluate the shop, full": ["evaluate", "-q", SHOP, "--site", SHOP_SITE, "--as-of", "2026-11-21", "--detail", "full",
                                "--format", "json"],
}
JUDGED = (0, 1, 3)  # the exit codes of a command that did its work


def instructions(command):
    """Instructions that the command executes in its own process, the loader's included."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "callgrind")
        done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", f"--log-file={out}.log", *command],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode not in JUDGED:
            raise RuntimeError(f"`{' '.join(command)}` ended with {done.returncode}: {done.stderr}")
        with open(out, encoding="utf-8", errors="replace") as lines:
            return int(re.search(r"^(?:totals|summary): (\d+)", lines.read(), re.MULTILINE)[1])


def change_in_words(count, before):
    return "no baseline" if not before else f"{100 * (count - before) / before:+.1f} %"


def count_all(program, wanted, baseline):
    counts = {}
    with tempfile.TemporaryDirectory() as work:
        with open(os.path.join(work, "fleet.ndjson"), "wb") as fleet:
            subprocess.run([os.path.join(os.path.dirname(program), "fleet_generator"), "--guests", "1000"], stdout=fleet,
                           check=True)
        # Plugins run in processes of their own, which a tool that runs the program in itself cannot start.
        subprocess.run([program, "collect", "-q", f"test://{LAB}/lab.xml", "-o", os.path.join(work, "lab.ndjson")], check=True)
        for name, words in wanted.items():
            counts[name] = instructions([program, *(word.format(work=work) for word in words)])
            print(f"{counts[name]:>14,}  {change_in_words(counts[name], baseline.get(name)):>12}  {name}", flush=True)
    return counts


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binaries")
    arguments.add_argument("--update", action="store_true")
    arguments.add_argument("--only", default="", help="count the commands whose name holds this word")
    given = arguments.parse_args()
    with open(BASELINE, encoding="utf-8") as file:
        baseline = json.load(file)
    wanted = {name: words for name, words in COMMANDS.items() if given.only in name}
    try:
        counts = count_all(os.path.join(given.binaries, "hvcompat"), wanted, baseline)
    except RuntimeError as fault:
        sys.exit(str(fault))
    if given.update:
        with open(BASELINE, "w", encoding="utf-8") as file:
            json.dump(baseline | counts, file, indent=2)
            file.write("\n")


if __name__ == "__main__":
    main()
