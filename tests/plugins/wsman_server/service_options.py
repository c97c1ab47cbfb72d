"""How the service is set: limits, refusals, quirks of other servers, and troubles that come once or again and again."""

import threading
from dataclasses import dataclass, field

QUIRKS = {
    "no-optimize": "OptimizeEnumeration is ignored: an Enumerate brings a context only",
    "recorded-end": "an optimized answer ends as once recorded: a context beside an EndOfSequence of WS-Enumeration",
    "wmi-error": "faults tell their code in an MSFT_WmiError instance instead of a WSManFault",
    "sender-400": "faults of the sender come with HTTP status 400, as the SOAP 1.2 binding has it",
    "empty-pulls": "every second Pull brings no items and no end",
}


@dataclass
class ServiceOptions:
    denied: list[str] = field(default_factory=list)  # namespaces
    quirks: list[str] = field(default_factory=list)
    page: int = 0  # most items an answer; 0 sets no limit
    context_lifetime: float = 240.0  # EnumerationTimeoutms
    max_operations: int = 1500  # MaxConcurrentOperationsPerUser
    expire_context_after: int = 0  # the Pull that meets an expired context, once
    lock: threading.Lock = field(default_factory=threading.Lock)
    pulls: int = 0

    def has(self, quirk: str) -> bool:
        return quirk in self.quirks

    def expires_now(self) -> bool:
        with self.lock:
            self.pulls += 1
            return self.pulls == self.expire_context_after

    def pulls_nothing(self) -> bool:
        return self.has("empty-pulls") and self.pulls % 2 == 1
