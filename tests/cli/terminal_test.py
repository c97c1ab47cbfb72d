#!/usr/bin/env python3
"""What somebody sees who runs the program on a terminal: a real pty, and pyte as the terminal behind it.

usage: terminal_test.py HVCOMPAT FIXTURES SOURCE

Nothing here is timed: the plugin `paced` stops until its file is there, and the screen is read until it shows what it must.
"""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest

import pyte

PROGRAM, FIXTURES, SOURCE = (os.path.abspath(path) for path in sys.argv[1:4])
PATIENCE = 120  # seconds, only to end a test that would wait for ever


class Terminal:
    """The program on a pty; its standard output too, unless a file is given."""

    def __init__(self, arguments, columns=100, rows=24, stdout=None, **environment):
        self.screen = pyte.HistoryScreen(columns, rows, history=5000, ratio=0.5)
        self.stream = pyte.ByteStream(self.screen)
        self.bytes = b""
        self.master, slave = pty.openpty()
        self.resize(columns, rows)
        variables = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "HVCOMPAT_PLUGIN_PATH")}
        variables.update({"TERM": "xterm"}, **environment)
        self.process = subprocess.Popen([PROGRAM, *arguments], stdin=slave, stdout=stdout or slave, stderr=slave,
                                        env=variables, start_new_session=True)
        os.close(slave)

    def resize(self, columns, rows):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def read(self):
        """False once the program has closed the terminal."""
        if not select.select([self.master], [], [], 0.05)[0]:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.bytes += data
        self.stream.feed(data)
        return bool(data)

    def until(self, text):
        end = time.monotonic() + PATIENCE
        while text not in self.text():
            if not self.read() or time.monotonic() > end:
                raise AssertionError(f"{text!r} was not shown:\n{self.text()}")

    def finish(self):
        """The exit code; the screen then holds all that was written."""
        while self.read():
            pass
        os.close(self.master)
        return self.process.wait(PATIENCE)

    def text(self):
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def all_lines(self):
        """What scrolled away, too."""
        rows = [*self.screen.history.top, *(self.screen.buffer[row] for row in range(self.screen.lines))]
        return ["".join(row[column].data for column in range(self.screen.columns)).rstrip() for row in rows]


class Bars(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="hvc-")
        self.addCleanup(scratch.cleanup)
        self.go = os.path.join(scratch.name, "go")
        self.report = open(os.path.join(scratch.name, "report"), "wb")
        self.addCleanup(self.report.close)

    def uri(self, name):
        return f"paced://{name}{self.go}"

    def scan(self, names, *more, own_stdout=True, **how):
        arguments = ["scan", *map(self.uri, names), "--plugin-path", f"{FIXTURES}/paced.so", *more]
        terminal = Terminal(arguments, stdout=self.report if own_stdout else None, **how)
        self.addCleanup(terminal.process.wait)
        self.addCleanup(self.release)
        return terminal

    def release(self):
        with open(self.go, "a"):
            pass

    def test_bars_appear_and_nothing_is_left(self):
        terminal = self.scan(["a", "b"])
        terminal.until("0 of 2 targets")
        terminal.until(f"{self.uri('a')}  [######..............]  3/10")
        terminal.until(f"{self.uri('b')}  [######..............]  3/10")
        self.assertEqual(len(terminal.text().split("\n")), 3)
        self.release()
        terminal.finish()
        self.assertEqual(terminal.text(), "")
        self.assertEqual((terminal.screen.cursor.x, terminal.screen.cursor.y), (0, 0))

    def test_the_time_left_is_told(self):
        terminal = self.scan(["a"])
        terminal.until("s left")
        self.release()
        terminal.finish()

    def test_the_report_follows_on_a_clean_screen(self):
        terminal = self.scan(["a"], "--as-of", "2026-11-20", own_stdout=False)
        terminal.until("3/10")
        self.release()
        self.assertEqual(terminal.finish(), 3)
        lines = [line for line in terminal.all_lines() if line]
        self.assertRegex(lines[0], "^GUEST +HOST +")
        self.assertNotIn("3/10", "\n".join(lines))
        self.assertNotIn("of 1 target", "\n".join(lines))

    def test_a_narrow_terminal_breaks_no_line(self):
        for columns in (12, 20, 30, 45):
            if os.path.exists(self.go):
                os.remove(self.go)
            terminal = self.scan(["a"], columns=columns)
            terminal.until("0 of 1")
            terminal.until("pac")
            self.assertEqual(len(terminal.text().split("\n")), 2, terminal.text())
            self.release()
            terminal.finish()
            self.assertEqual(terminal.text(), "")

    def test_more_targets_than_rows(self):
        names = [f"t{i}" for i in range(9)]
        terminal = self.scan(names, "--jobs", "9", rows=6)
        terminal.until("… and 6 more")
        terminal.until("0 of 9 targets")
        self.assertEqual(len(terminal.text().split("\n")), 5, terminal.text())
        self.release()
        terminal.finish()
        self.assertEqual([line for line in terminal.all_lines() if line], [])

    @staticmethod
    def widest_of_next_drawing(terminal):
        terminal.screen.reset()
        terminal.bytes = b""
        terminal.until("3/10")
        terminal.until("0 of 2 targets")
        lines = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", terminal.bytes).decode(errors="replace").replace("\r", "\n").split("\n")
        return max(map(len, lines))

    def test_a_window_made_narrower_is_obeyed(self):
        terminal = self.scan(["a", "b"], columns=100)
        terminal.until("]  3/10")
        terminal.resize(40, 24)
        end = time.monotonic() + PATIENCE
        while self.widest_of_next_drawing(terminal) >= 40:  # drawn for the wide one and not yet read
            self.assertLess(time.monotonic(), end)
        self.assertLess(self.widest_of_next_drawing(terminal), 40)
        self.release()
        terminal.finish()
        self.assertEqual(terminal.text(), "")

    def test_a_flood_of_log_lines_passes_above(self):
        terminal = self.scan(["flood", "b"])
        terminal.until(f"{self.uri('flood')}: flood line 399")
        terminal.until(f"{self.uri('b')}      [######")  # padded to the longer name
        terminal.until("0 of 2 targets")
        shown = terminal.text().split("\n")
        self.assertIn("0 of 2 targets", shown[-1])
        self.assertEqual(sum("3/10" in line for line in terminal.all_lines()), 2)
        self.release()
        terminal.finish()
        lines = [line for line in terminal.all_lines() if line]
        self.assertEqual(lines, [f"{self.uri('flood')}: flood line {i}" for i in range(400)])

    def test_what_plugins_log_cannot_harm_the_terminal(self):
        terminal = self.scan(["wide"])
        terminal.until("3/10")
        self.release()
        terminal.finish()
        self.assertIn("東京 ?[2J".encode(), terminal.bytes)
        self.assertNotIn(b"\x1b[2J", terminal.bytes)

    def test_colour_and_none_of_it(self):
        for environment, coloured in (({}, True), ({"NO_COLOR": "1"}, False)):
            if os.path.exists(self.go):
                os.remove(self.go)
            terminal = self.scan(["a"], **environment)
            terminal.until("]  3/10")
            self.release()
            terminal.finish()
            self.assertEqual(b"\x1b[36m" in terminal.bytes, coloured)
            self.assertEqual(re.search(rb"\x1b\[[0-9;]*m", terminal.bytes) is not None, coloured)

    def test_a_dumb_terminal_gets_plain_lines(self):
        terminal = self.scan(["a"], TERM="dumb")
        terminal.until("collecting")
        self.release()
        terminal.finish()
        self.assertNotIn(b"\x1b", terminal.bytes)
        self.assertEqual(terminal.bytes.decode(), f"{self.uri('a')}: collecting\r\n{self.uri('a')}: collected\r\n")

    def test_quiet_shows_nothing(self):
        self.release()
        terminal = self.scan(["a"], "--quiet")
        terminal.finish()
        self.assertEqual(terminal.bytes, b"")

    def test_an_interrupted_run_takes_its_bars_away(self):
        terminal = self.scan(["a"])
        terminal.until("]  3/10")
        terminal.process.send_signal(signal.SIGINT)
        self.assertEqual(terminal.finish(), 4)
        self.assertNotIn("3/10", terminal.text())
        self.assertNotIn("of 1 target", terminal.text())


class Text(unittest.TestCase):
    def evaluate(self, columns, *more, **environment):
        terminal = Terminal(["evaluate", f"{SOURCE}/tests/data/shop.ndjson", "--site", f"{SOURCE}/tests/data/shop.site.json",
                             "--as-of", "2026-11-20", *more], columns=columns, rows=200, **environment)
        terminal.finish()
        return terminal

    def test_no_row_of_the_table_is_broken(self):
        for columns in (30, 40, 60, 80):
            terminal = self.evaluate(columns)
            lines = terminal.all_lines()
            self.assertTrue(lines[0].startswith("GUEST"))
            for row, name in enumerate(("web-01", "old-01", "lin-01", "box-01", "acme-01", "twin", "twin"), 1):
                self.assertTrue(lines[row].startswith(name), (columns, lines[row]))

    def test_colour_and_none_of_it(self):
        self.assertIn(b"\x1b[31mfail\x1b[0m", self.evaluate(100).bytes)
        self.assertNotIn(b"\x1b", self.evaluate(100, NO_COLOR="1").bytes)
        self.assertNotIn(b"\x1b", self.evaluate(100, TERM="dumb").bytes)

    def test_nothing_evaluated_is_red(self):
        terminal = self.evaluate(100, "--exclude", "*")
        self.assertIn(b"\x1b[1;31mnothing was evaluated: all 7 guests were left out by --exclude\x1b[0m", terminal.bytes)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
