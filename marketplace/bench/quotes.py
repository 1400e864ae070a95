"""Delivery quotes: how long a buyer waits for a price with a live worker, and how many one worker makes.

The worker is one real Celery process of the house with a broker corner of its own, so that a house that is up takes no part in it.
What is written is taken away afterwards."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import redis
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.bench import Figure, Options
from marketplace.bench.serving import Running, environment
from marketplace.celery import app
from marketplace.demo_data.rate_cards import load_exchange_rates, load_rate_cards
from marketplace.embedded import programs
from marketplace.jobs.models import Job
from marketplace.money import Money
from orders.logistics.enums import QuoteState
from orders.logistics.models import Quote, RateCard
from orders.logistics.parcels import Parcel
from orders.logistics.services import issue_quote, request_quote

CORNER = 15  # of the broker's sixteen databases
PARCELS = [Parcel(600, 400, 200, 5625, 8), Parcel(350, 250, 200, 3080, 2)]
THREADS = 4


class NoWorker(RuntimeError):
    """The worker under test did not answer in time."""


def run(options: Options) -> list[Figure]:
    if not RateCard.objects.filter(origin="KGL", destination_country="CN").exists():
        load_exchange_rates()
        load_rate_cards()
    asked: list[Quote] = []
    try:
        with live_worker() as worker:
            for _ in range(20):  # warm-up: connections, caches
                asked.append(_answered(_ask()))
            waits = [_wait_for_one(asked) for _ in range(options.count)]
            before, begun = worker.cpu_seconds(), time.perf_counter()
            batch = [_ask() for _ in range(options.count)]
            asked += batch
            _answered(batch[-1], all_of=batch)
            seconds, spent = time.perf_counter() - begun, worker.cpu_seconds() - before
            memory = worker.footprint()
        return [*_latency(waits), *_rate(options.count, seconds, spent, memory.pss), *_alone(options.count, asked)]
    finally:
        numbers = [str(quote.pk) for quote in asked]
        Job.objects.filter(kind="logistics.quote", payload__quote__in=numbers).delete()
        Quote.objects.filter(pk__in=numbers).delete()


@contextmanager
def live_worker() -> Iterator[Running]:
    """One Celery worker on a corner of the broker that nobody else uses; this process sends there meanwhile."""
    corner = f"{settings.REDIS_URL.rsplit('/', 1)[0]}/{CORNER}"
    client = redis.Redis.from_url(corner)
    client.flushdb()
    usual = app.conf.broker_url
    app.conf.broker_url = corner
    process = subprocess.Popen(
        programs.worker(concurrency=THREADS),
        cwd=settings.BASE_DIR,
        env=environment(REDIS_URL=corner),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    running = Running(process)
    try:
        yield running
    finally:
        running.stop()
        app.conf.broker_url = usual
        client.flushdb()


def _ask() -> Quote:
    return request_quote(
        parcels=PARCELS, origin="KGL", destination_country="CN", currency="CNY", goods_value=Money(Decimal("400.80"), "CNY")
    )


def _answered(quote: Quote, *, all_of: list[Quote] | None = None, patience: float = 60) -> Quote:
    """Wait until the quote, or all of a batch, is priced. Raises NoWorker."""
    waiting = Quote.objects.filter(pk__in=[one.pk for one in all_of or [quote]], state=QuoteState.WAITING)
    ends = time.perf_counter() + patience
    while waiting.exists():
        if time.perf_counter() > ends:
            raise NoWorker(f"{waiting.count()} quotes still wait after {patience:.0f} s")
        time.sleep(0.002 if all_of is None else 0.02)
    return quote


def _wait_for_one(asked: list[Quote]) -> float:
    """Milliseconds from the request to the committed price, seen from another process."""
    begun = time.perf_counter()
    quote = _ask()
    asked.append(quote)
    _answered(quote)
    return (time.perf_counter() - begun) * 1000


def _latency(waits: list[float]) -> list[Figure]:
    ordered = sorted(waits)

    def at(share: float) -> float:
        return round(ordered[min(int(len(ordered) * share), len(ordered) - 1)], 1)

    note = f"request to price, one after the other, {len(waits)} times"
    return [
        Figure("quote: p50", at(0.50), "ms", note),
        Figure("quote: p95", at(0.95), "ms"),
        Figure("quote: p99", at(0.99), "ms", "the page promises 2,000 ms"),
    ]


def _rate(count: int, seconds: float, spent: float, memory: float) -> list[Figure]:
    return [
        Figure("one worker: rate", round(count / seconds, 1), "quotes/s", f"{count} at once, asked for and priced; {THREADS} threads"),
        Figure("one worker: processor", round(1000 * spent / count, 2), "ms/quote"),
        Figure("one worker: memory", round(memory, 1), "MiB", "PSS"),
    ]


def _alone(count: int, asked: list[Quote]) -> list[Figure]:
    """Pricing without broker and job row: what the rules and the database cost."""
    quotes = [
        Quote(
            parcels=[parcel.as_json() for parcel in PARCELS],
            origin="KGL",
            destination_country="CN",
            currency="CNY",
            goods_currency="CNY",
            gross_g=1,
        )
        for _ in range(count)
    ]
    asked += Quote.objects.bulk_create(quotes)
    with CaptureQueriesContext(connection) as captured:
        issue_quote(quote_id=quotes[0].pk)
    begun = time.perf_counter()
    for quote in quotes[1:]:
        issue_quote(quote_id=quote.pk)
    seconds = time.perf_counter() - begun
    return [
        Figure("pricing alone: rate", round((count - 1) / max(seconds, 1e-9), 1), "quotes/s", "one thread, no broker"),
        Figure("pricing alone: queries", len(captured), "queries", f"{quotes[0].options.count()} options"),
    ]
