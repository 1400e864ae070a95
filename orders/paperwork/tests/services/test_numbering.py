"""Numbers without gaps under real contention: threads with connections of their own, real commits."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.transaction import TransactionManagementError

from marketplace.hubs.context import use_hub
from orders.paperwork.enums import PAIR, Kind
from orders.paperwork.models import Document, NumberSeries, PaperSet
from orders.paperwork.services import issuing
from orders.paperwork.services.issuing import issue_papers
from orders.paperwork.services.numbering import take_numbers, written

from ..factories import COFFEE, a_sale, a_seller

THREADS = 8
ORDERS = 40


def in_threads(work, things, *, hub, threads=THREADS):
    """Call `work(thing)` for all of them at once, each thread on a connection of its own; answers or the errors raised."""

    def alone(thing):
        try:
            with use_hub(hub):
                return work(thing)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(alone, things))


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_when_forty_orders_are_issued_at_once(hub):
    seller = a_seller()

    answers = in_threads(lambda n: issue_papers(sale=a_sale(COFFEE, order_number=f"IS-{n}"), seller=seller), range(ORDERS), hub=hub)

    assert [answer for answer in answers if not isinstance(answer, PaperSet)] == []
    for kind in PAIR:
        serials = Document.objects.filter(kind=kind).order_by("serial").values_list("serial", flat=True)
        assert list(serials) == list(range(1, ORDERS + 1))
    assert set(NumberSeries.objects.values_list("next_number", flat=True)) == {ORDERS + 1}


@pytest.mark.django_db(transaction=True)
def test_one_order_issued_by_many_workers_at_once_gets_one_pair(hub):
    seller = a_seller()

    answers = in_threads(lambda _n: issue_papers(sale=a_sale(COFFEE), seller=seller).pk, range(THREADS), hub=hub)

    assert set(answers) == {PaperSet.objects.get().pk}
    assert Document.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_no_gap_is_left_when_some_issues_are_rolled_back(hub):
    seller = a_seller()

    def issue_or_fail(n):
        with transaction.atomic():
            issue_papers(sale=a_sale(COFFEE, order_number=f"IS-{n}"), seller=seller)
            if n % 3 == 0:
                raise RuntimeError("the worker died before its commit")

    in_threads(issue_or_fail, range(18), hub=hub)

    serials = Document.objects.filter(kind=Kind.INVOICE).order_by("serial").values_list("serial", flat=True)
    assert list(serials) == list(range(1, 13))
    assert NumberSeries.objects.get(kind=Kind.INVOICE).next_number == 13


@pytest.mark.django_db(transaction=True)
def test_the_race_is_real_when_reading_and_writing_are_two_steps(hub):
    """Companion: what the one statement guards against. Two who read before either writes take the same number."""
    seller = a_seller()
    NumberSeries.objects.create(seller=seller, kind=Kind.INVOICE, year=2026)
    both_have_read = threading.Barrier(2, timeout=10)

    def take_in_two_steps(_n):
        with transaction.atomic():
            series = NumberSeries.objects.get(seller=seller, kind=Kind.INVOICE, year=2026)
            both_have_read.wait()
            NumberSeries.objects.filter(pk=series.pk).update(next_number=series.next_number + 1)
            return series.next_number

    assert in_threads(take_in_two_steps, range(2), hub=hub, threads=2) == [1, 1]


@pytest.mark.django_db(transaction=True)
def test_the_constraint_stands_behind_the_statement(hub, monkeypatch):
    """Two issues that were given the same number: the database refuses one of the papers."""
    seller = a_seller()
    issue_papers(sale=a_sale(COFFEE, order_number="IS-0"), seller=seller)
    monkeypatch.setattr(issuing, "take_numbers", lambda **said: dict.fromkeys(said["kinds"], 2))

    answers = in_threads(lambda n: issue_papers(sale=a_sale(COFFEE, order_number=f"IS-{n}"), seller=seller), (1, 2), hub=hub, threads=2)

    assert {type(answer) for answer in answers} == {PaperSet, IntegrityError}
    assert Document.objects.filter(kind=Kind.INVOICE, serial=2).count() == 1


@pytest.mark.django_db(transaction=True)
def test_issues_that_take_kinds_in_another_order_never_wait_for_each_other(hub):
    seller = a_seller()

    def take(n):
        kinds = list(PAIR) if n % 2 else list(reversed(PAIR))
        with transaction.atomic():
            return take_numbers(seller=seller, kinds=kinds, year=2026)

    taken = in_threads(take, range(24), hub=hub)

    for kind in PAIR:
        assert sorted(numbers[kind] for numbers in taken) == list(range(1, 25))


@pytest.mark.django_db
def test_a_number_is_refused_outside_of_a_transaction(hub, transactional_db):
    seller = a_seller()
    assert not connection.in_atomic_block

    with pytest.raises(TransactionManagementError):
        take_numbers(seller=seller, kinds=PAIR, year=2026)


@pytest.mark.django_db
def test_each_kind_and_year_counts_for_itself(hub):
    seller = a_seller()

    asked = [(PAIR, 2026), ([Kind.INVOICE], 2026), (PAIR, 2027)]
    taken = [take_numbers(seller=seller, kinds=kinds, year=year) for kinds, year in asked]

    both = {Kind.INVOICE: 1, Kind.PACKING_LIST: 1}
    assert taken == [both, {Kind.INVOICE: 2}, both]
    assert written(Kind.INVOICE, 2026, 17) == "CI-2026-00017"
    assert written(Kind.PACKING_LIST, 2026, 100000) == "PL-2026-100000"
