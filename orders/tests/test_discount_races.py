"""Codes that many want at once, on real connections with real commits: of N uses exactly N are used."""

from __future__ import annotations

from unittest import mock

import pytest

from marketplace.allocation.models import Hold
from marketplace.allocation.selectors import miscounted
from marketplace.allocation.tests.racing import at_once
from orders.discounts.exceptions import DiscountGone
from orders.discounts.models import DiscountUse
from orders.discounts.services import using
from orders.discounts.tests.factories import house_discount
from orders.identity.tests.factories import make_given
from orders.models import Cart, OrderGroup, OrderLine
from orders.services.codes import put_code
from orders.tests.factories import make_cart, make_checkout, make_lane, make_user, make_variant, place

pytestmark = pytest.mark.django_db(transaction=True)


def checkouts_with(code: str, *, count: int, users=()):
    """So many priced checkouts with the code, each of another buyer (or of those given)."""
    make_lane()
    variant = make_variant(100)
    found = []
    for number in range(count):
        user = users[number] if users else make_user(f"buyer{number}")
        cart = make_cart(variant, quantity=1, user=user)
        put_code(cart=cart, typed=code, currency="CNY", address="203.0.113.7")
        found.append((make_checkout(Cart.objects.get(pk=cart.pk)), user))
    return found


def press(checkouts):
    return at_once(
        *(
            lambda n=n, checkout=checkout, user=user: place(checkout, by=user, given=make_given(n))
            for n, (checkout, user) in enumerate(checkouts, 1)
        )
    )


def test_three_uses_are_used_three_times_whoever_presses_at_once():
    rule = house_discount(code="THREE", total_limit=3)

    answers = press(checkouts_with("THREE", count=8))

    assert sum(not isinstance(answer, Exception) for answer in answers) == 3, answers
    # Who came too late was refused, or had already read a cart without the code, with another sum.
    late = [answer for answer in answers if isinstance(answer, Exception)]
    assert len(late) == 5, answers
    assert DiscountUse.objects.filter(discount=rule).count() == 3 == OrderGroup.objects.filter(discount_amount__gt=0).count()
    assert Hold.objects.filter(pool__subject="discount", state="held").count() == 3 and not miscounted().exists()


def test_one_buyer_in_two_browsers_uses_it_once():
    rule = house_discount(code="MINE", buyer_limit=1)
    make_lane()
    variants = [make_variant(100), make_variant(100)]
    checkouts = []
    for variant in variants:  # two guests' carts; the e-mail is one
        cart = make_cart(variant, quantity=1)
        put_code(cart=cart, typed="MINE", currency="CNY", address="203.0.113.7")
        checkouts.append((make_checkout(Cart.objects.get(pk=cart.pk)), None))

    answers = press(checkouts)

    assert sum(not isinstance(answer, Exception) for answer in answers) == 1, answers
    assert DiscountUse.objects.filter(discount=rule).count() == 1 and OrderLine.objects.count() == 1


def test_they_are_used_too_often_when_the_claim_is_taken_away():
    rule = house_discount(code="ONCE", total_limit=1)
    checkouts = checkouts_with("ONCE", count=4)

    with mock.patch.object(using.allocation, "claim"):
        answers = press(checkouts)

    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert DiscountUse.objects.filter(discount=rule).count() == 4


def test_nothing_is_held_or_written_when_the_use_is_gone():
    house_discount(code="ONCE", total_limit=1)
    (first, carla), (second, bob) = checkouts_with("ONCE", count=2)
    with mock.patch("orders.selectors.discounts.used_up", return_value={}):  # the second looked before the first pressed
        place(first, by=carla)
        with pytest.raises(DiscountGone):
            place(second, by=bob, given=make_given(2))

    assert OrderGroup.objects.count() == 1 and Hold.objects.filter(state="held").count() == 2  # the goods and the use of one
    assert Cart.objects.get(pk=second.cart_id).lines.count() == 1
