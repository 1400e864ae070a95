"""Pieces that were given up leave the papers: a new version says what is left."""

from decimal import Decimal

import pytest

from orders.paperwork.models import Document, PaperSet
from orders.paperwork.selectors.sales import sale_of
from orders.paperwork.services.issuing import issue_papers
from orders.services.cancellation import cancel_lines, cancel_order
from orders.tests.factories import make_order, make_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    return make_order(make_variant(10), quantity=3)


def give_up(order, pieces: int, already: int = 0) -> None:
    cancel_lines(order=order, quantities={order.lines.get().pk: pieces}, already=already, by=None)


def test_a_new_version_says_what_is_left(order, run_waiting_jobs):
    run_waiting_jobs("paperwork.issue")
    give_up(order, 1)

    run_waiting_jobs("paperwork.reissue")

    assert PaperSet.objects.get().state == "issued"
    invoice, packing_list = Document.objects.filter(version=2).order_by("kind")
    assert (invoice.is_drawn, packing_list.is_drawn, invoice.supersedes.version) == (True, True, 1)
    (line,) = invoice.frozen.lines
    assert (line.quantity, line.amount) == (2, Decimal("136.00"))
    assert invoice.frozen.charges.total == Decimal("136.00") + order.delivery_amount
    assert sum(content.quantity for row in packing_list.frozen.packages for content in row.contents) == 2


def test_each_cut_has_its_version_and_the_job_twice_has_one(order, run_waiting_jobs):
    run_waiting_jobs("paperwork.issue")
    give_up(order, 1)
    run_waiting_jobs("paperwork.reissue")
    give_up(order, 1, already=1)
    (job,) = run_waiting_jobs("paperwork.reissue")

    from orders.paperwork.tasks import reissue

    reissue(job)

    assert sorted(Document.objects.values_list("version", flat=True)) == [1, 1, 2, 2, 3, 3]


def test_papers_that_were_still_to_come_say_what_is_left_at_once(order, run_waiting_jobs):
    give_up(order, 1)

    run_waiting_jobs("paperwork.issue")
    run_waiting_jobs("paperwork.reissue")

    assert {document.version for document in Document.objects.all()} == {1}
    assert Document.objects.order_by("kind").first().frozen.lines[0].quantity == 2


def test_an_order_given_up_before_its_papers_has_none_and_nobody_is_bothered(order, run_waiting_jobs):
    cancel_order(order=order, by=None)

    run_waiting_jobs("paperwork.issue")
    run_waiting_jobs("paperwork.reissue")

    assert not PaperSet.objects.exists() and not Document.objects.exists()


def test_papers_that_had_their_numbers_are_drawn_when_the_order_is_given_up_before_they_are(order, run_waiting_jobs):
    """A worker may die between the two transactions, and the buyer turn back before the job runs again."""
    sale, seller = sale_of(order_id=order.pk)
    issue_papers(sale=sale, seller=seller)
    cancel_order(order=order, by=None)

    run_waiting_jobs("paperwork.issue")

    assert [document.is_drawn for document in Document.objects.all()] == [True, True]
