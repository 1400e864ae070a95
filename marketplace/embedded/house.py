"""The house of this checkout: its lock, its servers of data, its processes. `manage.py up` runs it; a benchmark borrows its servers."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from marketplace.embedded import leftovers, postgres, sandbox, valkey
from marketplace.embedded.account import NoAccount
from marketplace.embedded.postgres import Cluster
from marketplace.embedded.sandbox import Gateways
from marketplace.embedded.sockets import socket_directory
from marketplace.embedded.supervision import DATA, NotSupervised, Program, Supervisor
from marketplace.embedded.valkey import Broker


class AlreadyUp(RuntimeError):
    """Another `up` holds this directory."""


# What a start may refuse, each with a sentence for the person at the keyboard.
REFUSALS = (AlreadyUp, NoAccount, postgres.NotStarted, postgres.OtherVersion, valkey.NotStarted, sandbox.NotStarted, NotSupervised)


class House:
    """Everything under one directory (`var/`). Use as a context manager: entering takes the lock and ends what a killed start left
    behind (raises AlreadyUp); leaving stops all that was started."""

    def __init__(self, var_dir: Path, root: Path, say: Callable[[str], None]) -> None:
        self.var_dir, self.root, self.say = var_dir.absolute(), root, say
        self.run_dir = self.var_dir / "run"
        self.addresses_file = self.var_dir / "embedded.json"
        self.supervisor: Supervisor | None = None
        self.sockets: Path | None = None
        self.addresses: dict[str, str] = {}

    def __enter__(self) -> House:
        self.run_dir.mkdir(parents=True, exist_ok=True)
        self.lock = (self.run_dir / "up.lock").open("w")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.lock.close()
            raise AlreadyUp("This checkout is up already. Stop it with Ctrl-C in its window first.") from None
        self._clear()
        return self

    def _clear(self) -> None:
        found = leftovers.marked(self.run_dir)
        server = Cluster(self.var_dir / "postgres").postmaster()
        if server:
            found.append(server)
        if found:
            self.say(f"ending {len(found)} processes of an earlier start that was killed")
            leftovers.end(found)

    def start(self, programs: list[Program], environment: dict[str, str], *, has_sandbox: bool = False) -> None:
        """Start the servers of data that the environment does not name, the payment sandbox where it is wanted, and supervisor with
        the programs ready to go. Raises NotStarted, OtherVersion, NoAccount or NotSupervised."""
        served, servers = [], {}
        if not os.environ.get("DATABASE_URL"):
            self.say("starting PostgreSQL")
            servers["postgres"] = cluster = Cluster(self.var_dir / "postgres")
            cluster.prepare()
            for directory in cluster.opened:
                self.say(f"let the database's account `{cluster.account}` pass through {directory}")
            served.append(Program("postgres", cluster.command(), DATA, 30, cluster.stop_signal, cluster.account))
        if not os.environ.get("REDIS_URL"):
            self.say("starting Valkey")
            servers["valkey"] = broker = Broker(self.var_dir / "valkey")
            broker.prepare()
            served.append(Program("valkey", broker.command(), DATA))
        if has_sandbox:
            self.say("starting the payment sandbox")
            servers["sandbox"] = gateways = Gateways(self.var_dir / "sandbox", self.var_dir / "secrets")
            gateways.prepare()
            served.append(Program("sandbox", gateways.command(), DATA))
        self.sockets = servers["postgres"].sockets if "postgres" in servers else socket_directory(self.var_dir, None)
        environment = leftovers.mark(environment, self.run_dir)
        self.supervisor = Supervisor([*served, *programs], self.run_dir, self.root, self.sockets, environment)
        for server in servers.values():
            server.wait()
        self.addresses = {name: server.url() for name, server in servers.items()}
        self._write_addresses(self.addresses)

    def _write_addresses(self, addresses: dict[str, str]) -> None:
        """For every other process of this checkout: `manage.py shell` finds the servers while the house is up."""
        self.addresses_file.unlink(missing_ok=True)
        with os.fdopen(os.open(self.addresses_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump({**addresses, "pid": os.getpid()}, file)

    def __exit__(self, *_error) -> None:
        if self.supervisor and self.supervisor.is_running():
            self.supervisor.stop()
        leftovers.end(leftovers.marked(self.run_dir), patience=5)
        self.addresses_file.unlink(missing_ok=True)
        if self.sockets and not self.sockets.is_relative_to(self.var_dir):
            shutil.rmtree(self.sockets, ignore_errors=True)
        self.lock.close()
