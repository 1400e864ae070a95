import html
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from catalog.models import PriceTier, Product, Variant
from catalog.services.prices import set_price
from catalog.services.proposals import propose
from catalog.services.publishing import missing_for
from catalog.tests.factories import make_product, make_rate
from catalog.tests.office.pages import address, save, typed
from marketplace.money import Money

pytestmark = pytest.mark.django_db


def price_of(draft: Product, currency: str):
    return draft.variants.get().prices.filter(currency=currency).first()


@pytest.fixture
def proposed(client, draft):
    """9,150 francs typed, 46.72 yuan proposed; what the editor would send to take it."""
    make_rate("CNY", "RWF", "195.83")
    name = f"price-{draft.variants.get().pk}"
    save(client, draft, "prices", typed(draft, "prices", **{f"{name}-RWF": "9,150", f"{name}-CNY": ""}))
    return {"proposal": [proposal.pk for _variant, proposal in client.get(address("listing-edit", draft)).context["proposals"]]}


def test_typed_price_is_the_only_one_and_the_others_are_proposed_with_rate_day_and_source(client, draft, proposed):
    page = client.get(address("listing-edit", draft)).content.decode()

    assert price_of(draft, "RWF").amount == 9150 and price_of(draft, "CNY") is None
    assert "Proposed: ¥46.72." in page and re.search(r"1 CNY = 195\.83 RWF, rate of \d+ \w+ \d{4}: test", page)
    assert "Not sold in CNY yet: take the proposed prices, or type your own." in page


def test_proposed_prices_are_no_reason_against_publishing(client, seller, proposed):
    product = make_product(seller=seller, variants=[{"prices": {"RWF": "9150"}}])
    propose([product.variants.get().pk])

    assert "prices" not in {item.section for item in missing_for(product)}
    assert "Not sold in CNY yet" in client.get(address("listing-edit", product)).content.decode()


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
def test_all_proposed_prices_are_taken_with_one_press(client, draft, proposed, htmx):
    answer = client.post(address("proposals-take", draft), proposed, headers={"HX-Request": "true"} if htmx else {})

    assert answer.headers.get("HX-Refresh") == "true" if htmx else answer.headers["Location"].endswith("#prices")
    taken = price_of(draft, "CNY")
    assert (taken.amount, taken.converted_from, taken.base_amount, taken.rate.source) == (Decimal("46.72"), "RWF", 9150, "test")
    page = client.get(address("listing-edit", draft)).content.decode()
    assert "Taken at the rate of" in page and 'value="46.72"' in page and "Not sold in" not in page


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("10 for 8000", "write from how many, a colon and the price of one, such as 10: 8500"),
        ("10: 9150", "From 10, one must cost less than the 9150 before it."),
        ("1: 9000", "1 is not above the least order of 1."),
        ("10: 9000\n10: 8000", "10 stands there twice."),
    ],
)
def test_prices_by_quantity_are_refused_with_what_to_write(client, draft, text, message):
    variant = draft.variants.get()
    set_price(variant=variant, price=Money(Decimal(9150), "RWF"), by=None)

    page = save(client, draft, "prices", typed(draft, "prices", **{f"price-{variant.pk}-RWF_tiers": text})).content.decode()

    assert message in page and not PriceTier.objects.exists()


def test_prices_by_quantity_are_saved_with_the_price_and_told_when_they_count_no_more(client, draft):
    name = f"price-{draft.variants.get().pk}-RWF"

    save(client, draft, "prices", typed(draft, "prices", **{name: "9,150", f"{name}_tiers": "50: 8,000\r\n10：8500"}))

    assert list(PriceTier.objects.values_list("from_quantity", "amount")) == [(10, 8500), (50, 8000)]
    assert "10: 8500\n50: 8000</textarea>" in client.get(address("listing-edit", draft)).content.decode()
    save(client, draft, "prices", typed(draft, "prices", **{name: "8200"}))
    assert "so it does not count: from 10." in client.get(address("listing-edit", draft)).content.decode()


def test_field_is_saved_again_and_again_from_one_page(client, draft):
    name = f"price-{draft.variants.get().pk}"
    data = typed(draft, "prices")
    for amount in ("9150", "10000", "11000"):
        page = save(client, draft, "prices", data | {f"{name}-RWF": amount}, htmx=True).content.decode()
        assert "meanwhile" not in page
        data[f"{name}-base"] = html.unescape(re.search(rf'name="{name}-base"[^>]* value="([^"]*)"', page)[1])

    assert price_of(draft, "RWF").amount == 11_000


def test_what_changed_since_the_page_was_shown_is_not_taken(client, draft, proposed):
    name = f"price-{draft.variants.get().pk}"
    save(client, draft, "prices", typed(draft, "prices", **{f"{name}-RWF": "10000"}))

    answer = client.post(address("proposals-take", draft), proposed, follow=True)

    assert "No price was taken" in answer.content.decode() and price_of(draft, "CNY") is None


def test_proposed_price_of_another_listing_or_firm_is_not_taken(client, seller, draft, proposed):
    mine, theirs = make_product(seller=seller), make_product()

    client.post(address("proposals-take", mine), proposed)
    assert price_of(draft, "CNY") is None
    assert client.post(address("proposals-take", theirs), proposed).status_code == 404


def test_suspended_firm_takes_no_price(client, seller, draft, proposed):
    type(seller).objects.filter(pk=seller.pk).update(state="suspended")

    assert "RDB has suspended your firm" in client.post(address("proposals-take", draft), proposed, follow=True).content.decode()
    page = client.post(reverse("listings:price-proposals"), proposed | {"do": "take"}, follow=True).content.decode()
    assert "RDB has suspended your firm" in page and "Take the ticked prices" not in page
    assert price_of(draft, "CNY") is None


def test_price_is_typed_over_what_is_proposed_and_cleared_again(client, draft, proposed):
    name = f"price-{draft.variants.get().pk}-CNY"

    save(client, draft, "prices", typed(draft, "prices", **{name: "49"}))
    assert (price_of(draft, "CNY").amount, price_of(draft, "CNY").converted_from) == (49, "")
    assert "Proposed:" not in client.get(address("listing-edit", draft)).content.decode()

    save(client, draft, "prices", typed(draft, "prices", **{name: ""}))
    assert price_of(draft, "CNY") is None
    assert "Proposed: ¥46.72." in client.get(address("listing-edit", draft)).content.decode()


@pytest.mark.parametrize(
    ("currency", "typed_price", "amount"),
    [("RWF", "9 150", "9150"), ("CNY", "46,70", "46.70"), ("CNY", "1,046.70", "1046.70"), ("CNY", "1,046", "1046"), ("USD", "12", "12")],
)
def test_price_is_read_as_people_write_it(client, draft, currency, typed_price, amount):
    variant = draft.variants.get()

    save(client, draft, "prices", typed(draft, "prices", **{f"price-{variant.pk}-{currency}": typed_price}))

    assert price_of(draft, currency).amount == Decimal(amount)


@pytest.mark.parametrize(
    ("currency", "typed_price", "message"),
    [
        ("RWF", "0", "A price is a number above zero"),
        ("RWF", "-5", "A price is a number above zero"),
        ("RWF", "cheap", "A price is a number above zero"),
        ("RWF", "91.50", "RWF has no digits after the point."),
        ("CNY", "46.705", "CNY has two digits after the point."),
        ("CNY", "1e9", "A price is a number above zero"),
        ("CNY", "٤٦", "A price is a number above zero"),
    ],
)
def test_price_is_refused_at_its_field(client, draft, currency, typed_price, message):
    variant = draft.variants.get()

    answer = save(client, draft, "prices", typed(draft, "prices", **{f"price-{variant.pk}-{currency}": typed_price}))

    page = answer.content.decode()
    assert answer.status_code == 422 and message in page and f'value="{typed_price}"' in page


@pytest.mark.parametrize(
    ("weight", "grams"),
    [("250", 250), ("250 g", 250), ("1.2 kg", 1200), ("1,2 kg", 1200), ("60kg", 60000), ("1,250", 1250), ("2公斤", 2000)],
)
def test_weight_is_read_with_its_unit(client, draft, weight, grams):
    variant = draft.variants.get()
    name = f"shipping-{variant.pk}"

    save(client, draft, "shipping", typed(draft, "shipping", **{f"{name}-net_weight_g": weight, f"{name}-gross_weight_g": "70 kg"}))

    variant.refresh_from_db()
    assert variant.net_weight_g == grams


@pytest.mark.parametrize("weight", ["0", "-1", "heavy", "250 stone", "30 t", "1.2.3"])
def test_weight_is_refused_at_its_field(client, draft, weight):
    variant = draft.variants.get()

    answer = save(client, draft, "shipping", typed(draft, "shipping", **{f"shipping-{variant.pk}-net_weight_g": weight}))

    variant.refresh_from_db()
    assert answer.status_code == 422 and variant.net_weight_g == 250


def test_gross_weight_is_refused_below_the_net_weight(client, draft):
    variant = draft.variants.get()

    answer = save(client, draft, "shipping", typed(draft, "shipping", **{f"shipping-{variant.pk}-gross_weight_g": "200"}))

    assert "it cannot be less" in answer.content.decode()
    assert Variant.objects.get().gross_weight_g == 280


def test_seller_is_warned_of_a_box_full_of_air(client, draft):
    variant = draft.variants.get()
    sides = {f"shipping-{variant.pk}-{side}_mm": "30" for side in ("length", "width", "height")}

    page = save(client, draft, "shipping", typed(draft, "shipping", **sides), htmx=True).content.decode()

    # 30 × 30 × 30 cm = 27 litres; ÷ 6000 = 4.5 kg against 280 g
    assert "27.0 litres" in page and "4.5\u00a0kg" in page and "280\u00a0g" in page
