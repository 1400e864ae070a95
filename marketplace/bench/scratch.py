"""A house for one benchmark, on the same servers as the real one: a fresh database beside it and a broker of its own, both gone
afterwards. For what writes rows that can never be deleted: orders, payments, papers."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from marketplace.bench.serving import Running, environment
from marketplace.celery import app
from marketplace.embedded import programs, valkey
from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.hubs.selectors import forget_hubs


@dataclass(frozen=True)
class Scratch:
    """What another process must be told to work in this house."""

    environment: dict[str, str]

    @contextmanager
    def worker(self, *, concurrency: int = 4) -> Iterator[Running]:
        """The real Celery worker on it, stopped afterwards."""
        process = subprocess.Popen(
            programs.worker(concurrency=concurrency),
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        running = Running(process)
        try:
            yield running
        finally:
            running.stop()


@contextmanager
def scratch_house() -> Iterator[Scratch]:
    """Work in a fresh, migrated database with the Rwanda hub chosen. Needs the right to create databases."""
    connection.settings_dict["TEST"]["NAME"] = f"{connection.settings_dict['NAME']}_bench"
    old = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    broker_before = app.conf.broker_url
    with tempfile.TemporaryDirectory(prefix="isoko-bench-") as home:
        port = valkey.free_port()
        broker = subprocess.Popen(valkey.command(Path(home) / "valkey", port), stdout=subprocess.DEVNULL)
        app.conf.broker_url = valkey.url(port)
        try:
            forget_hubs()
            told = environment(DATABASE_URL=database_url(), REDIS_URL=valkey.url(port), VAR_DIR=home, MALLOC_ARENA_MAX="2")
            with use_hub(Hub.objects.get(code="rw")):
                yield Scratch(told)
        finally:
            app.pool.force_close_all()
            app.conf.broker_url = broker_before
            broker.terminate()
            broker.wait()
            forget_hubs()
            teardown_databases(old, verbosity=0)


def database_url() -> str:
    """The current database as DATABASE_URL names it for another process."""
    told = connection.settings_dict
    host = told.get("OPTIONS", {}).get("host") or told["HOST"]
    is_socket = host.startswith("/")
    place = "" if is_socket else f"{host}:{told['PORT'] or 5432}"
    query = f"?{urlencode({'host': host})}" if is_socket else ""
    return f"postgres://{quote(told['USER'])}:{quote(told['PASSWORD'] or '')}@{place}/{told['NAME']}{query}"
