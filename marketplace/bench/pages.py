"""One page under load: rate, latencies, queries, processor time and bytes, as figures."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from marketplace.bench import Figure, Options
from marketplace.bench.load import Ask, press
from marketplace.bench.serving import Running


class BadAnswer(RuntimeError):
    """A measured page did not answer 200: its figures would mean nothing."""


def queries_of(path: str, **headers: str) -> list[str]:
    """The SQL of one signed-out page, caches of the process warm. Raises BadAnswer."""
    with override_settings(ALLOWED_HOSTS=["testserver"], SECURE_SSL_REDIRECT=False):
        client = Client(headers=headers)
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = client.get(path)
    if answer.status_code != 200:
        raise BadAnswer(f"{path}: {answer.status_code}")
    return [query["sql"] for query in captured.captured_queries]


def measure_page(
    name: str, server: Running, paths: list[str | Ask], options: Options, *, yardstick: float | None = None, counts_queries: bool = True
) -> list[Figure]:
    """Press the server for these pages (asked in turn) and say what they cost. With the yardstick's rate also the share of it.
    Raises BadAnswer when a page fails."""
    before = server.cpu_seconds()
    load = press(server.url, paths, seconds=options.seconds, connections=options.connections, warm_up=0)
    spent = server.cpu_seconds() - before
    if load.failures:
        raise BadAnswer(f"{name}: {load.failures} of {load.requests} answers failed: {load.statuses}")
    figures = [
        Figure(f"{name}: rate", load.rate, "pages/s", f"{options.connections} connections, {load.seconds:g} s"),
        Figure(f"{name}: p50", load.p50, "ms"),
        Figure(f"{name}: p95", load.p95, "ms"),
        Figure(f"{name}: p99", load.p99, "ms"),
        Figure(f"{name}: processor", round(1000 * spent / max(load.requests, 1), 2), "ms/page"),
        Figure(f"{name}: size", round(load.bytes_each / 1024, 1), "KiB", "uncompressed, headers counted"),
    ]
    if yardstick:
        figures.append(Figure(f"{name}: share of the yardstick", round(load.rate / yardstick, 2), "×"))
    if counts_queries:
        first = paths[0] if isinstance(paths[0], str) else paths[0].path
        figures.append(Figure(f"{name}: queries", len(queries_of(first)), "queries"))
    return figures
