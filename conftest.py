"""One embedded PostgreSQL cluster and one Valkey a run, shared by the xdist workers; none where the environment names a server."""

import atexit
import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from marketplace.loaded import settle


def _compile_once() -> None:
    """Some hundred processes are started in a run: what one has compiled, the next shall find, also where the machine wishes otherwise."""
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _start_services() -> None:
    from marketplace.embedded import children
    from marketplace.embedded.postgres import Cluster
    from marketplace.embedded.valkey import Broker

    home = Path(tempfile.mkdtemp(prefix="isoko-tests-"))
    os.environ["VAR_DIR"] = str(home)
    (home / "static").mkdir()  # WhiteNoise looks for it
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    for variable, server in (("DATABASE_URL", Cluster(home / "postgres", is_careless=True)), ("REDIS_URL", Broker(home / "valkey"))):
        if os.environ.get(variable):
            continue
        server.prepare()
        process = children.start(server.command(), log=home / f"{variable}.log", account=server.account, by=server.stop_signal)
        atexit.register(process.wait)
        atexit.register(process.send_signal, server.stop_signal)
        server.wait()
        os.environ[variable] = server.url()
    os.environ["HTTPS"] = "0"
    os.environ["KEPT_PAGES_LOOK_AGAIN"] = "0"  # a test sees at once what it changed
    # Naming a database leaves the embedded default, where secrets are no longer made up.
    for name in ("SECRET_KEY", "FIELD_KEYS"):
        os.environ.setdefault(name, secrets.token_urlsafe(48))


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: some tests wait for a clock, a killed worker or a browser, and leave a core to others."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    settle(100_000)


_compile_once()
if "PYTEST_XDIST_WORKER" not in os.environ:
    _start_services()
else:  # each worker its own corner of the one Valkey
    number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw"))
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].rsplit("/", 1)[0] + f"/{1 + number}"

# Named only now: pytest-django reads settings that are named before this file is, and would miss the addresses above.
os.environ["DJANGO_SETTINGS_MODULE"] = "marketplace.settings"

import django  # noqa: E402 - after the servers have addresses
from django.conf import settings  # noqa: E402
from django.urls import get_resolver  # noqa: E402

django.setup()
assert get_resolver().url_patterns  # the desks are looked for with the pages, and some tests ask which there are
assert os.environ["REDIS_URL"] == settings.REDIS_URL, "settings were read too early: two workers would share one broker"
if "PYTEST_XDIST_WORKER" not in os.environ:
    del os.environ["DJANGO_SETTINGS_MODULE"]  # the workers inherit this environment and shall name them themselves

pytest_plugins = ["marketplace.fixtures"]
