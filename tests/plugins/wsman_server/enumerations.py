"""Open enumerations: their contexts, how long they live, and how many one user may hold."""

import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

import fault


@dataclass
class Enumeration:
    user: str
    items: list[Callable[[], str]]  # each writes one item
    resource_uri: str
    class_name: str  # for the call log and the troubles
    wql: str = ""
    position: int = 0
    expires: float = field(default=0.0)

    @property
    def over(self) -> bool:
        return self.position >= len(self.items)


class EnumerationTable:
    """Contexts by name. A context serves once: each answer brings the next, as WS-Enumeration allows."""

    def __init__(self, lifetime: float, most_per_user: int) -> None:
        self.lifetime, self.most_per_user = lifetime, most_per_user
        self.lock = threading.Lock()
        self.open: dict[str, Enumeration] = {}

    def check_quota(self, user: str) -> None:
        with self.lock:
            self.forget_expired()
            if sum(each.user == user for each in self.open.values()) >= self.most_per_user:
                raise fault.wsman("QuotaLimit", 2150859174, "quota")

    def keep(self, enumeration: Enumeration) -> str:
        context = f"uuid:{str(uuid.uuid4()).upper()}"
        with self.lock:
            enumeration.expires = time.monotonic() + self.lifetime
            self.open[context] = enumeration
        return context

    def peek(self, context: str) -> Enumeration | None:
        with self.lock:
            return self.open.get(context)

    def take(self, context: str, user: str, resource_uri: str) -> Enumeration:
        """Raises InvalidEnumerationContext for what is unknown, expired, another's, or of another resource."""
        with self.lock:
            self.forget_expired()
            found = self.open.get(context)
            if not found or found.user != user or found.resource_uri.lower() != resource_uri.lower():
                raise fault.invalid_context()
            return self.open.pop(context)

    def forget_expired(self) -> None:
        now = time.monotonic()
        for context in [name for name, each in self.open.items() if each.expires < now]:
            del self.open[context]
