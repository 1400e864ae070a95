"""The real web server for a benchmark: the processes of `manage.py up` on a free port, with the current database."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection

import psutil
from django.conf import settings

from marketplace.embedded import programs
from marketplace.embedded.valkey import free_port

MIB = 1024 * 1024


@dataclass(frozen=True)
class Footprint:
    """Memory of a process tree in MiB. PSS shares common pages out among their users, so its sum is honest; RSS counts them each time."""

    pss: float
    rss: float
    processes: int


class NeverAnswered(RuntimeError):
    """The server under test did not come up; its last words are in the message."""


class Running:
    """A process and all its children, measured from outside."""

    def __init__(self, process: subprocess.Popen, url: str = "") -> None:
        self.process, self.url = process, url

    def tree(self) -> list[psutil.Process]:
        top = psutil.Process(self.process.pid)
        return [top, *top.children(recursive=True)]

    def cpu_seconds(self) -> float:
        """Processor time of all its processes until now."""
        return sum(times.user + times.system for times in (process.cpu_times() for process in self.tree()))

    def footprint(self) -> Footprint:
        memory = [process.memory_full_info() for process in self.tree()]
        return Footprint(sum(m.pss for m in memory) / MIB, sum(m.rss for m in memory) / MIB, len(memory))

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Work is laid before it inside the block, and it goes to it all at once."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def environment(**more: str) -> dict[str, str]:
    """What a measured process is told: plain HTTP on 127.0.0.1, quiet, and otherwise as here."""
    return {
        **os.environ,
        "SECRET_KEY": settings.SECRET_KEY,
        "FIELD_KEYS": ",".join(settings.FIELD_KEYS),
        "HTTPS": "0",
        "ALLOWED_HOSTS": "127.0.0.1",
        "LOG_LEVEL": "WARNING",
        "DEBUG": "0",
        **more,
    }


@contextmanager
def web_server(
    *,
    workers: int = 2,
    application: str = "marketplace.wsgi:application",
    command: list[str] | None = None,
    told: dict[str, str] | None = None,
) -> Iterator[Running]:
    """Run the web server, wait until it answers, and stop it afterwards. `command` replaces the house's own (with {port} in it), `told` its
    environment, where it shall serve another database."""
    port = free_port()
    words = (
        [part.replace("{port}", str(port)) for part in command] if command else programs.web(port, workers=workers, application=application)
    )
    told = {**(told or environment(BENCH_DATABASE=json.dumps(settings.DATABASES["default"], default=str))), **programs.FRUGAL}
    process = subprocess.Popen(words, cwd=settings.BASE_DIR, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    running = Running(process, f"http://127.0.0.1:{port}")
    try:
        _wait(port, process)
        yield running
    finally:
        running.stop()


def _wait(port: int, process: subprocess.Popen, seconds: float = 30) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health/live/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    process.terminate()
    raise NeverAnswered(process.stderr.read()[-2000:] if process.stderr else "")
