"""With a live worker: the page's promise of a price in under two seconds, and what is left of a batch whose worker is killed."""

import time
from decimal import Decimal

import pytest
import redis
from django.db import connection, transaction
from django.utils import timezone

from marketplace.jobs.models import Job, JobState
from marketplace.jobs.sweeping import sweep
from marketplace.jobs.tasks import run_all
from marketplace.jobs.tests.workers import Crew, wait_until
from orders.logistics.enums import QuoteState
from orders.logistics.models import Quote, QuoteOption
from orders.logistics.tests.factories import ask_quote, make_card, make_rate

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def worker(transactional_db, settings, tmp_path):
    redis.Redis.from_url(settings.REDIS_URL).flushdb()
    crew = Crew(tmp_path)
    yield crew.start_worker()
    crew.dismiss()
    redis.Redis.from_url(settings.REDIS_URL).flushdb()


GATE = 47_110  # an advisory lock at which the writing of one quote's price waits
BUILD = f"""
CREATE FUNCTION wait_at_the_gate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_advisory_xact_lock_shared({GATE}); RETURN NEW; END $$;
CREATE TRIGGER gate BEFORE INSERT ON logistics_quoteoption FOR EACH ROW WHEN (NEW.quote_id = '%s') EXECUTE FUNCTION wait_at_the_gate();
SELECT pg_advisory_lock({GATE});
"""
WAITING = f"""
SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
WHERE locktype = 'advisory' AND objid = {GATE} AND NOT granted AND datname = current_database()
"""


def sql(text: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def gate(transactional_db):
    yield
    sql("SELECT pg_advisory_unlock_all(); DROP FUNCTION IF EXISTS wait_at_the_gate() CASCADE")


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


def test_every_quote_is_priced_once_when_the_worker_of_a_batch_is_killed(worker, gate):
    """Four of five quotes are written, the fifth is being written: then the worker dies."""
    make_rate()
    make_card()
    with transaction.atomic():  # one message, one batch
        quotes = sorted((ask_quote() for _ in range(5)), key=lambda quote: quote.pk)
        sql(BUILD % quotes[-1].pk)
    wait_until(lambda: sql(WAITING)[0][0], "the worker to come to the last quote", seconds=90)

    worker.kill()
    worker.wait()
    assert not QuoteOption.objects.exists() and set(Job.objects.values_list("attempts", "state")) == {(1, JobState.RUNNING)}
    sql(f"SELECT pg_advisory_unlock({GATE})")
    Job.objects.update(lease_until=timezone.now(), send_at=timezone.now())  # waits until the database has seen the death; then the lease
    assert sweep() == 5
    jobs = {job.payload["quote"]: job for job in Job.objects.all()}
    for job in [*jobs.values(), *jobs.values()]:  # what the messages bring to the next worker, each twice
        run_all(str(job.pk), job.kind)

    assert sorted(QuoteOption.objects.values_list("quote", "position", "amount")) == [(q.pk, 1, Decimal("1843.20")) for q in quotes]
    assert set(Quote.objects.values_list("state", flat=True)) == {QuoteState.PRICED}
    assert set(Job.objects.values_list("attempts", "state")) == {(2, JobState.DONE)} and sweep() == 0
