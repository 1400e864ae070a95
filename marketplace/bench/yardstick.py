"""What this machine gives at best, under the same server and load: a bare Django view with one query and a 24-item template, and one that
returns 20 KB of ready text."""

from __future__ import annotations

from marketplace.bench import Figure, Options
from marketplace.bench.pages import measure_page
from marketplace.bench.serving import web_server


def run(options: Options) -> list[Figure]:
    with web_server(workers=options.workers, application="marketplace.bench.bare:application") as server:
        measure_page("warm-up", server, ["/"], Options(seconds=1, connections=options.connections), counts_queries=False)
        figures = measure_page("yardstick", server, ["/"], options, counts_queries=False)
        return figures + measure_page("ready text", server, ["/ready/"], options, counts_queries=False)


def rate_of(figures: list[Figure], name: str = "yardstick") -> float:
    """The pages a second among the yardstick's figures, to hold another page against."""
    return next(figure.value for figure in figures if figure.name == f"{name}: rate")
