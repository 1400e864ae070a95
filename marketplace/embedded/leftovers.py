"""What a killed start left behind: every process of the house carries its mark, and the next start ends those it finds."""

from __future__ import annotations

from pathlib import Path

import psutil

MARK = "ISOKO_HOUSE"


def mark(environment: dict[str, str], house: Path) -> dict[str, str]:
    """The environment with the mark of the house in it."""
    return {**environment, MARK: str(house)}


def marked(house: Path) -> list[psutil.Process]:
    """The running processes that were started for this house, ourselves and those above us left out."""
    own = psutil.Process()
    spared = {own.pid, *(parent.pid for parent in own.parents())}
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid not in spared and process.environ().get(MARK) == str(house):
                found.append(process)
        except psutil.Error:
            continue  # gone, or somebody else's
    return found


def end(processes: list[psutil.Process], *, patience: float = 25) -> int:
    """Ask the processes to stop, those that started the others first; kill what does not. Returns how many there were."""
    numbers = {process.pid for process in processes}
    for process in processes:
        try:
            if process.ppid() not in numbers:
                process.terminate()
        except psutil.Error:
            continue
    _, alive = psutil.wait_procs(processes, timeout=patience)
    for process in alive:
        try:
            process.kill()
        except psutil.Error:
            continue
    psutil.wait_procs(alive, timeout=5)
    return len(processes)
