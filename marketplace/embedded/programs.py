"""The commands of the house's own processes: what `manage.py up` runs, and what a benchmark measures."""

from __future__ import annotations

import sys
from pathlib import Path

WEB_WORKERS = 2
# Two arenas instead of eight a core: threads of Python gain nothing from more, and each keeps what it once needed.
FRUGAL = {
    "PYTHONUNBUFFERED": "1",
    "MALLOC_ARENA_MAX": "2",
    # A picture's pixels go back to the system when it is done, instead of staying with the process.
    "MALLOC_TRIM_THRESHOLD_": "262144",
    "MALLOC_MMAP_THRESHOLD_": "262144",
}


PHOTOS = ("photos", "opinions")  # folders the web server hands out itself; the others hold videos, which players ask for by ranges


def web(port: int, *, workers: int, media: Path | None = None, application: str = "marketplace.wsgi:application") -> list[str]:
    """The web server on 127.0.0.1; it hands out photos itself. It knows no ranges: videos are marketplace/media_files.py's."""
    pictures = [word for name in PHOTOS if media for word in _handed_out(f"/media/{name}", media / name)]
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", "2", "--respawn-failed-workers", "--no-ws", "--log-level", "warning"),
        *pictures,
        application,
    ]


def _handed_out(route: str, folder: Path) -> list[str]:
    return ["--static-path-route", route, "--static-path-mount", str(folder)]


def worker(*, concurrency: int = 4) -> list[str]:
    """The Celery worker for both queues."""
    return [
        *(sys.executable, "-m", "celery", "-A", "marketplace", "worker", "--pool", "threads", "--concurrency", str(concurrency)),
        *("--queues", "fast,slow", "--loglevel", "INFO", "--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]


def beat(run_dir: Path) -> list[str]:
    """Celery's clock."""
    return [sys.executable, "-m", "celery", "-A", "marketplace.clock", "beat", "--loglevel", "INFO", "--pidfile", str(run_dir / "beat.pid")]
