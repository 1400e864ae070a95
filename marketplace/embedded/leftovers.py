"""What a killed `up` left behind: its processes are written down while it runs, and ended by the next start."""

from __future__ import annotations

import json
from pathlib import Path

import psutil


def remember(path: Path, pids: list[int]) -> None:
    """Note the processes with their start times, so that a later stranger with the same number is left alone."""
    known = []
    for pid in pids:
        try:
            known.append([pid, psutil.Process(pid).create_time()])
        except psutil.NoSuchProcess:
            continue
    path.write_text(json.dumps(known))


def end(path: Path) -> int:
    """End the processes noted in the file and their children; returns how many there were."""
    if not path.exists():
        return 0
    found: dict[int, psutil.Process] = {}
    for pid, started in json.loads(path.read_text() or "[]"):
        try:
            process = psutil.Process(pid)
            if abs(process.create_time() - started) < 1:
                found.update({p.pid: p for p in [process, *process.children(recursive=True)]})
        except psutil.NoSuchProcess:
            continue
    for process in found.values():
        process.terminate()
    _, alive = psutil.wait_procs(list(found.values()), timeout=8)
    for process in alive:
        process.kill()
    path.unlink(missing_ok=True)
    return len(found)
