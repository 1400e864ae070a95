"""Delivery quotes: how long a buyer waits for a price with a live worker, and how many one worker makes.

The demo's rate cards stand in a scratch house; one real Celery process prices what is asked there."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace.bench import Figure, Options
from marketplace.bench.freight_rows import PLACES, write_freight_rows
from marketplace.bench.scratch import scratch_house
from marketplace.demo_data.rate_cards import load_exchange_rates, load_rate_cards
from marketplace.money import Money
from orders.logistics.enums import QuoteState
from orders.logistics.models import Quote
from orders.logistics.parcels import Parcel
from orders.logistics.pricing import Converter
from orders.logistics.rate_book import rate_book
from orders.logistics.services import issue_quote, request_freight, request_quote
from orders.logistics.services.freight import freight_options

PARCELS = [Parcel(600, 400, 200, 5625, 8), Parcel(350, 250, 200, 3080, 2)]
CARTONS = [Parcel(600, 400, 400, 18_000, 200), Parcel(350, 250, 200, 6_000, 100)]
THREADS = 4


def run(options: Options) -> list[Figure]:
    with scratch_house() as house:
        load_exchange_rates()
        load_rate_cards()
        with house.worker(concurrency=THREADS) as worker:
            for _ in range(20):  # warm-up: connections, caches
                _answered([_ask()])
            waits = [_wait_for_one() for _ in range(options.count)]
            before, begun = worker.cpu_seconds(), time.perf_counter()
            _answered([_ask() for _ in range(options.count)])
            seconds, spent = time.perf_counter() - begun, worker.cpu_seconds() - before
            memory = worker.footprint()
            rows = write_freight_rows()
            _answered([_ask_freight(0)])  # the book is read once
            freight_waits = [_wait_for_one(lambda number=number: _ask_freight(number)) for number in range(options.count)]
            before = worker.cpu_seconds()
            with transaction.atomic():  # all asked at one moment: the worker's pace is measured, not the asking
                quotes = [_ask_freight(number) for number in range(options.count)]
            begun = time.perf_counter()
            _answered(quotes)
            freight_seconds, freight_spent = time.perf_counter() - begun, worker.cpu_seconds() - before
        return [
            *_latency(waits),
            *_rate(options.count, seconds, spent, memory.pss),
            *_alone(options.count),
            *_freight(options.count, rows, freight_waits, freight_seconds, freight_spent),
        ]


def _ask() -> Quote:
    return request_quote(
        parcels=PARCELS, origin="KGL", destination_country="CN", currency="CNY", goods_value=Money(Decimal("400.80"), "CNY")
    )


def _answered(quotes: list[Quote], *, patience: float = 180) -> None:
    """Wait until all of them are priced. Raises TimeoutError."""
    waiting = Quote.objects.filter(pk__in=[quote.pk for quote in quotes], state=QuoteState.WAITING)
    ends = time.perf_counter() + patience
    while waiting.exists():
        if time.perf_counter() > ends:
            raise TimeoutError(f"{waiting.count()} quotes still wait after {patience:.0f} s")
        time.sleep(0.002 if len(quotes) == 1 else 0.02)


def _ask_freight(number: int) -> Quote:
    """Three hundred cartons to one of the two hundred places, by road and sea or by air, in containers or loose."""
    return request_freight(
        parcels=CARTONS, origin="KGL", destination_place=PLACES[number % len(PLACES)], destination_country="CN", incoterm="CPT",
        currency="CNY", goods_value=Money(Decimal(40_000), "USD"),
    )  # fmt: skip


def _freight(count: int, rows: int, waits: list[float], seconds: float, spent: float) -> list[Figure]:
    """Multi-leg quotes: with the worker, as rows alone, and what the sums themselves cost."""
    quotes = [_ask_freight(number) for number in range(count)]
    issue_quote(quote_id=quotes[0].pk)
    begun, before = time.perf_counter(), time.process_time()
    for quote in quotes[1:]:
        issue_quote(quote_id=quote.pk)
    alone, alone_cpu = time.perf_counter() - begun, time.process_time() - before
    today = timezone.localdate()
    book = rate_book(today)
    before = time.process_time()
    for quote in quotes:
        freight_options(quote, book, Converter(quote.currency, today))
    sums = time.process_time() - before
    ordered = sorted(waits)
    return [
        Figure("freight: p95 of the answer", round(ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)], 1), "ms", f"{rows} rate rows"),
        Figure("freight, one worker: rate", round(count / seconds, 1), "quotes/s", f"{count} asked at one moment, all priced and written"),
        Figure("freight, one worker: a core's", round(count / spent, 1), "quotes/s", "by processor time; broker and job rows included"),
        Figure("freight, one worker: processor", round(1000 * spent / count, 2), "ms/quote"),
        Figure("freight issued alone: rate", round((count - 1) / max(alone, 1e-9), 1), "quotes/s", "one thread, priced and written"),
        Figure(
            "freight issued alone: a core's", round((count - 1) / max(alone_cpu, 1e-9), 1), "quotes/s", "by processor time of the process"
        ),
        Figure(
            "freight worked out: a core's",
            round(count / max(sums, 1e-9), 1),
            "quotes/s",
            f"{quotes[0].options.count()} options, not written",
        ),
    ]


def _wait_for_one(ask: Callable[[], Quote] | None = None) -> float:
    """Milliseconds from the request to the committed price, seen from another process."""
    begun = time.perf_counter()
    _answered([(ask or _ask)()])
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


def _alone(count: int) -> list[Figure]:
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
    Quote.objects.bulk_create(quotes)
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
