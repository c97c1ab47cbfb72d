"""Two ways of doing the same, measured in turn in one run: machines are noisy, their ratio is less so."""
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
