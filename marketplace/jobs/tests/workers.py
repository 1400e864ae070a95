"""Real Celery workers on the test database and broker, started and killed at will."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

from marketplace.embedded import programs
from marketplace.jobs.models import Job
from marketplace.jobs.tests.nursery import Forked


def address_of_test_database() -> str:
    """The database this test writes into, as DATABASE_URL has it for another process."""
    told = connection.settings_dict
    host = told.get("OPTIONS", {}).get("host") or told["HOST"]
    is_socket = host.startswith("/")
    place = "" if is_socket else f"{host}:{told['PORT'] or 5432}"
    query = f"?{urlencode({'host': host})}" if is_socket else ""
    return f"postgres://{quote(told['USER'])}:{quote(told['PASSWORD'] or '')}@{place}/{told['NAME']}{query}"


def wait_until(holds: Callable[[], object], what: str, seconds: float = 30) -> None:
    """Look until it holds; fail the test with what was awaited when it does not in time."""
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, f"not within {seconds} s: {what}"
        time.sleep(0.05)


def wait_for(job: Job, state: str, seconds: float = 30) -> Job:
    """The job when it has come to that state."""

    def has_come() -> bool:
        job.refresh_from_db()
        return job.state == state

    wait_until(has_come, f"{job.kind} {state}", seconds)
    return job


class Crew:
    """The processes of one test. Whatever is still alive at its end is killed."""

    def __init__(self, home: Path) -> None:
        self.home, self.members = home, []
        self.var_dir = settings.VAR_DIR / "crew"  # the same for all workers of a run: each is forked from one that has read its settings
        self.told = {
            "DJANGO_SETTINGS_MODULE": "marketplace.settings",
            "DATABASE_URL": address_of_test_database(),
            "REDIS_URL": settings.REDIS_URL,
            "VAR_DIR": str(self.var_dir),
        }

    def start(self, words: list[str], **changes: str) -> subprocess.Popen:
        with (self.home / "crew.log").open("a") as log:
            told = {**os.environ, **self.told, "VAR_DIR": str(self.home), **changes}
            process = subprocess.Popen(words, cwd=settings.BASE_DIR, env=told, stdout=log, stderr=log)
        self.members.append(process)
        return process

    def start_worker(self) -> Forked:
        words = [*programs.worker(concurrency=2), "--include", "marketplace.jobs.tests.kinds"]
        self.members.append(Forked(words, told=self.told, log=self.home / "crew.log"))
        return self.members[-1]

    def start_beat(self) -> subprocess.Popen:
        return self.start(programs.beat(self.home))

    def kill(self, process: subprocess.Popen | Forked) -> None:
        process.send_signal(signal.SIGKILL)
        process.wait()

    def dismiss(self) -> None:
        for process in self.members:
            if process.poll() is None:
                self.kill(process)
