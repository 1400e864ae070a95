"""One embedded PostgreSQL cluster and one Valkey a run, shared by the xdist workers; none where DATABASE_URL names a server."""

import atexit
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")


def _start_services() -> None:
    home = Path(tempfile.mkdtemp(prefix="isoko-tests-"))
    home.chmod(0o755)
    os.environ["VAR_DIR"] = str(home)
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    if not os.environ.get("DATABASE_URL"):
        from marketplace.embedded.postgres import Cluster

        cluster = Cluster(home / "postgres", is_careless=True)
        atexit.register(cluster.stop)
        os.environ["DATABASE_URL"] = cluster.url()
    if not os.environ.get("REDIS_URL"):
        from marketplace.embedded import valkey

        port = valkey.free_port()
        broker = subprocess.Popen(valkey.command(home / "valkey", port), stdout=subprocess.DEVNULL, start_new_session=True)
        atexit.register(broker.terminate)
        os.environ["REDIS_URL"] = valkey.url(port)
    os.environ["HTTPS"] = "0"


if "PYTEST_XDIST_WORKER" not in os.environ:
    _start_services()
else:  # each worker its own corner of the one Valkey
    number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw"))
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].rsplit("/", 1)[0] + f"/{1 + number}"

import django  # noqa: E402 - after the servers have addresses

django.setup()

pytest_plugins = ["marketplace.fixtures"]
