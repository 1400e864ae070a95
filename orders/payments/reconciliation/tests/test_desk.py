"""The officers' lists, their actions, a comparison on demand, and the pile on the first page."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from marketplace.accounts.models import User
from marketplace.history.models import Entry
from marketplace.jobs.models import Job
from orders.payments.models import Refund
from orders.payments.reconciliation.enums import DifferenceState, Kind
from orders.payments.reconciliation.forms import written_books
from orders.payments.reconciliation.models import Difference, Run
from orders.payments.sandbox import faults
from orders.payments.services import request_refund
from orders.payments.tests.factories import make_payment
from sellers.officers import GROUP

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]
LISTS = ["paidwithoutorder", "orderwithoutpayment", "amountdiffers", "refundmissing", "refundunknown"]


@pytest.fixture
def officer(client):
    user = User.objects.create_user("officer@example.com", "a long password", is_staff=True, is_demo=True)
    user.groups.add(Group.objects.get(name=GROUP))
    client.force_login(user)
    return user


def make_difference(kind: str = Kind.PAID_WITHOUT_ORDER, **fields) -> Difference:
    values = {"reference": "X-1", "provider_reference": "2026", "their_amount": 55, "currency": "CNY", **fields}
    return Difference.objects.create(kind=kind, books="sandbox", provider="sandbox", day=date(2026, 11, 21), **values)


def act(client, name: str, action: str, row: Difference):
    form = {"action": action, "_selected_action": [row.pk]}
    return client.post(reverse(f"admin:reconciliation_{name}_changelist"), form, follow=True).content.decode()


def test_officer_finds_money_without_an_order_on_the_first_page(client, officer):
    make_difference()

    home = client.get(reverse("admin:index")).content.decode()
    assert "Paid without order" in home and "the oldest of" in home and reverse("admin:reconciliation_paidwithoutorder_changelist") in home
    for name, wanted in zip(LISTS, (True, False, False, False, False), strict=True):
        assert ("X-1" in client.get(reverse(f"admin:reconciliation_{name}_changelist")).content.decode()) == wanted


def test_officer_sends_money_back(client, officer):
    row = make_difference()

    assert "1 is being sent back" in act(client, "paidwithoutorder", "send_back", row)

    row.refresh_from_db()
    assert (row.state, row.closed_by, Refund.objects.get().amount) == (DifferenceState.SENT_BACK, officer, 55)
    assert [(entry.action, entry.by) for entry in Entry.objects.filter(action__startswith="difference")] == [
        ("difference.sent_back", officer)
    ]


def test_officer_asks_again_and_is_told_what_cannot_be(client, officer, buyer):
    payment = make_payment()
    buyer.act(payment, "pay", behaviour="lose")
    ours = make_difference(reference=payment.reference, payment=payment, their_amount=payment.amount)
    theirs = make_difference(reference="X-2", provider_reference="2027")
    faults.order(gateway="alipay", step="query", kind="unknown")

    assert "no clear answer" in act(client, "paidwithoutorder", "look_again", ours)
    assert "1 agrees now" in act(client, "paidwithoutorder", "look_again", ours)
    assert "no payment of ours to ask about" in act(client, "paidwithoutorder", "look_again", theirs)


def test_officer_takes_a_refund_of_theirs_into_our_books(client, officer, buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay")
    run_waiting_jobs()
    theirs = {"refund_number": "BY-HAND-1", "their_amount": 5, "reference": payment.reference, "payment": payment}
    row = make_difference(Kind.REFUND_UNKNOWN, **theirs)
    stray = make_difference(Kind.REFUND_UNKNOWN, refund_number="BY-HAND-2")

    assert "1 stands in both books now" in act(client, "refundunknown", "take_in", row)
    assert "no payment of ours from which this money could have gone" in act(client, "refundunknown", "take_in", stray)

    refund = Refund.objects.get()
    assert (refund.reference, refund.requested_by, refund.amount, refund.state) == ("BY-HAND-1", officer, 5, "done")
    assert set(Entry.objects.filter(by=officer).values_list("action", flat=True)) >= {"refund.taken_in", "difference.taken_in"}


def test_officer_sends_a_missing_refund_again(client, officer, buyer, run_waiting_jobs):
    payment = make_payment()
    buyer.act(payment, "pay")
    run_waiting_jobs()
    payment.refresh_from_db()
    refund = request_refund(payment=payment, amount=payment.money, reason="goodwill", key="all")
    run_waiting_jobs()
    row = make_difference(Kind.REFUND_MISSING, refund_number=refund.reference, refund=refund, payment=payment)
    faults.order(gateway="alipay", step="refund.query", kind="unknown")

    assert "no clear answer" in act(client, "refundmissing", "send_again", row)
    assert "1 stands in both books now" in act(client, "refundmissing", "send_again", row)  # it was there all the time


def test_page_of_comparisons_says_who_is_asked_one_by_one(client, officer):
    assert "Mobile money and banks give none" in client.get(reverse("admin:reconciliation_run_changelist")).content.decode()
    assert "gives no list of a day is asked" in client.get(reverse("admin:reconciliation_run_add")).content.decode()


def test_officer_explains_in_words(client, officer):
    row = make_difference(Kind.ORDER_WITHOUT_PAYMENT)
    page = reverse("admin:reconciliation_orderwithoutpayment_change", args=[row.pk])

    seen = client.get(page).content.decode()
    assert written_books(row.books) in seen and "(&#x27;open" not in seen  # its words, not its codes
    short = client.post(page, {"why": "ok"}, follow=True).content.decode()
    row.refresh_from_db()
    assert "Say what it is." in short and "was changed" not in short and row.state == DifferenceState.OPEN
    client.post(page, {"why": "The bank holiday moved it; letter 14"})

    row.refresh_from_db()
    assert (row.state, row.note) == (DifferenceState.EXPLAINED, "The bank holiday moved it; letter 14")
    assert client.post(page, {"why": "Something else entirely"}).status_code == 403


def test_officer_has_a_day_compared(client, officer, run_waiting_jobs):
    page = reverse("admin:reconciliation_run_add")
    assert client.get(page).status_code == 200
    assert client.post(page, {"books": "cowries", "day": "2026-11-21"}).status_code == 200
    assert client.post(page, {"books": "sandbox", "day": "2090-01-01"}).status_code == 200
    assert not Job.objects.filter(kind="reconciliation.day").exists()

    assert client.post(page, {"books": "sandbox", "day": "2026-11-21"}).status_code == 302
    run_waiting_jobs()

    run = Run.objects.get()
    assert (str(run.day), run.state, run.asked_by) == ("2026-11-21", "done", officer)
    assert client.get(reverse("admin:reconciliation_run_change", args=[run.pk])).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_nothing_is_added_or_deleted_by_hand(client, officer, name):
    row = make_difference(dict(zip(LISTS, Kind, strict=True))[name])

    assert client.get(reverse(f"admin:reconciliation_{name}_add")).status_code == 403
    assert client.post(reverse(f"admin:reconciliation_{name}_delete", args=[row.pk])).status_code == 403


def test_staff_without_the_right_see_and_do_nothing_else(client):
    clerk = User.objects.create_user("clerk@example.com", "a long password", is_staff=True, is_demo=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="view_paidwithoutorder"))
    client.force_login(clerk)
    row = make_difference()

    assert client.get(reverse("admin:reconciliation_paidwithoutorder_changelist")).status_code == 200
    act(client, "paidwithoutorder", "send_back", row)
    assert client.get(reverse("admin:reconciliation_run_add")).status_code == 403
    assert not Refund.objects.exists()


def test_stranger_is_sent_away(client):
    client.force_login(User.objects.create_user("charlie@example.com", "a long password"))

    assert client.get(reverse("admin:reconciliation_paidwithoutorder_changelist")).status_code == 302


def test_number_stands_on_metrics(client):
    make_difference()

    assert "isoko_paid_without_order 1.0" in client.get("/metrics").content.decode()
