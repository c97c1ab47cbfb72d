"""Background processes that belong to one folder: started, found again by their pid file, and surely ended."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 20.0
STOP_SECONDS = 5.0
ATTEMPTS = 3


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def accepts(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class NotStarted(RuntimeError):
    """A daemon ended at once or never listened."""


def start_on_free_port(attempt: Callable[[int], None]) -> int:
    """Between finding a free port and binding it another may take it: then with another port."""
    for _ in range(ATTEMPTS - 1):
        port = free_port()
        try:
            attempt(port)
            return port
        except NotStarted:
            continue
    port = free_port()
    attempt(port)
    return port


@dataclass
class Daemon:
    name: str
    directory: Path
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, name: str, directory: Path, command: list[str], environment: dict[str, str]) -> "Daemon":
        output = open(directory / f"{name}.out", "ab")  # closed below: the child holds its own copy
        with output:
            process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=output,
                                       stderr=output, start_new_session=True, cwd=directory)
        (directory / f"{name}.pid").write_text(str(process.pid))
        return cls(name, directory, process)

    def wait_until_ready(self, port: int, own_pid_file: Path) -> None:
        """Ready is who has written its own pid file (after binding) and accepts: another could have taken the port."""
        deadline = time.monotonic() + START_SECONDS
        while not (own_pid_file.exists() and accepts(port)):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise NotStarted(f"{self.name} did not start: {self.told()}")
            time.sleep(0.02)

    def told(self) -> str:
        return (self.directory / f"{self.name}.out").read_text(errors="replace").strip()[-2000:]


def belongs_to(pid: int, directory: Path) -> bool:
    """Whether that process runs in the folder: a pid file may outlive its process, and the number be another's."""
    try:
        return os.readlink(f"/proc/{pid}/cwd").startswith(str(directory))
    except OSError:
        return False


def ended(pid: int, directory: Path) -> bool:
    try:
        os.waitpid(pid, os.WNOHANG)  # where it is a child of ours
    except ChildProcessError:
        pass
    return not belongs_to(pid, directory)


def stop(pid_file: Path) -> None:
    """Ends the process of the pid file, with force where it does not listen."""
    directory = pid_file.parent
    pid = int(pid_file.read_text())
    for wanted in (signal.SIGTERM, signal.SIGKILL):
        if ended(pid, directory):
            break
        os.killpg(pid, wanted)
        deadline = time.monotonic() + STOP_SECONDS
        while not ended(pid, directory) and time.monotonic() < deadline:
            time.sleep(0.02)
    pid_file.unlink()
