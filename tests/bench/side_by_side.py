"""Two ways of doing the same, measured in turn in one run: machines are noisy, their ratio is less so."""
import os
import statistics
import subprocess
import time


def seconds(command, **options):
    begin = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)
    return time.monotonic() - begin


def compare(ours, theirs, rounds):
    """Medians of both in seconds, and the median of the rounds' ratios."""
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return (statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs),
            statistics.median(one / other for one, other in pairs))


def measured(command, codes=(0,)):
    """Seconds, and the most memory that the command held, in bytes. Ends the bench where the command's code is another."""
    begin = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        took = time.monotonic() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in codes:
        raise SystemExit(f"`{' '.join(command)}` ended with {process.returncode}")
    return took, usage.ru_maxrss * 1024


def compare_all(commands, rounds, codes=(0,)):
    """Runs all commands in turn, `rounds` times. By name: median seconds, median ratio to the first one, most bytes."""
    runs = [{name: measured(command, codes) for name, command in commands.items()} for _ in range(rounds)]
    first = next(iter(commands))
    return {name: (statistics.median(run[name][0] for run in runs),
                   statistics.median(run[name][0] / run[first][0] for run in runs),
                   max(run[name][1] for run in runs))
            for name in commands}
