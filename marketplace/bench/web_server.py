"""Which web server is faster here: the same page under granian and, where it is installed, gunicorn with threads. They take turns, so that
a busy minute of the machine falls on both."""

from __future__ import annotations

import importlib.util
import sys
from statistics import median

from marketplace.bench import Figure, Options
from marketplace.bench.load import press
from marketplace.bench.serving import web_server
from marketplace.embedded import programs

PAGE = "/products/"
ROUNDS = 3


def commands(workers: int) -> dict[str, list[str]]:
    ours = programs.web(0, workers=workers)
    ours[ours.index("--port") + 1] = "{port}"
    one = programs.web(0, workers=1)
    one[one.index("--port") + 1] = "{port}"
    one[one.index("--blocking-threads") + 1] = "4"
    found = {f"granian, {workers} workers × 2 threads": ours, "granian, 1 worker × 4 threads": one}
    if importlib.util.find_spec("gunicorn"):
        gunicorn = [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:{port}", "--workers", str(workers), "--log-level", "error"]
        threaded = [*gunicorn, "--worker-class", "gthread", "--threads", "2", "--keep-alive", "30"]
        found[f"gunicorn, {workers} workers × 2 threads"] = [*threaded, "marketplace.wsgi:application"]
        found[f"gunicorn, {workers} workers × 2 threads, preloaded"] = [*threaded, "--preload", "marketplace.wsgi:application"]
    return found


def run(options: Options) -> list[Figure]:
    rates: dict[str, list[float]] = {}
    tails: dict[str, list[float]] = {}
    cpu: dict[str, list[float]] = {}
    weights: dict[str, tuple[float, float]] = {}
    for _ in range(ROUNDS):
        for name, command in commands(options.workers).items():
            with web_server(command=command) as server:
                press(server.url, [PAGE], seconds=1, connections=options.connections)
                before = server.cpu_seconds()
                load = press(server.url, [PAGE], seconds=options.seconds, connections=options.connections, warm_up=0)
                spent = server.cpu_seconds() - before
                weight = server.footprint()
            rates.setdefault(name, []).append(load.rate)
            tails.setdefault(name, []).append(load.p99)
            cpu.setdefault(name, []).append(1000 * spent / max(load.requests, 1))
            weights[name] = (weight.pss, weight.rss)
    figures = []
    for name in rates:
        figures += [
            Figure(f"{name}: rate", median(rates[name]), "pages/s", f"{PAGE}, median of {ROUNDS}: {', '.join(map(str, rates[name]))}"),
            Figure(f"{name}: p99", median(tails[name]), "ms"),
            Figure(f"{name}: processor", round(median(cpu[name]), 2), "ms/page"),
            Figure(f"{name}: memory", round(weights[name][0], 1), "MiB PSS", f"{weights[name][1]:.0f} MiB RSS"),
        ]
    return figures
