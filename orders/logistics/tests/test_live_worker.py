"""The promise of the page: with a live worker the price is there in under two seconds."""

import time

import pytest
import redis

from marketplace.jobs.tests.workers import Crew, wait_until
from orders.logistics.enums import QuoteState
from orders.logistics.models import Quote
from orders.logistics.tests.factories import ask_quote, make_card, make_rate

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def worker(transactional_db, settings, tmp_path):
    redis.Redis.from_url(settings.REDIS_URL).flushdb()
    crew = Crew(tmp_path)
    yield crew.start_worker()
    crew.dismiss()
    redis.Redis.from_url(settings.REDIS_URL).flushdb()


def test_price_is_there_in_under_two_seconds(worker):
    make_rate()
    make_card(surcharges={"FSC": ("percent", "12.5"), "AWB": ("per_document", "25")})
    make_card(carrier="Post", service="post", weight_rule="post")

    def priced(quote: Quote) -> bool:
        return Quote.objects.get(pk=quote.pk).state == QuoteState.PRICED

    first = ask_quote()
    wait_until(lambda: priced(first), "the worker to start and price")
    begun = time.monotonic()
    quote = ask_quote()
    wait_until(lambda: priced(quote), "the price", seconds=2)

    assert time.monotonic() - begun < 2 and quote.options.count() == 2
