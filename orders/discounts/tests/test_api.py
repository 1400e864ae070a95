"""A firm's discounts over the API: the steps of the office, and nobody else's."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.tests.factories import make_seller, make_user
from marketplace.api.tests.callers import caller, refusal
from orders.discounts.tests.factories import shop_discount

DISCOUNTS = "/api/v1/sell/discounts/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def shop(alice):
    return make_seller("Coocamu", owner=alice)


def said(**changes):
    now = timezone.now()
    days = {"starts_at": f"{now:%Y-%m-%dT%H:%M:%SZ}", "ends_at": f"{now + timedelta(days=3):%Y-%m-%dT%H:%M:%SZ}"}
    return {"names": {"en": "Harvest"}, "code": "HARVEST", "percent": "10.00", **days, **changes}


def test_a_firm_makes_reads_and_ends_one(shop, alice):
    made = caller(alice).post(DISCOUNTS, said(), format="json", HTTP_IDEMPOTENCY_KEY="one")

    assert made.status_code == 201, made.json()
    body = made.json()
    assert (body["code"], body["percent"], body["state"], body["paid_by_marketplace"]) == ("HARVEST", "10.00", "in_force", "0.00")
    assert caller(alice).get(DISCOUNTS).json()["count"] == 1
    address = f"{DISCOUNTS}{body['id']}/"
    assert caller(alice).post(f"{address}end/", HTTP_IDEMPOTENCY_KEY="two").status_code == 200
    again = caller(alice).post(f"{address}end/", HTTP_IDEMPOTENCY_KEY="three")
    assert refusal(again)[:2] == (409, "moved-on")


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"code": "AB"}, "/code"),
        ({"percent": None, "amount": {"amount": "5.001", "currency": "CNY"}}, "/amount/amount"),
        ({"amount": {"amount": "5.00", "currency": "CNY"}}, ""),
        ({"amount": {"amount": "5.00", "currency": "CNY"}, "minimum": {"amount": "5", "currency": "USD"}}, "/minimum/currency"),
        ({"products": [1]}, "/products"),
        ({"ends_at": "2020-01-01T00:00:00Z"}, ""),
    ],
)
def test_what_is_wrong_is_said_at_its_place(shop, alice, changes, place):
    body = {name: value for name, value in said(**changes).items() if value is not None}

    answer = caller(alice).post(DISCOUNTS, body, format="json", HTTP_IDEMPOTENCY_KEY="one")

    status, _name, pointers = refusal(answer)
    assert status == 422 and place in pointers, answer.json()


def test_strangers_find_nothing(shop, alice):
    rule = shop_discount(shop, alice, percent=Decimal(10))
    stranger = make_user("charlie")
    make_seller("Other", owner=stranger)

    assert caller(stranger).get(f"{DISCOUNTS}{rule.pk}/").status_code == 404
    assert caller(stranger).post(f"{DISCOUNTS}{rule.pk}/end/", HTTP_IDEMPOTENCY_KEY="x").status_code == 404
    assert caller(stranger).get(DISCOUNTS).json()["count"] == 0
    assert caller(make_user("carla")).get(DISCOUNTS).status_code == 404
    assert caller().get(DISCOUNTS).status_code == 401
