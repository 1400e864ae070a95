from dataclasses import replace

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from marketplace.allocation.enums import HoldState
from marketplace.allocation.models import Hold
from marketplace.history.models import Entry
from marketplace.money import Money
from orders import events
from orders.enums import GroupState, OrderState
from orders.exceptions import NotPayable
from orders.models import Order, OrderGroup
from orders.payments.enums import PaymentState, RefundReason, RefundState
from orders.payments.exceptions import AlreadyPaid
from orders.payments.models import Refund
from orders.payments.providers.base import EventKind
from orders.payments.services import settle
from orders.services.expiry import release_expired_holds
from orders.services.payment import pay_group
from orders.tests.factories import (
    held_by_reservations,
    make_group,
    make_seller,
    make_user,
    make_variant,
    pay,
    start_paying,
    stock_of,
    word_of,
)

pytestmark = pytest.mark.django_db
LATER = timezone.timedelta(hours=1)


@pytest.fixture
def heard(monkeypatch):
    """The ids of the orders that were told to be paid."""
    ids = []
    monkeypatch.setitem(events._hooks, events.ORDER_PAID, [ids.append])
    return ids


def test_stock_is_handed_over_and_everybody_told_when_the_money_comes(heard, run_waiting_jobs):
    shop = make_seller("Coocamu", contact_email="alice@coocamu.example", language="rw")
    coffee, basket = make_variant(10, seller=shop), make_variant(3)
    group = make_group(coffee, basket)

    payment = pay(group)

    assert (group.state, group.payment_reference) == (GroupState.PAID, payment.reference)
    assert payment.state == PaymentState.PAID
    assert (stock_of(coffee), stock_of(basket)) == ((8, 0), (1, 0))
    assert set(Order.objects.values_list("state", flat=True)) == {OrderState.PAID}
    assert set(Hold.objects.values_list("state", flat=True)) == {HoldState.COMMITTED}
    assert heard == list(group.orders.order_by("pk").values_list("pk", flat=True))
    run_waiting_jobs("mail.send")
    assert {tuple(letter.to) for letter in mail.outbox} == {("carla@buyer.example",), ("alice@coocamu.example",)}
    assert f"/orders/{group.number}/?key={group.access_token}" in next(m.body for m in mail.outbox if "carla" in m.to[0])


def test_group_is_paid_once_when_the_word_comes_three_times(heard):
    variant = make_variant(10)
    group = make_group(variant)
    payment = start_paying(group)

    for _ in range(3):
        settle(provider="sandbox", event=word_of(payment))

    group.refresh_from_db()
    assert group.state == GroupState.PAID and len(heard) == 1
    assert stock_of(variant) == (8, 0)
    assert Entry.objects.filter(action="order.paid").count() == 1
    assert not Refund.objects.exists()


def test_nothing_of_the_payment_stays_when_a_room_above_fails(monkeypatch):
    def fail(order_id):
        raise RuntimeError("no paper")

    monkeypatch.setitem(events._hooks, events.ORDER_PAID, [fail])
    variant = make_variant(10)
    group = make_group(variant)
    payment = start_paying(group)

    with pytest.raises(RuntimeError), transaction.atomic():
        settle(provider="sandbox", event=word_of(payment))

    group.refresh_from_db()
    payment.refresh_from_db()
    assert (group.state, payment.state) == (GroupState.AWAITING_PAYMENT, PaymentState.PENDING)
    assert stock_of(variant) == (10, 2)


def test_group_stays_payable_when_an_attempt_fails():
    group = make_group()
    payment = start_paying(group)

    settle(provider="sandbox", event=word_of(payment, EventKind.CLOSED))

    group.refresh_from_db()
    assert group.is_payable and group.payment_note == PaymentState.FAILED
    second = pay(group)
    assert second.reference != payment.reference and group.state == GroupState.PAID
    assert group.payment_note == ""


def test_late_money_goes_back_when_the_hold_has_ended(run_waiting_jobs):
    variant = make_variant(10)
    group = make_group(variant)
    payment = start_paying(group)
    release_expired_holds(now=timezone.now() + LATER)

    settle(provider="sandbox", event=word_of(payment))

    payment.refresh_from_db()
    group.refresh_from_db()
    assert (group.state, payment.state) == (GroupState.EXPIRED, PaymentState.UNWANTED)
    refund = Refund.objects.get()
    assert (refund.money, refund.state) == (group.total, RefundState.WAITING)
    assert stock_of(variant) == (10, 0)


def test_money_of_another_amount_goes_back_and_the_buyer_pays_again(run_waiting_jobs):
    variant = make_variant(10)
    group = make_group(variant)
    payment = start_paying(group)
    came = Money(group.total.amount - 1, group.currency)

    for _ in range(2):
        settle(provider="sandbox", event=replace(word_of(payment), money=came), is_answer=True)

    payment.refresh_from_db()
    group.refresh_from_db()
    refund = Refund.objects.get()
    assert (payment.state, refund.money, refund.reason) == (PaymentState.UNWANTED, came, RefundReason.WRONG_AMOUNT)
    assert group.is_payable and stock_of(variant) == (10, 2)
    run_waiting_jobs("mail.send")
    letters = [letter for letter in mail.outbox if "was another amount" in letter.subject]
    assert len(letters) == 1 and f"¥{came.amount}" in letters[0].body and f"¥{group.total.amount}" in letters[0].body
    pay(group)
    assert group.state == GroupState.PAID and stock_of(variant) == (8, 0)


def test_money_is_refused_when_the_group_ended_without_its_payment(run_waiting_jobs):
    group = make_group()
    payment = start_paying(group)
    OrderGroup.objects.update(state=GroupState.CANCELLED, ended_at=timezone.now())

    settle(provider="sandbox", event=word_of(payment))

    assert Refund.objects.get().money == group.total
    run_waiting_jobs("mail.send")
    assert "came too late" in mail.outbox[-1].subject


def test_paying_is_refused_when_the_group_is_paid_or_over():
    group = make_group()
    pay(group)
    with pytest.raises(NotPayable):
        start_paying(group)

    group.state = GroupState.AWAITING_PAYMENT
    with pytest.raises(AlreadyPaid):
        start_paying(group)

    group.held_until = timezone.now()
    with pytest.raises(NotPayable):
        pay_group(group=group, provider="sandbox", return_url="/", description="")


def test_a_second_click_on_pay_is_the_same_payment_when_it_lives():
    group = make_group()

    assert start_paying(group) == start_paying(group)


def test_member_s_letter_carries_no_key(run_waiting_jobs):
    carla = make_user("carla")
    group = make_group(user=carla)
    pay(group)

    run_waiting_jobs("mail.send")

    letter = next(m for m in mail.outbox if m.to == ["carla@buyer.example"])
    assert f"/orders/{group.number}/" in letter.body and "key=" not in letter.body


def test_held_is_the_sum_of_what_is_reserved_at_any_time():
    variant = make_variant(10)
    first, second = make_group(variant), make_group(variant, quantity=3)
    assert stock_of(variant) == (10, 5) and held_by_reservations(variant) == 5

    pay(first)
    assert stock_of(variant) == (8, 3) and held_by_reservations(variant) == 3

    OrderGroup.objects.filter(pk=second.pk).update(held_until=timezone.now() - LATER)
    release_expired_holds()
    assert stock_of(variant) == (8, 0) and held_by_reservations(variant) == 0


def test_money_goes_back_when_the_goods_went_to_others_after_the_time_was_over(run_waiting_jobs):
    variant = make_variant(2)
    late = make_group(variant)
    payment = start_paying(late)
    OrderGroup.objects.update(held_until=timezone.now() - LATER)
    Hold.objects.update(expires_at=timezone.now() - LATER)
    quick = make_group(variant)  # before any sweeper came by
    assert stock_of(variant) == (2, 2)

    settle(provider="sandbox", event=word_of(payment))

    payment.refresh_from_db()
    assert payment.state == PaymentState.UNWANTED and Refund.objects.get().amount == payment.amount
    run_waiting_jobs("mail.send")
    assert any(late.number in letter.subject + letter.body for letter in mail.outbox)
    assert release_expired_holds() == 1
    late.refresh_from_db()
    assert late.state == GroupState.EXPIRED
    pay(quick)
    assert stock_of(variant) == (0, 0)


def test_payment_of_the_last_second_still_buys_when_nobody_took_the_goods():
    variant = make_variant(2)
    group = make_group(variant)
    payment = start_paying(group)
    Hold.objects.update(expires_at=timezone.now() - LATER)

    settle(provider="sandbox", event=word_of(payment))

    group.refresh_from_db()
    assert group.state == GroupState.PAID and stock_of(variant) == (0, 0)
