"""`manage.py up` as a person runs it: started, wounded, killed, started again, stopped."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest
import requests
from django.conf import settings

from marketplace.embedded import leftovers
from marketplace.embedded.postgres import Cluster
from marketplace.embedded.valkey import free_port

pytestmark = pytest.mark.up
NOT_OURS = {"DATABASE_URL", "REDIS_URL", "HTTPS", "SECRET_KEY", "FIELD_KEYS", "PYTEST_CURRENT_TEST"}


class Up:
    """One `manage.py up` in a directory of its own."""

    def __init__(self, var_dir: Path, port: int) -> None:
        self.var_dir, self.port = var_dir, port
        self.told = {name: value for name, value in os.environ.items() if name not in NOT_OURS} | {
            "VAR_DIR": str(var_dir),
            "PAYMENTS_SANDBOX": "1",
        }
        self.words: list[str] = []
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.command(), cwd=settings.BASE_DIR, env=self.told, stdout=subprocess.PIPE, text=True)
        self.words = []
        for line in self.process.stdout:
            self.words.append(line.strip())
            if line.startswith("ready "):
                return
        raise AssertionError(f"never ready: {self.words}")

    def command(self) -> list[str]:
        return [sys.executable, "manage.py", "up", "--port", str(self.port), "--no-demo", "--workers", "1"]

    def refusal(self, **changes: str) -> str:
        """What another `up` says to refuse."""
        done = subprocess.run(
            self.command(), cwd=settings.BASE_DIR, env={**self.told, **changes}, capture_output=True, text=True, timeout=90
        )
        assert done.returncode == 1
        return done.stderr.strip()

    def health(self) -> dict:
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/health/ready/", timeout=5).json()
        except requests.RequestException:
            return {}

    def processes(self) -> list[psutil.Process]:
        server = Cluster(self.var_dir / "postgres").postmaster()
        return [*leftovers.marked(self.var_dir / "run"), *([server] if server else [])]

    def find(self, *words: str) -> psutil.Process | None:
        """The process with all these words on its command line that started the others like it."""
        found = [process for process in self.processes() if set(words) <= set(words_of(process))]
        return min(found, key=lambda process: (process.create_time(), process.pid), default=None)


def words_of(process: psutil.Process) -> list[str]:
    """Its command line; none when it ended meanwhile."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


def wait_until(holds, what: str, seconds: float = 120) -> None:
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, f"not within {seconds} s: {what}"
        time.sleep(0.2)


@pytest.fixture
def up():
    # Not under pytest's own directory, which every new run closes to other accounts. A long path with spaces and a percent sign,
    # as people have them.
    top = Path(tempfile.mkdtemp(prefix="isoko up "))
    home = top / ("a long way down" * 5) / "100% ours"
    home.mkdir(parents=True)
    up = Up(home / "var", free_port())
    yield up
    if up.process.poll() is None:
        up.process.terminate()
        up.process.wait(120)
    leftovers.end(up.processes(), patience=5)
    shutil.rmtree(top)


def test_up_lives_through_wounds_and_death_and_leaves_nothing_when_stopped(up):
    healthy = {"status": "ok", "database": True, "cache": True}
    assert up.words[-1] == f"ready http://127.0.0.1:{up.port}/"
    assert up.health() == healthy

    # Refused: a second one in the same directory, and one elsewhere on the same port.
    assert up.refusal() == "CommandError: This checkout is up already. Stop it with Ctrl-C in its window first."
    elsewhere = str(up.var_dir.parent / "elsewhere")
    assert up.refusal(VAR_DIR=elsewhere) == f"CommandError: Port {up.port} is taken. Choose another: manage.py up --port {up.port + 1}"

    # Wounded: each of its programs is killed, and comes back by itself.
    for words in (["-D"], [str(up.var_dir / "valkey/valkey.conf")], ["orders.payments.sandbox"], ["worker"], ["beat"], ["granian"]):
        victim = up.find(*words)
        brood = victim.children(recursive=True)
        victim.kill()
        wait_until(lambda words=words, victim=victim: up.find(*words) not in (None, victim), f"another {words}")
        wait_until(lambda brood=brood: not any(child.is_running() for child in brood), f"no child of the killed {words} to live on", 30)
    wait_until(lambda: up.health() == healthy, "health after the wounds")
    sandbox = json.loads((up.var_dir / "embedded.json").read_text())["sandbox"]
    assert requests.get(f"{sandbox}/api/health/", timeout=5).json()["status"] == "ok"

    # Killed: nothing outlives it, and the next start just works.
    up.process.kill()
    up.process.wait()
    up.start()
    assert up.health() == healthy

    # Stopped: exit code 0 and no process left.
    up.process.send_signal(signal.SIGTERM)
    assert up.process.wait(120) == 0
    assert up.processes() == []
    assert not (up.var_dir / "embedded.json").exists()
