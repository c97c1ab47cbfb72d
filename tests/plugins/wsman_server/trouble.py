"""Faults of the transport for tests: answers that hang, break off, come late or are something else altogether."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Call:
    """What a request is about, as far as troubles and the call log tell it apart."""

    action: str  # the last part of its URI, or Identify
    resource_uri: str = ""
    wql: str = ""
    class_name: str = ""

    def is_about(self, word: str) -> bool:
        return bool(word) and word.lower() in (self.action.lower(), self.class_name.lower())


@dataclass
class Troubles:
    hang_on: list[str] = field(default_factory=list)
    truncate_on: list[str] = field(default_factory=list)
    replace_on: dict[str, Path] = field(default_factory=dict)
    status_on: dict[str, int] = field(default_factory=dict)
    slow: float = 0.0  # seconds before each answer

    def hangs(self, call: Call) -> bool:
        return any(call.is_about(word) for word in self.hang_on)

    def truncates(self, call: Call) -> bool:
        return any(call.is_about(word) for word in self.truncate_on)

    def status(self, call: Call) -> int | None:
        return next((status for word, status in self.status_on.items() if call.is_about(word)), None)

    def replacement(self, call: Call) -> bytes | None:
        return next((file.read_bytes() for word, file in self.replace_on.items() if call.is_about(word)), None)
