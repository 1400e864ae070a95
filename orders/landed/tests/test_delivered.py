"""The buyer's lines: loaded beside the price, whole or not at all, and at no cost to the product page."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.models import Product
from catalog.tests.factories import BASKET, make_product, make_seller
from marketplace.money import Money
from orders.landed.tests.test_waterfall import courier
from orders.logistics.tests.factories import make_rate
from sellers.models import Seller
from sellers.readiness import ready_by
from sellers.selectors.calendar import holidays, hub_zone

pytestmark = pytest.mark.django_db


def ask(client, product, fragment: bool = True, cookies: dict[str, str] | None = None, **asked):
    client.cookies.load(cookies or {})
    headers = {"HX-Request": "true"} if fragment else {}
    return client.get(reverse("landed:delivered", args=[product.slug]), asked, headers=headers)


def goods(code: str = "0901210000", **fields):
    return make_product(code=code, slug="goods", photos=0, variants=[{"prices": {"CNY": "68.00", "USD": "10.00"}}], **fields)


def test_whole_in_the_readers_currency(client):
    courier()
    make_rate("USD", "CNY", "7.00")
    product = goods()

    in_yuan = ask(client, product, quantity=10).context["found"]
    in_dollars = ask(client, product, quantity=10, cookies={"currency": "USD"}).context["found"]

    assert (in_yuan.total.money, in_yuan.at_border) == (Money(Decimal("894.62"), "CNY"), Money(Decimal("74.62"), "CNY"))
    # 10 × 10.00 USD are 700.00 CNY; with 140.00 freight 9.1 % are 76.44.
    assert in_dollars.total.money == Money(Decimal("916.44"), "CNY")
    assert in_dollars.total.own == Money(Decimal("130.92"), "USD")


def test_fragment_and_page_say_what_is_paid_here_and_what_at_the_border(client):
    courier()
    product = goods()

    fragment, page = (ask(client, product, fragment).content.decode() for fragment in (True, False))

    assert "You pay" in fragment and "<h1>" not in fragment and "hs-bianma.com" in fragment
    assert "<h1>" in page and "You pay" in page
    assert re.search(r'Delivered to China <span class="nb">[^<]+</span>, all taxes in:', fragment)
    assert "China, for a person: up to ¥5,000.00 an order as cross-border retail" in fragment and "¥26,000.00 for one person" in fragment


@pytest.mark.parametrize(("code", "country"), [(BASKET, "CN"), ("0901210000", "DE"), ("0901210000", "AE")])
def test_no_total_where_a_rate_or_the_market_is_unknown(client, code, country):
    courier()
    courier(destination_country="DE")

    answer = ask(client, goods(code), cookies={"ship_to": country})

    assert answer.context["found"].total is None or answer.context["found"].total.money is None
    assert "Delivered to" not in answer.content.decode()
    assert ("for a person: up to" in answer.content.decode()) == (country == "CN")


def test_goods_that_are_not_on_sale_are_not_there(client):
    draft = goods(state="draft")
    suspended = make_product(slug="other", seller=make_seller("Other", state="suspended"))

    assert [ask(client, product).status_code for product in (draft, suspended)] == [404, 404]


def test_product_page_only_asks_for_it_later(client):
    product = goods()

    page = client.get(reverse("catalog:product-show", args=[product.slug])).content.decode()

    assert f'hx-get="/products/{product.slug}/delivered/?variant=' in page and "You pay" not in page


def test_asks_a_few_questions_and_may_be_kept_for_a_minute(client, django_assert_max_num_queries):
    courier()
    product = goods()

    with django_assert_max_num_queries(16):
        answer = ask(client, product)

    assert "max-age=60" in answer["Cache-Control"] and "private" in answer["Cache-Control"]


def test_days_run_from_the_quickest_way_to_the_slowest_seller(client):
    card = courier()

    product, today = goods(), timezone.now().astimezone(hub_zone()).date()
    ready = {days: ready_by(today, days, holidays()) for days in (5, 12, 3)}

    usual = ask(client, product).context["found"].arrives
    Seller.objects.filter(pk=product.seller_id).update(ready_days=12)
    of_the_firm = ask(client, product).context["found"].arrives
    Product.objects.filter(pk=product.pk).update(ready_days=3)
    of_its_own = ask(client, product).context["found"].arrives

    first = today + timedelta(days=card.transit_min_days)
    assert [usual, of_the_firm, of_its_own] == [(first, ready[days] + timedelta(days=card.transit_max_days)) for days in (5, 12, 3)]
