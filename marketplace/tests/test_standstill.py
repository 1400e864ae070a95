"""While the database stands still a kept page needs no look of its own; nothing may change without that being seen."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.models import ScheduledPrice, VariantPrice
from catalog.tests.factories import make_product
from marketplace import kept_pages
from marketplace.standstill import standing_now, watched

CLOCK = re.compile(r"(\w+)\"?\s*(?:<=|>=|<|>)\s*(?:now\(\)|statement_timestamp\(\))", re.IGNORECASE)


def patiently() -> Iterator[None]:
    """Tries for ten seconds: the transactions of other databases of the cluster, of other tests that is, move a snapshot too."""
    ends = time.monotonic() + 10
    while time.monotonic() < ends:
        yield


@pytest.mark.django_db(transaction=True)
def test_it_stands_still_until_somebody_commits():
    product = make_product()

    assert any(standing_now() == standing_now() != "" for _ in patiently())
    before = standing_now()
    VariantPrice.objects.filter(variant__product=product).update(amount="123.45")
    assert standing_now() != before


@pytest.mark.django_db(transaction=True)
def test_what_was_written_before_the_look_and_committed_after_it_is_seen():
    prices = VariantPrice.objects.filter(variant__product=make_product())
    written, looked = threading.Event(), threading.Event()

    def write() -> None:
        try:
            with transaction.atomic():
                prices.update(amount="123.45")
                written.set()
                assert looked.wait(10)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    assert written.wait(10)
    before = standing_now()
    looked.set()
    writer.join(10)

    assert standing_now() != before


@pytest.mark.django_db(transaction=True)
def test_it_moves_when_a_scheduled_price_begins_and_when_it_ends():
    variant = make_product().variants.first()
    now = timezone.now()
    ScheduledPrice.objects.create(
        variant=variant, currency="CNY", amount="1", starts_at=now + timedelta(seconds=0.5), ends_at=now + timedelta(seconds=1)
    )

    seen = [standing_now()]
    for _ in range(2):
        time.sleep(0.6)
        seen.append(standing_now())

    assert len(set(seen)) == 3


@pytest.mark.django_db
def test_within_a_transaction_nothing_is_said():
    assert standing_now() == ""


@pytest.mark.django_db
def test_every_column_that_a_kept_page_compares_with_the_clock_is_watched():
    product = make_product()
    pages = (f"/products/{product.slug}/", f"/categories/{product.category.slug}/", f"/sellers/{product.seller.slug}/", "/products/", "/")
    for address in [*pages, *pages]:  # what a process reads once is not kept with the page that read it
        assert Client().get(address).status_code == 200

    kept = [asked for page in kept_pages._pages.values() for asked in page.asked]
    compared = {column for asked in kept for column in CLOCK.findall(asked.statement)}
    assert compared and compared <= watched()


@pytest.mark.django_db(transaction=True)
def test_a_page_is_shown_without_its_own_look_while_nothing_changes_and_no_longer(settings):
    product = make_product()
    address = f"/products/{product.slug}/"
    page = Client().get(address).content.decode()

    assert any(questions_for(address) == ["standing"] for _ in patiently())
    again = Client().get(address).content.decode()
    VariantPrice.objects.filter(variant__product=product, currency="CNY").update(amount="123.45")

    assert "123.45" not in page and "123.45" not in again
    assert "123.45" in Client().get(address).content.decode()


def questions_for(address: str) -> list[str]:
    """What showing the page asked the database: how it stands, or more."""
    with CaptureQueriesContext(connection) as asked:
        Client().get(address)
    return ["more" if "catalog_" in query["sql"].replace("catalog_scheduledprice", "") else "standing" for query in asked.captured_queries]
