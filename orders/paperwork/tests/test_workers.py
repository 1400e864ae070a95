"""Papers under real workers that are killed without warning."""

import random

import pytest

from marketplace.jobs.models import Job, JobState
from marketplace.jobs.tests.workers import wait_until
from orders.paperwork.enums import PAIR, DocumentState
from orders.paperwork.models import Document, NumberSeries

from .factories import a_placed_order, a_seller, pay

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
ORDERS = 16


def drawn() -> int:
    return Document.objects.filter(state=DocumentState.DRAWN).count()


def test_each_order_has_one_pair_and_no_number_is_missing_when_workers_die_at_random(crew):
    chance = random.Random(20261122)
    seller = a_seller()
    orders = [a_placed_order(seller=seller) for _ in range(ORDERS)]
    workers = [crew.start_worker(), crew.start_worker()]
    crew.start_beat()

    for order in orders:
        pay(order)
    for _ in range(3):
        enough = min(drawn() + 4, 2 * ORDERS)
        wait_until(lambda enough=enough: drawn() >= enough, "some more to be drawn", 60)
        place = chance.randrange(2)
        crew.kill(workers[place])
        workers[place] = crew.start_worker()
    wait_until(lambda: drawn() == 2 * ORDERS, "all papers to be drawn", 90)

    for kind in PAIR:
        papers = Document.objects.filter(kind=kind)
        assert sorted(papers.values_list("serial", flat=True)) == list(range(1, ORDERS + 1))
        assert set(papers.values_list("order_number", flat=True)) == {order.number for order in orders}
    assert set(NumberSeries.objects.values_list("next_number", flat=True)) == {ORDERS + 1}
    wait_until(lambda: not Job.objects.filter(kind__startswith="paperwork.").exclude(state=JobState.DONE).exists(), "all jobs to be done")
    for document in Document.objects.all():
        assert (crew.var_dir / "private" / document.pdf.name).stat().st_size == document.size
