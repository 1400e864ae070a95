"""From a paid order to its papers: through the event, the jobs, twice, killed and taken over."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from marketplace.jobs.models import Job, JobState
from marketplace.jobs.running import claim_job, run_claimed
from orders.papers import papers_of
from orders.paperwork import tasks
from orders.paperwork.enums import Kind
from orders.paperwork.facts import Identifier, Named
from orders.paperwork.models import Document, NumberSeries, PaperSet
from orders.paperwork.selectors.sales import sale_of
from orders.paperwork.services.issuing import issue_papers

from .factories import a_placed_order, a_seller, pay

pytestmark = pytest.mark.django_db


def test_a_paid_order_that_leaves_the_country_gets_its_papers(run_waiting_jobs):
    order = a_placed_order()

    pay(order)
    (job,) = run_waiting_jobs("paperwork.issue")

    invoice, packing_list = Document.objects.filter(order_number=order.number).order_by("kind")
    assert (invoice.is_drawn, packing_list.is_drawn) == (True, True)
    assert set(job.result["drawn"]) == {invoice.number, packing_list.number}
    assert invoice.frozen.charges.total == Decimal("178.50")


def test_what_the_order_froze_is_what_the_papers_say():
    order = a_placed_order(
        seller=a_seller(tin="102345678", sector_address="KN 4 Ave 12", registration_kind="RCA", registration_number="RCA/0042/2019")
    )
    order.group.purchase_order, order.group.company_name, order.group.company_code = (
        "PO 4711",
        "杭州山野咖啡贸易有限公司",
        "91330106MA2GXXXX3K",
    )
    order.group.save()
    pay(order)

    sale, seller = sale_of(order_id=order.pk)

    assert seller == order.seller
    assert sale.exporter.identifiers == (Identifier("TIN", "102345678"), Identifier("Reg.", "RCA RCA/0042/2019"))
    assert sale.exporter.address == ("KN 4 Ave 12", "Rutsiro")
    assert sale.consignee.name == "杭州山野咖啡贸易有限公司"
    assert sale.consignee.identifiers == (Identifier("USCC", "91330106MA2GXXXX3K"),)
    assert sale.consignee.contact == "李娜"
    assert sale.consignee.address[0] == "浙江省杭州市西湖区文三路 88 号"
    assert sale.consignee.address[-1] == "310012"
    assert (sale.origin, sale.destination) == (Named("RW", "Rwanda", "卢旺达"), Named("CN", "China", "中国"))
    assert (sale.terms.incoterm, sale.terms.place, sale.contract) == ("DAP", "Hangzhou, China", "PO 4711")
    assert (sale.transport.mode.en, sale.transport.loading, sale.transport.discharge) == (
        "Air freight",
        "Kigali, Rwanda",
        "Hangzhou, China",
    )
    assert (sale.freight, sale.insurance, sale.other, sale.total) == (Decimal("42.50"), Decimal("0.00"), Decimal("0.00"), Decimal("178.50"))
    (line,) = sale.lines
    assert (line.description, line.description_zh) == ("Musasa washed, green coffee – 250 g", "穆萨萨水洗咖啡生豆 250 克")
    assert (line.hs6, line.national_code, line.lot, line.quantity, line.unit) == ("090111", "0901110000", "MUS-26-07", 2, "bag")


def test_insurance_in_the_quote_has_its_own_box():
    quote = {"origin": "KGL", "components": [{"code": "freight", "converted": "40.00"}, {"code": "insurance", "converted": "2.50"}]}
    order = a_placed_order(delivery_quote=quote)
    pay(order)

    sale, _seller = sale_of(order_id=order.pk)

    assert (sale.freight, sale.insurance) == (Decimal("40.00"), Decimal("2.50"))


def test_francs_have_no_decimals_on_the_papers(run_waiting_jobs):
    order = a_placed_order(currency="RWF", delivery_amount=Decimal("42.00"), total_amount=Decimal("178.00"))
    order.group.delivery_amount, order.group.total_amount = Decimal("42.00"), Decimal("178.00")
    pay(order)

    run_waiting_jobs("paperwork.issue")

    invoice = Document.objects.get(kind=Kind.INVOICE)
    assert invoice.facts["charges"]["total"] == "178"
    assert invoice.facts["lines"][0]["unit_price"] == "68"


@pytest.mark.parametrize("country", ["IT", "US", "KE"])
def test_any_border_counts(country, run_waiting_jobs):
    pay(a_placed_order(country=country))

    run_waiting_jobs("paperwork.issue")

    assert Document.objects.get(kind=Kind.INVOICE).frozen.destination.code == country


def test_an_order_that_stays_at_home_has_no_papers(run_waiting_jobs):
    pay(a_placed_order(country="RW"))

    (job,) = run_waiting_jobs("paperwork.issue")

    assert (job.state, job.result) == (JobState.DONE, None)
    assert not PaperSet.objects.exists()


def test_an_order_that_is_not_paid_has_no_papers():
    assert sale_of(order_id=a_placed_order().pk) is None
    assert sale_of(order_id=0) is None


def test_papers_are_not_asked_for_when_the_payment_is_rolled_back():
    order = a_placed_order()

    with pytest.raises(RuntimeError), transaction.atomic():
        pay(order)
        raise RuntimeError

    assert not Job.objects.filter(kind="paperwork.issue").exists()


def test_a_payment_told_twice_asks_for_papers_once():
    from orders.events import ORDER_PAID, tell

    order = a_placed_order()
    pay(order)
    tell(ORDER_PAID, order.pk)

    assert Job.objects.filter(kind="paperwork.issue").count() == 1


def due_again(job: Job) -> Job:
    """As if the lease of a silent worker had run out."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    return claim_job(job.pk)


def test_a_worker_killed_in_mid_issue_leaves_no_number_and_no_paper(monkeypatch):
    order = a_placed_order()
    pay(order)
    job = claim_job(Job.objects.get(kind="paperwork.issue").pk)
    real = tasks.issue_papers

    def killed_before_commit(**kwargs):
        real(**kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(tasks, "issue_papers", killed_before_commit)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        run_claimed(job)
    assert not Document.objects.exists() and not NumberSeries.objects.exists()

    monkeypatch.setattr(tasks, "issue_papers", real)
    run_claimed(due_again(job))

    assert list(Document.objects.order_by("kind").values_list("kind", "serial")) == [(Kind.INVOICE, 1), (Kind.PACKING_LIST, 1)]


def test_two_runs_of_one_job_make_one_pair(monkeypatch):
    """The first run falls silent, the second takes over and finishes; the first then comes back to life."""
    pay(a_placed_order())
    silent = claim_job(Job.objects.get(kind="paperwork.issue").pk)
    second = due_again(silent)

    run_claimed(second)
    run_claimed(silent)

    assert Document.objects.count() == 2
    assert set(NumberSeries.objects.values_list("next_number", flat=True)) == {2}
    silent.refresh_from_db()
    assert (silent.state, silent.attempts) == (JobState.DONE, 2)


def test_papers_are_drawn_by_the_next_run_when_a_worker_dies_after_the_issue(monkeypatch):
    pay(a_placed_order())
    job = claim_job(Job.objects.get(kind="paperwork.issue").pk)

    def killed(**kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(tasks, "draw_documents", killed)
    with pytest.raises(KeyboardInterrupt):
        run_claimed(job)
    issued = set(Document.objects.values_list("number", "check_code"))
    monkeypatch.undo()

    run_claimed(due_again(job))

    assert set(Document.objects.values_list("number", "check_code")) == issued and len(issued) == 2
    assert all(document.is_drawn for document in Document.objects.all())


def test_the_orders_pages_list_the_papers(run_waiting_jobs, django_assert_num_queries):
    order = a_placed_order()
    pay(order)
    order.refresh_from_db()
    assert [(paper.title, paper.url) for paper in papers_of([order])] == [("Commercial invoice", ""), ("Packing list", "")]

    sale, seller = sale_of(order_id=order.pk)
    issue_papers(sale=sale, seller=seller)
    assert [paper.url for paper in papers_of([order])] == ["", ""]

    run_waiting_jobs("paperwork.issue")
    with django_assert_num_queries(2):
        invoice, packing_list = papers_of([order])
    assert invoice.number.startswith("CI-") and packing_list.number.startswith("PL-")
    assert invoice.url.endswith("/download/") and invoice.check_code


def test_a_refused_set_is_told_to_the_buyer_in_one_line(run_waiting_jobs):
    order = a_placed_order()
    order.lines.update(gross_weight_g=1)
    pay(order)
    run_waiting_jobs("paperwork.issue")

    (paper,) = papers_of([order])

    assert (paper.url, str(paper.note)) == ("", "The seller is putting the export papers right.")


def test_orders_at_home_list_no_papers(django_assert_num_queries):
    order = a_placed_order(country="RW")
    pay(order)

    with django_assert_num_queries(0):
        assert papers_of([order]) == []
