"""The payment sandbox as a server of the house: a process by itself that goes on when the database or the web dies."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import requests

from marketplace.embedded.valkey import free_port


class NotStarted(RuntimeError):
    """The sandbox does not answer."""


class Gateways:
    """The sandbox on a free port of 127.0.0.1, its memory in a directory of its own, merchants' public keys in another."""

    account = None  # runs as ourselves
    stop_signal = signal.SIGTERM

    def __init__(self, directory: Path, merchants: Path) -> None:
        self.directory, self.merchants = directory.absolute(), merchants.absolute()

    def prepare(self) -> None:
        self.port = free_port()

    def command(self) -> list[str]:
        """The command that runs the server in the foreground."""
        places = ["--directory", str(self.directory), "--merchants", str(self.merchants)]
        return [sys.executable, "-m", "orders.payments.sandbox", "--port", str(self.port), *places]

    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def wait(self, seconds: float = 30) -> None:
        """Until the server answers. Raises NotStarted."""
        ends = time.monotonic() + seconds
        while True:
            try:
                if requests.get(f"{self.url()}/api/health/", timeout=2).status_code == 200:
                    return
            except requests.RequestException:
                pass
            if time.monotonic() > ends:
                raise NotStarted(f"The payment sandbox does not answer on port {self.port}.")
            time.sleep(0.05)
