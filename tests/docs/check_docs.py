#!/usr/bin/env python3
"""Holds documents to their word: runs the console blocks of a Markdown file and compares what they print.

usage: check_docs.py FILE.md BIN_DIRECTORY SOURCE_DIRECTORY [PEER ARGUMENT...]

- A block opened by ```console holds commands behind "$ " (a trailing backslash continues on the next line) and their output.
  A line "…" in the output stands for any lines; "…" inside a line for any text.
- A block opened by ```json file=NAME (or text, c, cpp) is written to NAME first, in the order of the document.
- A block opened by ```console skip=REASON is not run; the reasons are listed.
Commands run in one scratch directory with BIN_DIRECTORY first in PATH, the source tree as $SRC, TZ and locale fixed.
PEER is a server for the document: started in the scratch directory, it prints one line of JSON when it listens, whose members the
commands have as $PEER_NAME, and ends when its stdin is closed.
"""
import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile


def blocks(text):
    for match in re.finditer(r"^```(\S+)([^\n]*)\n(.*?)^```$", text, re.M | re.S):
        options = dict(re.findall(r"(\w+)=(\S+)", match.group(2)))
        yield match.group(1), options, match.group(3), text.count("\n", 0, match.start()) + 2


def commands(body, first_line):
    current = None
    for number, line in enumerate(body.split("\n")[:-1], first_line):
        if current and current["open"]:
            current["command"] += "\n" + line
            current["open"] = line.endswith("\\")
        elif line.startswith("$ "):
            if current:
                yield current
            current = {"command": line[2:], "expected": [], "line": number, "open": line.endswith("\\")}
        elif current:
            current["expected"].append(line)
    if current:
        yield current


def matches(expected, got):
    pattern = ""
    for line in expected:
        if line == "…":
            pattern += r"(?:[^\n]*\n)*"
        else:
            pattern += r"[^\n]*".join(re.escape(part) for part in line.split("…")) + "\n"
    return re.fullmatch(pattern, got) is not None


@contextlib.contextmanager
def peer(command, scratch):
    if not command:
        yield {}
        return
    with subprocess.Popen(command, cwd=scratch, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        told = json.loads(server.stdout.readline())
        yield {"PEER_" + name.upper(): str(value) for name, value in told.items()}
        server.stdin.close()


def main():
    document, binaries, source = sys.argv[1], os.path.abspath(sys.argv[2]), os.path.abspath(sys.argv[3])
    text = open(document, encoding="utf-8").read()
    ran = failed = skipped = 0
    with tempfile.TemporaryDirectory() as scratch, peer(sys.argv[4:], scratch) as told:
        environment = dict(os.environ, **told, SRC=source, TZ="UTC", LC_ALL="C.UTF-8", NO_COLOR="1",
                           PATH=binaries + os.pathsep + os.environ["PATH"])
        for kind, options, body, line in blocks(text):
            if "file" in options:
                path = os.path.join(scratch, options["file"])
                os.makedirs(os.path.dirname(path), exist_ok=True)
                open(path, "w", encoding="utf-8").write(body)
                continue
            if kind != "console":
                continue
            if "skip" in options:
                skipped += 1
                print(f"{document}:{line}: not run: {options['skip']}")
                continue
            for entry in commands(body, line):
                done = subprocess.run(["bash", "-c", entry["command"]], cwd=scratch, env=environment, timeout=300,
                                      stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                      text=True)
                ran += 1
                got = "\n".join(part.rstrip() for part in done.stdout.split("\n"))
                if not matches(entry["expected"], got):
                    failed += 1
                    print(f"{document}:{entry['line']}: $ {entry['command']}\n--- the document says\n" +
                          "\n".join(entry["expected"]) + "\n--- it prints\n" + got)
    print(f"{document}: {ran} commands run, {failed} differ, {skipped} blocks not run")
    sys.exit(1 if failed or not ran else 0)


main()
