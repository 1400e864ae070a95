"""Child processes that cannot outlive us: Linux ends them when their parent dies, however it dies."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from marketplace.embedded.account import as_account

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def ended_with_parent(by: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`: the kernel sends the child this signal when the process that started it is gone."""
    parent = os.getpid()

    def ask_the_kernel() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(by))
        if os.getppid() != parent:  # it died in between
            os._exit(0)

    return ask_the_kernel


def end_with_parent(by: signal.Signals = signal.SIGTERM) -> None:
    """The same for a process that is already running and was started by somebody else's code."""
    parent = os.getppid()
    _libc.prctl(PR_SET_PDEATHSIG, int(by))
    if os.getppid() != parent:
        os._exit(0)


def start(
    command: list[str],
    *,
    log: Path,
    account: str | None = None,
    by: signal.Signals = signal.SIGTERM,
    cwd: Path | None = None,
    environment: dict[str, str] | None = None,
) -> subprocess.Popen:
    """Run the command in a session of its own (Ctrl-C reaches us alone), its words in the log, as the account where one is given."""
    with log.open("ab") as words:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            cwd=cwd,
            env=environment,
            start_new_session=True,
            **as_account(account),
            preexec_fn=ended_with_parent(by),
        )
