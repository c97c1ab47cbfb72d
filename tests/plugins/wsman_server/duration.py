"""xs:duration, as OperationTimeout carries it."""

import re

PATTERN = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?\Z")


def seconds_of(text: str) -> float:
    """Raises ValueError for what is no positive duration of days and less (years and months have no fixed length)."""
    match = PATTERN.match(text)
    if not match or text.endswith(("P", "T")):
        raise ValueError(f"no duration: `{text}`")
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
