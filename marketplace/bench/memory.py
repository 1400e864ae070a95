"""What the house weighs at rest: web, worker and beat as `manage.py up` starts them, before and after their first work."""

from __future__ import annotations

import subprocess
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from marketplace.bench import Figure, Options
from marketplace.bench.serving import Running, environment, web_server
from marketplace.embedded import programs

PAGES = ["/", "/products/", "/zh-hans/products/", "/cart/", "/accounts/login/", "/api/v1/products/"]


def run(options: Options) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="isoko-bench-") as home, web_server(workers=options.workers) as web:
        told = environment(**programs.FRUGAL, ISOKO_HOUSE=home)
        quiet = {"cwd": settings.BASE_DIR, "env": told, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        house = {
            "web": web,
            "worker": Running(subprocess.Popen(programs.worker(), **quiet)),
            "beat": Running(subprocess.Popen(programs.beat(Path(home)), **quiet)),
        }
        try:
            _wait_for(Path(home) / "worker.ready")
            time.sleep(4)
            fresh = _weigh(house, "started")
            for _ in range(3 * options.workers):
                for path in PAGES:
                    _ask(web.url, path)
            time.sleep(2)
            return [*fresh, *_weigh(house, "after its first pages")]
        finally:
            house["worker"].stop()
            house["beat"].stop()


def _weigh(house: dict[str, Running], when: str) -> list[Figure]:
    prints = {name: running.footprint() for name, running in house.items()}
    figures = [
        Figure(f"{when}: {name}", round(each.pss, 1), "MiB PSS", f"{each.processes} processes, {each.rss:.0f} MiB RSS")
        for name, each in prints.items()
    ]
    rss = sum(each.rss for each in prints.values())
    whole = Figure(
        f"{when}: together", round(sum(each.pss for each in prints.values()), 1), "MiB PSS", f"{rss:.0f} MiB RSS; target 400 MiB"
    )
    return [*figures, whole]


def _ask(url: str, path: str) -> None:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.request("GET", path)
    connection.getresponse().read()
    connection.close()


def _wait_for(file: Path, seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not file.exists():
        if time.monotonic() > ends:
            raise TimeoutError("the worker did not come up")
        time.sleep(0.2)
