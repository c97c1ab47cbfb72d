"""One JSON line for each request, in the order in which they were answered."""

import json
import threading
from pathlib import Path
from typing import Any

from trouble import Call


class CallLog:
    def __init__(self, file: Path | None) -> None:
        self.lock = threading.Lock()
        self.file = open(file, "a", encoding="utf-8") if file else None

    def write(self, call: Call, **more: Any) -> None:
        if not self.file:
            return
        line = {"action": call.action, "resource_uri": call.resource_uri, "wql": call.wql, "class": call.class_name, **more}
        with self.lock:
            self.file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self.file.flush()
