"""Celery workers for tests, started in a fifth of the time: each is forked from one process that has imported what a worker imports. From
there on it is Celery's own program, with a connection to the database, threads and a death of its own."""

from __future__ import annotations

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
from multiprocessing import forkserver
from pathlib import Path
from unittest.mock import patch

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["marketplace.jobs.tests.imported"])


class Forked:
    """One of them, asked and told as a subprocess.Popen is. What is imported reads the settings, so all of a run are told the same."""

    def __init__(self, words: list[str], *, told: dict[str, str], log: Path) -> None:
        assert words[:2] == [sys.executable, "-m"], "only a module can be forked"
        self.words = words
        with patch.dict(os.environ, told):
            forkserver.ensure_running()
        self._process = _context.Process(target=_become, args=(words[2:], told, str(log)))
        self._process.start()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, less than nothing where a signal ended it. Raises TimeoutExpired."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired(self.words, timeout or 0)
        return self._process.exitcode

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


def _become(words: list[str], told: dict[str, str], log: str) -> None:
    """Runs in the forked process: from here on it is that module with these arguments."""
    assert told.items() <= os.environ.items(), "what is imported was told something else"
    written = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.dup2(written, 1)
    os.dup2(written, 2)
    sys.argv = list(words)
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)
