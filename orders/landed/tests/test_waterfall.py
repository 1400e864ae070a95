"""The seller's waterfall: the same sums whoever works them out, unknown where a row is missing, and only for the firm's own people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from catalog.models import Product, Variant
from catalog.tests.factories import BASKET, ROASTED, make_product, make_seller, make_user
from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.landed.routes import Route, routes
from orders.landed.waterfall import Question, Waterfall, waterfall
from orders.logistics.tests.factories import make_card, make_rate
from orders.payments.ledger.models import CommissionRule

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


def cny(amount: str) -> Money:
    return Money(Decimal(amount), "CNY")


def make_goods(code: str = ROASTED, **fields) -> Product:
    return make_product(code=code, variants=[{"prices": {"CNY": "68.00"}, **fields}], photos=0)


def courier(**fields):
    values = {"service": "express", "weight_rule": "courier", "currency": "CNY", "breaks": {"0": "40.00"}}
    return make_card(**{**values, **fields})


def keep_back(kind: str, rate: str) -> None:
    CommissionRule.objects.create(hub=current_hub(), kind=kind, rate=Decimal(rate), valid_from=date(2020, 1, 1), source="test")


def route(key: str) -> Route:
    return next(route for route in routes(DAY) if route.key == key)


def fall(product: Product, key: str = "cn-retail", quantity: int = 10, **changes) -> Waterfall:
    variant: Variant = product.variants.get()
    facts = {"product": product, "variant": variant, "quantity": quantity, "route": route(key), "day": DAY, "price": cny("68.00")}
    return waterfall(Question(**{**facts, **changes}))


def sums(found: Waterfall) -> dict[str, str | None]:
    return {step.code: f"{step.money.amount}" if step.money is not None else None for step in found.steps}


def test_retail_in_china_whole_from_price_to_both_ends():
    CommissionRule.objects.all().delete()
    make_rate("CNY", "RWF", "200")
    courier()
    keep_back("commission", "0.05")
    keep_back("commission_tax", "0.18")

    found = fall(make_goods(), inland=Money(Decimal(3000), "RWF"))

    # 10 bags in a carton of 35 × 25 × 20 cm, charged as 3.5 kg; VAT of 13 % at 70 % of 680.00 + 140.00.
    assert sums(found) == {
        "price": "680.00",
        "inland": "15.00",
        "freight": "140.00",
        "insurance": "0.00",
        "duty": "0.00",
        "consumption": "0.00",
        "vat": "74.62",
        "buyer": "894.62",
        "commission": "-34.00",
        "commission_tax": "-6.12",
        "receive": "639.88",
        "left": None,
    }
    assert {step.code: step.own for step in found.steps}["left"] == Money(Decimal(127976 - 3000), "RWF")
    assert (found.is_whole, found.missing) == (True, ())
    vat = next(step for step in found.steps if step.code == "vat")
    assert [(source.table, bool(source.row), bool(source.source)) for source in vat.sources] == [
        ("duty or tax rate", True, True),
        ("limit of a regime", True, True),
    ]


def test_general_trade_with_the_certificate_and_without():
    courier()
    goods = make_goods()

    assert [sums(fall(goods, "cn-trade", has_proof=has_proof))["duty"] for has_proof in (True, False)] == ["0.00", "123.00"]


@pytest.mark.parametrize(
    ("missing", "code"), [("freight", ROASTED), ("measures", ROASTED), ("vat", BASKET), ("price", ROASTED), ("code", ROASTED)]
)
def test_what_is_missing_is_said_and_no_total_is_made(missing, code):
    if missing != "freight":
        courier()
    product = make_goods(code, **({"gross_weight_g": None} if missing == "measures" else {}))
    if missing == "code":
        product.hs_code = None

    found = fall(product, **({"price": None} if missing == "price" else {}))

    assert found.buyer_pays is None and found.missing and sums(found)["buyer"] is None
    assert all(gap for _name, gap in found.missing)


def test_market_in_a_currency_without_a_rate_is_told_in_it_alone():
    found = fall(make_goods(), "jp-trade", price=None)

    assert not found.is_whole and found.rate is None


class TestPage:
    @pytest.fixture
    def product(self, client):
        alice = make_user("alice")
        client.force_login(alice)
        courier()
        make_rate("CNY", "RWF", "200")
        sizes = [{"prices": {"CNY": "68.00", "RWF": "13600"}}]
        return make_product(seller=make_seller(owner=alice), state="draft", photos=0, variants=sizes)

    @staticmethod
    def ask(client, product, target: str = "", **asked):
        headers = {"HX-Request": "true", "HX-Target": target} if target else {}
        return client.get(reverse("landed:waterfall", args=[product.pk]), asked, headers=headers)

    def test_page_panel_and_lines(self, client, product):
        page, panel, lines = (self.ask(client, product, target).content.decode() for target in ("", "landed", "landed-lines"))

        assert "<h1>" in page and 'name="price-' in page
        assert "<h1>" not in panel and 'id="landed"' in panel and 'name="price-' not in panel
        assert "<form" not in lines and "The buyer pays" in lines
        assert "hs-bianma.com" in lines and "since" in lines  # the row behind the VAT

    def test_price_being_typed_counts_and_nonsense_is_named(self, client, product):
        name = f"price-{product.variants.get().pk}-CNY"

        assert "¥100.00" in self.ask(client, product, "landed-lines", **{name: "100", "quantity": "1"}).content.decode()
        assert "A price is a number above zero" in self.ask(client, product, "landed-lines", **{name: "ten"}).content.decode()
        for asked in ({"quantity": "0"}, {"quantity": "9" * 30}, {"route": "xx"}, {"variant": "0"}, {"inland": "-1"}, {name: "\x00"}):
            assert self.ask(client, product, "landed-lines", **asked).status_code == 200

    def test_own_price_typed_over_leaves_the_converted_one_behind(self, client, product):
        variant = product.variants.get()
        rate = make_rate("CNY", "RWF", "199", day=date(2026, 1, 1))
        variant.prices.filter(currency="CNY").update(rate=rate, converted_from="RWF", base_amount=13600)

        typed = {f"price-{variant.pk}-RWF": "19900", f"price-{variant.pk}-CNY": "68.00", "quantity": "1"}
        found = self.ask(client, product, "landed-lines", **typed).context["fall"]

        assert found.question.price == cny("100.00") and found.question.converted.row == rate

    def test_stranger_meets_404(self, client, product):
        charlie = make_user("charlie")
        make_seller("Other", owner=charlie)
        client.force_login(charlie)

        assert self.ask(client, product).status_code == 404

    def test_editor_shows_it_beside_the_prices(self, client, product):
        page = client.get(reverse("listings:listing-edit", args=[product.pk])).content.decode()

        assert f"sell/products/{product.pk}/landed/" in page

    def test_asks_the_same_few_questions_however_many_variants(self, client, product, django_assert_max_num_queries):
        with django_assert_max_num_queries(30):
            self.ask(client, product, "landed-lines")
