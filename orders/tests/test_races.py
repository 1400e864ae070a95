"""Two buyers at once, on real connections with real commits. Each race has a companion that takes the lock away and shows
that the race is real."""

import threading
from contextlib import contextmanager
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from catalog.models.variant import STOCK
from catalog.services import stock
from marketplace.allocation.models import Hold, Pool
from marketplace.allocation.selectors import miscounted
from marketplace.allocation.tests.racing import at_once
from orders.enums import GroupState, RefusalReason
from orders.exceptions import CartChanged, OrderRefused, QuantityRefused
from orders.identity.tests.factories import make_given
from orders.models import CartLine, OrderGroup
from orders.payments.models import Payment, Refund
from orders.payments.services import settle
from orders.services.cancellation import cancel_lines, cancel_order, refuse_lines
from orders.services.cart import add_to_cart
from orders.services.expiry import expire_group
from orders.services.fulfilment import pack_order
from orders.tests.factories import (
    held_by_reservations,
    make_cart,
    make_checkout,
    make_group,
    make_lane,
    make_order,
    make_seller,
    make_user,
    make_variant,
    place,
    start_paying,
    stock_of,
    word_of,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_last_piece_is_sold_once_when_two_buyers_go_to_pay():
    make_lane()
    variant = make_variant(1)
    checkouts = [make_checkout(make_cart(variant, quantity=1)) for _ in range(4)]

    answers = at_once(*(lambda n=n, checkout=checkout: place(checkout, given=make_given(n)) for n, checkout in enumerate(checkouts, 1)))

    assert sum(not isinstance(answer, Exception) for answer in answers) == 1, answers
    assert sum(isinstance(answer, CartChanged) for answer in answers) == 3, answers
    assert stock_of(variant) == (1, 1) and held_by_reservations(variant) == 1
    assert OrderGroup.objects.count() == 1


@contextmanager
def stock_read_then_written():
    """Stock as a shop without locks moves it: look, think, write what one thought. Both look before either writes."""
    gate = threading.Barrier(2)

    def hold(quantities, *, key, until, holder):
        for pk, wanted in quantities.items():
            pool = Pool.objects.get(subject=STOCK, key=str(pk))
            gate.wait(10)
            if pool.on_hand - pool.taken >= wanted:
                Hold.objects.create(pool=pool, quantity=wanted, key=key, holder=holder, expires_at=until)
                Pool.objects.filter(pk=pool.pk).update(taken=pool.taken + wanted)

    with mock.patch.object(stock, "hold", hold):
        yield


def test_last_piece_is_promised_twice_when_the_lock_is_taken_away():
    make_lane()
    variant = make_variant(1)
    checkouts = [make_checkout(make_cart(variant, quantity=1)) for _ in range(2)]

    with stock_read_then_written():  # two people: one person's checkouts wait for each other anyway
        answers = at_once(*(lambda n=n, checkout=checkout: place(checkout, given=make_given(n)) for n, checkout in enumerate(checkouts, 1)))

    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert held_by_reservations(variant) == 2 > stock_of(variant)[0]
    assert miscounted().exists()


def test_the_database_itself_refuses_when_more_is_held_than_there_is():
    make_variant(1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Pool.objects.update(taken=F("taken") + 2)


def test_buyers_of_the_same_goods_do_not_wait_in_a_circle_when_their_carts_are_turned_around():
    make_lane()
    first, second = make_variant(50), make_variant(50)
    carts = [make_cart(*pair, quantity=1) for pair in [(first, second), (second, first)] * 3]
    checkouts = [make_checkout(cart) for cart in carts]

    answers = at_once(*(lambda checkout=checkout: place(checkout) for checkout in checkouts))

    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert stock_of(first) == stock_of(second) == (50, 6)


def test_one_order_stands_when_the_button_is_pressed_twice_at_once():
    make_lane()
    variant = make_variant(10)
    checkout = make_checkout(make_cart(variant))

    answers = at_once(*[lambda: place(checkout)] * 3)

    groups = {answer.group.pk for answer in answers if not isinstance(answer, Exception)}
    assert len(groups) == 1 and OrderGroup.objects.count() == 1, answers
    assert sum(answer.is_new for answer in answers if not isinstance(answer, Exception)) == 1
    assert stock_of(variant) == (10, 2)


def test_group_is_paid_once_when_the_word_comes_from_two_sides():
    variant = make_variant(10)
    group = make_group(variant)
    payment = start_paying(group)

    answers = at_once(*[lambda: settle(provider="sandbox", event=word_of(payment))] * 4)

    group.refresh_from_db()
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert group.state == GroupState.PAID
    assert stock_of(variant) == (8, 0) and not Refund.objects.exists()


def test_group_is_either_paid_or_expired_when_both_happen_at_once():
    for _ in range(4):
        variant = make_variant(5)
        group = make_group(variant)
        payment = start_paying(group)
        moment = timezone.now() + timezone.timedelta(hours=1)

        at_once(
            lambda group=group, moment=moment: expire_group(group=group, moment=moment),
            lambda p=payment: settle(provider="sandbox", event=word_of(p)),
        )

        group.refresh_from_db()
        payment.refresh_from_db()
        if group.state == GroupState.PAID:
            assert stock_of(variant) == (3, 0) and payment.state == "paid"
        else:
            assert (group.state, payment.state) == (GroupState.EXPIRED, "unwanted")
            assert stock_of(variant) == (5, 0) and Refund.objects.filter(payment=payment).count() == 1
    assert Payment.objects.count() == 4


def test_order_is_either_packed_or_cancelled_when_both_happen_at_once():
    alice = make_user("alice")
    shop = make_seller("Coocamu", owner=alice)
    for _ in range(3):
        order = make_order(make_variant(5, seller=shop), state="accepted", by=alice)

        answers = at_once(lambda order=order: pack_order(order=order, by=alice), lambda order=order: cancel_order(order=order, by=None))

        assert sum(isinstance(answer, OrderRefused) for answer in answers) == 1, answers
        order.refresh_from_db()
        assert Refund.objects.filter(key=f"order:{order.number}").count() == (order.state == "cancelled")


def test_pieces_are_given_up_once_when_buyer_and_seller_do_it_at_once():
    alice = make_user("alice")
    shop = make_seller("Coocamu", owner=alice)
    for _ in range(3):
        variant = make_variant(5, seller=shop)
        order = make_order(variant, quantity=4)
        facts = {"order": order, "quantities": {order.lines.get().pk: 3}, "already": None}

        answers = at_once(
            lambda facts=facts: cancel_lines(**facts, by=None),
            lambda facts=facts: refuse_lines(**facts, reason=RefusalReason.CANNOT_SHIP, by=alice),
        )

        assert sum(isinstance(answer, QuantityRefused) for answer in answers) == 1, answers
        refund = Refund.objects.get(parts__order=order.number)
        assert stock_of(variant) == (4, 0) and refund.amount == 204


def test_every_click_counts_when_a_piece_is_added_by_many_at_once():
    variant = make_variant(100)
    cart = make_cart()

    at_once(*[lambda: add_to_cart(cart=cart, variant_id=variant.pk, quantity=1, currency="CNY")] * 6)

    assert CartLine.objects.get().quantity == 6
