"""The processes of the house under supervisor: each restarted when it dies, all stopped together."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    name: str
    command: list[str]
    stop_seconds: int = 10
    priority: int = 100  # lower starts first and stops last


def configuration(programs: list[Program], directory: Path, root: Path) -> str:
    """A supervisord file that runs the programs in the foreground, their logs under `directory`."""
    parts = [
        "[supervisord]",
        "nodaemon=true",
        "silent=true",
        f"logfile={directory}/supervisord.log",
        f"pidfile={directory}/supervisord.pid",
        f"childlogdir={directory}",
        f"directory={root}",
        "user=root" if os.geteuid() == 0 else "",
    ]
    for program in programs:
        command = " ".join(shlex.quote(part).replace("%", "%%") for part in program.command)
        parts += [
            f"[program:{program.name}]",
            f"command={command}",
            f"priority={program.priority}",
            f"stopwaitsecs={program.stop_seconds}",
            "autorestart=true",
            "startsecs=1",
            "startretries=20",
            "stopasgroup=true",
            "killasgroup=true",
            "redirect_stderr=true",
            f"stdout_logfile={directory}/{program.name}.log",
            "stdout_logfile_maxbytes=5MB",
            "stdout_logfile_backups=1",
        ]
    return "\n".join(part for part in parts if part) + "\n"


def start(programs: list[Program], directory: Path, root: Path, environment: dict[str, str]) -> subprocess.Popen:
    """Start supervisord over the programs; terminate the process to stop them all."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / "supervisord.conf"
    path.write_text(configuration(programs, directory, root))
    command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(path)]
    # A session of its own: Ctrl-C reaches `up` alone, which then stops the house in order.
    return subprocess.Popen(command, cwd=root, env=environment, start_new_session=True)
