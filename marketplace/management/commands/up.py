"""`manage.py up`: the whole house in one process tree."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import requests
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from marketplace.embedded import leftovers, programs, supervision, valkey
from marketplace.embedded.postgres import Cluster
from marketplace.embedded.supervision import Program

SIGN_INS = [
    ("RDB officer", "officer@demo.example", "demo-officer"),
    ("second RDB officer", "officer2@demo.example", "demo-officer"),
    ("coffee seller", "seller@demo.example", "demo-seller"),
    ("waiting applicant", "applicant@demo.example", "demo-seller"),
    ("consumer in China", "buyer@demo.example", "demo-buyer"),
    ("importer", "importer@demo.example", "demo-buyer"),
    ("superuser", "admin@demo.example", "demo-admin"),
]


class Command(BaseCommand):
    help = "Start PostgreSQL and Valkey (unless DATABASE_URL / REDIS_URL name others), migrate, load the demo, run web, worker and beat."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="web worker processes")
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")
        parser.add_argument("--demo", action="store_true", help="load the demo even into servers named by DATABASE_URL")

    def handle(self, *, port: int, workers: int, no_demo: bool, demo: bool, **_options) -> None:
        self.run_dir: Path = settings.VAR_DIR / "run"
        self.run_dir.mkdir(parents=True, exist_ok=True)
        self.cluster: Cluster | None = None
        self.supervisor: subprocess.Popen | None = None
        self.broker: subprocess.Popen | None = None
        lock = self._lock()
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        started = time.monotonic()
        if count := leftovers.end(self.run_dir / "processes.json"):
            self.say(f"ended {count} processes of an earlier start that was killed")
        self._refuse_taken_port(port)
        try:
            environment, served = self._servers(port)
            served += self._programs(port, workers)
            self._prepare(environment, wants_demo=demo or (settings.EMBEDDED and not no_demo))
            self.say("starting web, worker and beat")
            if self.broker:  # it served the preparation; from here the supervisor keeps it
                self._stop(self.broker)
                self.broker = None
            self.supervisor = supervision.start(served, self.run_dir, settings.BASE_DIR, environment)
            leftovers.remember(self.run_dir / "processes.json", [self.supervisor.pid])
            self._wait_until_ready(port)
            self.say(
                f"up after {time.monotonic() - started:.0f} s; logs under {self.run_dir.relative_to(settings.BASE_DIR)}"
                if self._inside()
                else "up"
            )
            if environment.get("DEMO") == "1":
                for who, email, password in SIGN_INS:
                    self.stdout.write(f"  {who:<20} {email:<24} {password}")
            self.stdout.write(f"ready http://127.0.0.1:{port}/")
            self.stdout.flush()
            self._watch()
        except (KeyboardInterrupt, SystemExit):
            pass
        finally:
            self._shut_down()
            lock.close()

    def say(self, text: str) -> None:
        self.stdout.write(f"· {text}")
        self.stdout.flush()

    def _inside(self) -> bool:
        return self.run_dir.is_relative_to(settings.BASE_DIR)

    def _lock(self):
        file = (self.run_dir / "up.lock").open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError("This checkout is up already. Stop it with Ctrl-C in its window first.") from None
        return file

    def _refuse_taken_port(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise CommandError(f"Port {port} is taken. Choose another: manage.py up --port {port + 1}") from None

    def _servers(self, port: int) -> tuple[dict[str, str], list[Program]]:
        """The environment of every process, and the programs that serve data. Starts what the preparation needs."""
        environment, served, addresses = {**os.environ, "SITE_URL": f"http://127.0.0.1:{port}"}, [], {}
        if not os.environ.get("DATABASE_URL"):
            self.say("starting PostgreSQL")
            self.cluster = Cluster(settings.VAR_DIR / "postgres")
            addresses["postgres"] = self.cluster.url()
        if not os.environ.get("REDIS_URL"):
            self.say("starting Valkey")
            broker_port = valkey.free_port()
            command = valkey.command(settings.VAR_DIR / "valkey", broker_port)
            self.broker = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
            leftovers.remember(self.run_dir / "processes.json", [self.broker.pid])
            addresses["valkey"] = valkey.url(broker_port)
            served.append(Program("valkey", command, priority=10))
        (settings.VAR_DIR / "embedded.json").write_text(json.dumps(addresses))
        return environment, served

    def _programs(self, port: int, workers: int) -> list[Program]:
        web = programs.web(port, workers=workers, media=settings.MEDIA_ROOT)
        (self.run_dir / "beat.pid").unlink(missing_ok=True)
        settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
        return [
            Program("web", web),
            Program("worker", programs.worker(), stop_seconds=20),
            Program("beat", programs.beat(self.run_dir)),
        ]

    def _prepare(self, environment: dict[str, str], *, wants_demo: bool) -> None:
        steps = [
            ("migrating", ["migrate", "--verbosity", "0"]),
            ("gathering static files", ["collectstatic", "--noinput", "--verbosity", "0"]),
        ]
        environment["DEMO"] = "1" if wants_demo else "0"
        if wants_demo:
            steps.append(("loading the demo", ["demo", "--if-empty"]))
        for text, arguments in steps:
            self.say(text)
            # A process of its own: this one read its settings before the servers had an address.
            done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=settings.BASE_DIR, env=environment)
            if done.returncode:
                raise CommandError(f"{text} failed; see the lines above.")

    def _wait_until_ready(self, port: int) -> None:
        for _ in range(120):
            if self.supervisor.poll() is not None:
                raise CommandError(f"The processes could not be started; see {self.run_dir}/supervisord.log")
            try:
                if requests.get(f"http://127.0.0.1:{port}/health/ready/", timeout=2).status_code == 200:
                    return
            except requests.RequestException:
                pass
            time.sleep(0.25)
        raise CommandError(f"The web processes do not answer; see {self.run_dir}/web.log")

    def _watch(self) -> None:
        """Stay in the foreground; bring PostgreSQL back when its postmaster dies."""
        while self.supervisor.poll() is None:
            time.sleep(1)
            if self.cluster and not self.cluster.get_postmaster_info().is_running():
                self.say("PostgreSQL went away; starting it again")
                try:
                    self.cluster.ensure_postgres_running()
                except (subprocess.SubprocessError, AssertionError):
                    self.say("not yet; trying again")
        raise CommandError(f"The supervisor stopped; see {self.run_dir}/supervisord.log")

    def _stop(self, process: subprocess.Popen, seconds: int = 25) -> None:
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _shut_down(self) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if self.supervisor or self.cluster or self.broker:
            self.say("stopping")
        for process in (self.supervisor, self.broker):
            if process and process.poll() is None:
                self._stop(process)
        if self.cluster:
            self.cluster.stop()
        (self.run_dir / "processes.json").unlink(missing_ok=True)
