"""The processes of the house under supervisor: each restarted when it dies, all stopped together, the servers of data last."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
import xmlrpc.client
from dataclasses import dataclass
from pathlib import Path

from supervisor.xmlrpc import SupervisorTransport

from marketplace.embedded import children

DATA, APPLICATION = "data", "house"  # the groups: servers of data first up and last down


@dataclass(frozen=True)
class Program:
    name: str
    command: list[str]
    group: str = APPLICATION
    stop_seconds: int = 10
    stop_signal: signal.Signals = signal.SIGTERM
    account: str | None = None


class NotSupervised(RuntimeError):
    """Supervisor did not start, or does not answer."""


def configuration(programs: list[Program], root: Path, socket: Path) -> str:
    """A supervisord file, for a run in its own directory: data programs start with it, those of the application when asked for."""
    parts = [
        "[supervisord]",
        "nodaemon=true",
        "silent=true",
        # Beside the file itself: supervisor reads per cent signs in log paths twice, however they are written.
        "logfile=supervisord.log",
        "pidfile=supervisord.pid",
        "childlogdir=.",
        "user=root" if os.geteuid() == 0 else "",
        "[unix_http_server]",
        f"file={_plain(socket)}",
        "chmod=0700",
        "[supervisorctl]",
        f"serverurl=unix://{_plain(socket)}",
        "[rpcinterface:supervisor]",
        "supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface",
    ]
    for group, priority in ((DATA, 10), (APPLICATION, 100)):
        members = [program for program in programs if program.group == group]
        if members:
            parts += [f"[group:{group}]", f"programs={','.join(program.name for program in members)}", f"priority={priority}"]
        for program in members:
            parts += [
                f"[program:{program.name}]",
                f"command={_plain(' '.join(shlex.quote(part) for part in program.command))}",
                f"directory={_plain(root)}",
                f"user={program.account}" if program.account else "",
                f"autostart={'true' if group == DATA else 'false'}",
                "autorestart=true",
                "startsecs=1",
                "startretries=10",
                f"stopsignal={program.stop_signal.name.removeprefix('SIG')}",
                f"stopwaitsecs={program.stop_seconds}",
                f"stopasgroup={'false' if group == DATA else 'true'}",
                "killasgroup=true",
                "redirect_stderr=true",
                f"stdout_logfile={program.name}.log",
                "stdout_logfile_maxbytes=5MB",
                "stdout_logfile_backups=1",
            ]
    return "\n".join(part for part in parts if part) + "\n"


def _plain(value: object) -> str:
    return str(value).replace("%", "%%")


class Supervisor:
    """A running supervisord. It ends with the process that started it, and its programs with it."""

    def __init__(self, programs: list[Program], directory: Path, root: Path, sockets: Path, environment: dict[str, str]) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        socket, path = sockets / "supervisor.sock", directory / "supervisord.conf"
        socket.unlink(missing_ok=True)
        path.write_text(configuration(programs, root, socket))
        self.log = directory / "supervisord.log"
        command = [sys.executable, "-m", "supervisor.supervisord", "-c", path.name]
        self.process = children.start(command, log=directory / "supervisord.out", cwd=directory, environment=environment)
        self.server = xmlrpc.client.ServerProxy("http://127.0.0.1", SupervisorTransport(None, None, f"unix://{socket}"))
        self._wait(socket)

    def _wait(self, socket: Path) -> None:
        for _ in range(200):
            if self.process.poll() is not None:
                break
            if socket.exists():
                return
            time.sleep(0.05)
        words = (self.log.with_suffix(".out").read_text().strip().splitlines() or [""])[-1]
        raise NotSupervised(f"The processes could not be started; see {self.log}. {words}".strip())

    def start_application(self) -> None:
        self.server.supervisor.startProcessGroup(APPLICATION, False)

    def given_up(self) -> list[str]:
        """Names of programs that died so often that supervisor stopped restarting them; each is tried once more."""
        try:
            lost = [info for info in self.server.supervisor.getAllProcessInfo() if info["statename"] == "FATAL"]
            for info in lost:
                self.server.supervisor.startProcess(f"{info['group']}:{info['name']}", False)
        except (OSError, xmlrpc.client.Error):
            return []
        return [info["name"] for info in lost]

    def is_running(self) -> bool:
        return self.process.poll() is None

    def stop(self, seconds: float = 40) -> None:
        """Stop every program, the application before its data; kill what does not heed."""
        self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
