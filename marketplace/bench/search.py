"""The search over the demo's set of searches: what its statements take in the database, and its pages over HTTP, made anew each time
(KEEP_PAGES=0: what the first reader of a search waits for) and kept.

Up to what is on sale it runs on the current database; with `--products N` beyond that, in a fresh one filled by SQL."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psutil
from django.conf import settings
from django.db import connection

from catalog.models import Listing, Product
from catalog.selectors.browsing import Scope, read_rows
from catalog.selectors.filters import Filters
from catalog.selectors.listing import search_goods
from marketplace.bench import Figure, Options, yardstick
from marketplace.bench.pages import measure_page
from marketplace.bench.scratch import scratch_house
from marketplace.bench.search_rows import fill
from marketplace.bench.serving import environment, web_server
from marketplace.demo_data.people import load_people
from marketplace.demo_data.products import load_unpictured
from marketplace.demo_data.rate_cards import load_exchange_rates
from marketplace.demo_data.searches import searches as search_queries
from marketplace.demo_data.sellers import load_sellers

ROUNDS = 3
SIZES = ("search_searchdocument", "document_words", "document_standing", "search_searchterm", "catalog_listing")


class TooFew(RuntimeError):
    """There is nothing to search: load the demo first."""


def run(options: Options) -> list[Figure]:
    there = Product.objects.on_sale().count()
    if not there and not options.products:
        raise TooFew("No products on sale. Run `manage.py demo --scale large --products 10000` first, or give --products.")
    if options.products <= there:
        return _measure(options, environment(BENCH_DATABASE=json.dumps(settings.DATABASES["default"], default=str)))
    with scratch_house() as house:
        load_exchange_rates()
        load_unpictured(load_sellers(load_people(), lambda text: None))
        began = time.perf_counter()
        fill(options.products)
        figures = [Figure("making the products", round(time.perf_counter() - began, 1), "s", "by SQL, in a database of its own")]
        # Its pages ask for the static files where they are.
        return figures + _measure(options, {**house.environment, "VAR_DIR": str(settings.VAR_DIR)})


def _measure(options: Options, told: dict[str, str]) -> list[Figure]:
    searches = [(row["query"], "zh-hans" if row["language"] == "zh-hant" else row["language"]) for row in search_queries()]
    figures = [Figure("products on sale", Listing.objects.filter(currency="CNY").count(), "products", f"{len(searches)} searches")]
    figures += _sizes()
    times: list[float] = []
    slowest = (0.0, "")
    server = _server()
    before = 0.0
    for turn in range(ROUNDS + 1):
        if turn == 1 and server:
            before = _seconds(server)
        for text, language in searches:
            with _timed() as spent:
                found = search_goods(Scope("CNY"), Filters(q=text), language)
                if found.counts.total:
                    read_rows(found.scope, language=language, sort="match")
            if turn:  # the first round warms the database's memory
                times.append(sum(spent))
                slowest = max(slowest, (sum(spent), text))
    times.sort()
    for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99)):
        spent = round(times[int(len(times) * share)] * 1000, 1)
        figures.append(Figure(f"in the database: {name}", spent, "ms", "all statements of a page"))
    figures.append(Figure("in the database: slowest", round(slowest[0] * 1000, 1), "ms", slowest[1]))
    if server:
        spent = round((_seconds(server) - before) * 1000 / len(times), 2)
        figures.append(Figure("in the database: processor", spent, "ms/page", "mean of all searches"))
    measured = yardstick.run(options)
    paths = [f"/{'' if language == 'en' else language + '/'}products/?q={quote(text)}" for text, language in searches]
    figures += measured
    for prefix, kept, standard in (("", "0", "yardstick"), ("kept ", "1", "ready text")):
        with web_server(workers=options.workers, told={**told, "KEEP_PAGES": kept}) as pages:
            measure_page("warm-up", pages, paths, options, counts_queries=False)
            figures += measure_page(
                f"{prefix}search page",
                pages,
                paths,
                options,
                yardstick=yardstick.rate_of(measured, standard),
                counts_queries=not prefix,
            )
    return figures


def _server() -> psutil.Process | None:
    """The database's process that answers this connection, where it runs on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (number,) = cursor.fetchone()
    try:
        process = psutil.Process(number)
        return process if "postgres" in process.name() else None
    except psutil.Error:
        return None


def _seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


@contextmanager
def _timed() -> Iterator[list[float]]:
    """The seconds each statement within took, asked over a socket of this machine."""
    spent: list[float] = []

    def clock(execute, sql, parameters, many, context):
        began = time.perf_counter()
        try:
            return execute(sql, parameters, many, context)
        finally:
            spent.append(time.perf_counter() - began)

    with connection.execute_wrapper(clock):
        yield spent


def _sizes() -> list[Figure]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, pg_table_size(name::regclass) FROM unnest(%s::text[]) name", [list(SIZES)])
        return [Figure(f"size of {name}", round(size / 2**20, 1), "MiB") for name, size in cursor.fetchall()]
