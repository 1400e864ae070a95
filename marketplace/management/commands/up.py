"""`manage.py up`: the whole house in one process tree."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time

import requests
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from marketplace.embedded import leftovers, programs
from marketplace.embedded.house import REFUSALS, House
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
        parser.add_argument("--workers", type=int, default=programs.WEB_WORKERS, help="web worker processes")
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")
        parser.add_argument("--demo", action="store_true", help="load the demo even into servers named by DATABASE_URL")

    def handle(self, *, port: int, workers: int, no_demo: bool, demo: bool, **_options) -> None:
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._leave)
        began = time.monotonic()
        wants_demo = demo or (settings.EMBEDDED and not no_demo)
        has_sandbox = self._wants_sandbox(wants_demo)
        environment = {**programs.FRUGAL, **os.environ, "SITE_URL": f"http://127.0.0.1:{port}", "DEMO": "1" if wants_demo else "0"}
        try:
            with House(settings.VAR_DIR, settings.BASE_DIR, self.say) as house:
                self._refuse_taken_port(port)
                try:
                    house.start(self._programs(house, port, workers), environment, has_sandbox=has_sandbox)
                    self._prepare(leftovers.mark(environment, house.run_dir), wants_demo)
                    self.say("starting web, worker and beat")
                    house.supervisor.start_application()
                    self._wait_until_ready(house, port)
                    self.say(f"up after {time.monotonic() - began:.0f} s; logs are in {house.run_dir}")
                    self._print_ready(house, port, wants_demo)
                    self._watch(house)
                finally:
                    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                        signal.signal(number, signal.SIG_IGN)
                    self.say("stopping")
        except REFUSALS as refusal:
            raise CommandError(str(refusal)) from None
        except (KeyboardInterrupt, SystemExit):
            pass

    def say(self, text: str) -> None:
        self.stdout.write(f"· {text}")
        self.stdout.flush()

    def _leave(self, *_signal) -> None:
        sys.exit(0)

    def _refuse_taken_port(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except (OSError, OverflowError) as error:
                if isinstance(error, PermissionError | OverflowError):
                    raise CommandError(
                        f"Port {port} cannot be used here. Choose one from 1024 to 65535: manage.py up --port 8000"
                    ) from None
                raise CommandError(f"Port {port} is taken. Choose another: manage.py up --port {port + 1}") from None

    def _wants_sandbox(self, wants_demo: bool) -> bool:
        """Where payments go to the sandbox (with the demo, unless told otherwise) and no address names one that runs already."""
        told = os.environ.get("PAYMENTS_SANDBOX")
        is_open = settings.PAYMENTS_SANDBOX if told is not None else wants_demo
        return is_open and not os.environ.get("SANDBOX_URL")

    def _programs(self, house: House, port: int, workers: int) -> list[Program]:
        for name in programs.PHOTOS:
            (settings.MEDIA_ROOT / name).mkdir(parents=True, exist_ok=True)
        for name in ("beat.pid", "worker.ready"):
            (house.run_dir / name).unlink(missing_ok=True)
        return [
            Program("web", programs.web(port, workers=workers, media=settings.MEDIA_ROOT)),
            Program("worker", programs.worker(), stop_seconds=20),
            Program("beat", programs.beat(house.run_dir)),
        ]

    def _prepare(self, environment: dict[str, str], wants_demo: bool) -> None:
        # In processes of their own: this one read its settings before the servers had an address. The two need nothing of each other.
        self._run("bringing the database up to date, gathering static files", environment, ["migrate"], ["collectstatic", "--noinput"])
        if wants_demo:
            self._run("loading the demo", environment, ["demo", "--if-empty"], verbosity="1")

    def _run(self, text: str, environment: dict[str, str], *commands: list[str], verbosity: str = "0") -> None:
        self.say(text)
        python = [sys.executable, "manage.py"]
        running = []
        try:
            for command in commands:
                words = [*python, *command, "--verbosity", verbosity, "--skip-checks"]
                running.append(subprocess.Popen(words, cwd=settings.BASE_DIR, env=environment, start_new_session=True))
            for process, command in zip(running, commands, strict=True):
                if process.wait():
                    raise CommandError(f"`manage.py {command[0]}` failed; see the lines above.")
        finally:
            for process in running:
                if process.poll() is None:
                    process.kill()

    def _wait_until_ready(self, house: House, port: int) -> None:
        host = next((name for name in settings.ALLOWED_HOSTS if "*" not in name and not name.startswith(".")), "127.0.0.1")
        for _ in range(240):
            if not house.supervisor.is_running():
                raise CommandError(f"The processes could not be started; see {house.run_dir}/supervisord.log")
            try:
                answer = requests.get(f"http://127.0.0.1:{port}/health/ready/", headers={"Host": host}, timeout=2)
                if answer.status_code == 200 and (house.run_dir / "worker.ready").exists():
                    return
            except requests.RequestException:
                pass
            time.sleep(0.25)
        raise CommandError(f"The web server or the worker does not answer; see web.log and worker.log in {house.run_dir}")

    def _print_ready(self, house: House, port: int, has_demo: bool) -> None:
        if "sandbox" in house.addresses:
            self.stdout.write(f"payment sandbox, to order faults: {house.addresses['sandbox']}/")
        if has_demo:
            self.stdout.write("demo sign-ins:")
            for who, email, password in SIGN_INS:
                self.stdout.write(f"  {who:<20} {email:<24} {password}")
        self.stdout.write(f"ready http://127.0.0.1:{port}/")
        self.stdout.flush()

    def _watch(self, house: House) -> None:
        """Stay in the foreground. Supervisor restarts what dies; what dies again and again is said, and tried again."""
        while house.supervisor.is_running():
            time.sleep(2)
            for name in house.supervisor.given_up():
                self.say(f"{name} keeps failing; see {house.run_dir}/{name}.log. Trying again")
        raise CommandError(f"The supervisor stopped; see {house.run_dir}/supervisord.log")
