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

from marketplace.bench.serving import NeverAnswered, Running, environment
from marketplace.celery import app
from marketplace.embedded import programs
from marketplace.embedded.valkey import Broker
from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.hubs.selectors import forget_hubs


@dataclass(frozen=True)
class Scratch:
    """What another process must be told to work in this house."""

    environment: dict[str, str]

    @contextmanager
    def worker(self, *, concurrency: int = 4) -> Iterator[Running]:
        """The real Celery worker on it, stopped afterwards. A TimeoutError inside becomes NeverAnswered with its last words."""
        with (Path(self.environment["VAR_DIR"]) / "worker.log").open("w+") as log:
            process = subprocess.Popen(
                programs.worker(concurrency=concurrency), cwd=settings.BASE_DIR, env=self.environment, stdout=log, stderr=log
            )
            running = Running(process)
            try:
                yield running
            except TimeoutError as error:
                log.seek(0)
                raise NeverAnswered(log.read()[-2000:]) from error
            finally:
                running.stop()


@contextmanager
def scratch_house() -> Iterator[Scratch]:
    """Work in a fresh, migrated database with the Rwanda hub chosen. Needs the right to create databases."""
    connection.settings_dict["TEST"]["NAME"] = f"{connection.settings_dict['NAME']}_bench"
    old = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    broker_before = app.conf.broker_url
    with tempfile.TemporaryDirectory(prefix="isoko-bench-") as home:
        broker = Broker(Path(home) / "valkey")
        broker.prepare()
        server = subprocess.Popen(broker.command(), stdout=subprocess.DEVNULL)
        try:
            broker.wait()
            app.conf.broker_url = broker.url()
            forget_hubs()
            told = environment(
                DATABASE_URL=database_url(),
                REDIS_URL=broker.url(),
                SECRET_KEY=settings.SECRET_KEY,
                FIELD_KEYS=",".join(settings.FIELD_KEYS),
                VAR_DIR=home,
                MALLOC_ARENA_MAX="2",
            )
            with use_hub(Hub.objects.get(code="rw")):
                yield Scratch(told)
        finally:
            app.pool.force_close_all()
            app.conf.broker_url = broker_before
            server.terminate()
            server.wait()
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
