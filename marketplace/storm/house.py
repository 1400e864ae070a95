"""A house of its own for a storm: `manage.py up` in an empty directory, gone afterwards with all it held."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from marketplace.embedded import leftovers
from marketplace.embedded.postgres import Cluster
from marketplace.embedded.valkey import free_port

NOT_OURS = {"DATABASE_URL", "REDIS_URL", "SANDBOX_URL", "HTTPS", "SECRET_KEY", "FIELD_KEYS", "PYTEST_CURRENT_TEST", leftovers.MARK}
# The shortest hold there is: what nobody pays for shall end within the storm.
TOLD = {"PAYMENTS_SANDBOX": "1", "HOLD_MINUTES": "1", "HOLD_GRACE_SECONDS": "10", "LOG_LEVEL": "WARNING"}


class NeverReady(RuntimeError):
    """`manage.py up` did not say that it is ready; the message has its last words."""


@contextmanager
def house_of_its_own(furnish: Callable[[Path], None] | None = None) -> Iterator[tuple[str, dict[str, str]]]:
    """Its address, and the environment in which other processes of this checkout find it. `furnish` is given its empty directory before
    the start. Raises NeverReady."""
    top = Path(tempfile.mkdtemp(prefix="isoko-storm-"))
    port = free_port()
    told = {name: value for name, value in os.environ.items() if name not in NOT_OURS} | TOLD | {"VAR_DIR": str(top / "var")}
    if furnish is not None:
        furnish(top / "var")
    command = [sys.executable, "manage.py", "up", "--port", str(port), "--no-demo"]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        _wait_until_ready(process)
        yield f"http://127.0.0.1:{port}", {**told, "SITE_URL": f"http://127.0.0.1:{port}"}
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=90)
        except subprocess.TimeoutExpired:
            process.kill()
        server = Cluster(top / "var" / "postgres").postmaster()
        leftovers.end([*leftovers.marked(top / "var" / "run"), *([server] if server else [])], patience=5)
        shutil.rmtree(top, ignore_errors=True)


def _wait_until_ready(process: subprocess.Popen) -> None:
    words = []
    for line in process.stdout or ():
        words.append(line.strip())
        if line.startswith("ready "):
            return
    raise NeverReady(" | ".join(words[-10:]))


def embedded(var_dir: Path) -> dict[str, str]:
    """Where the servers of the house are."""
    return json.loads((var_dir / "embedded.json").read_text())
