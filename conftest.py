"""One embedded PostgreSQL cluster and one Valkey a run, shared by the xdist workers; none where the environment names a server."""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")


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
    # Naming a database leaves the embedded default, where secrets are no longer made up.
    for name in ("SECRET_KEY", "FIELD_KEYS"):
        os.environ.setdefault(name, secrets.token_urlsafe(48))


if "PYTEST_XDIST_WORKER" not in os.environ:
    _start_services()
else:  # each worker its own corner of the one Valkey
    number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw"))
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].rsplit("/", 1)[0] + f"/{1 + number}"

import django  # noqa: E402 - after the servers have addresses

django.setup()

pytest_plugins = ["marketplace.fixtures"]
