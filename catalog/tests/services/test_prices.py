from decimal import Decimal

import pytest

from catalog.models import Listing, PriceProposal, VariantPrice
from catalog.services.prices import UnknownCurrency, clear_price, set_price
from catalog.tests.factories import make_product, make_rate, make_user, take_all
from marketplace.history.selectors import entries_for
from marketplace.money import Money

pytestmark = pytest.mark.django_db


def prices_of(variant) -> dict[str, tuple[str, str]]:
    return {row.currency: (str(row.amount), row.converted_from) for row in VariantPrice.objects.filter(variant=variant)}


def money(text: str, currency: str) -> Money:
    return Money(Decimal(text), currency)


@pytest.fixture
def variant():
    return make_product(variants=[{"prices": {}}]).variants.get()


def test_set_price_sets_one_currency_and_proposes_those_a_rate_joins(variant):
    make_rate("USD", "CNY", "7.2")
    rate = make_rate("CNY", "RWF", "203.5")

    set_price(variant=variant, price=money("68", "CNY"), by=None)

    assert prices_of(variant) == {"CNY": ("68.00", "")}
    # No rate joins CNY and EUR: ask, never guess.
    proposals = PriceProposal.objects.order_by("currency").values_list("currency", "amount", "converted_from", "base_amount")
    assert list(proposals) == [("RWF", 13_838, "CNY", 68), ("USD", Decimal("9.44"), "CNY", 68)]
    assert take_all(variant) == 2
    assert prices_of(variant) == {"CNY": ("68.00", ""), "USD": ("9.44", "CNY"), "RWF": ("13838.00", "CNY")}
    assert VariantPrice.objects.get(variant=variant, currency="RWF").rate == rate


def test_set_price_leaves_what_the_seller_set_in_another_currency(variant):
    make_rate("CNY", "RWF", "200")
    set_price(variant=variant, price=money("12000", "RWF"), by=None)

    set_price(variant=variant, price=money("68", "CNY"), by=None)

    assert prices_of(variant) == {"CNY": ("68.00", ""), "RWF": ("12000.00", "")}


def test_taken_price_is_marked_as_the_price_it_came_from(variant):
    make_rate("CNY", "RWF", "200")

    set_price(variant=variant, price=money("68", "CNY"), by=None, is_demonstration=True, note="Demonstration price")
    take_all(variant)

    assert set(VariantPrice.objects.values_list("currency", "is_demonstration", "note")) == {
        ("CNY", True, "Demonstration price"),
        ("RWF", True, "Demonstration price"),
    }


@pytest.mark.parametrize(
    ("amount", "currency", "refusal"), [("0", "CNY", ValueError), ("-1", "CNY", ValueError), ("5", "GBP", UnknownCurrency)]
)
def test_set_price_refuses_when_it_is_no_price(variant, amount, currency, refusal):
    with pytest.raises(refusal):
        set_price(variant=variant, price=money(amount, currency), by=None)

    assert prices_of(variant) == {}


def test_set_price_is_written_to_the_history_once_when_it_stays(variant):
    alice = make_user("alice")

    set_price(variant=variant, price=money("68", "CNY"), by=alice)
    set_price(variant=variant, price=money("68", "CNY"), by=alice)
    set_price(variant=variant, price=money("72", "CNY"), by=alice)

    told = [(entry.action, entry.before, entry.after) for entry in entries_for(variant.product)]
    assert told == [
        ("price.set", {variant.sku: "68.00 CNY"}, {variant.sku: "72.00 CNY"}),
        ("price.set", {}, {variant.sku: "68.00 CNY"}),
    ]


def test_clear_price_proposes_one_from_the_other_typed_price(variant):
    make_rate("CNY", "RWF", "200")
    set_price(variant=variant, price=money("68", "CNY"), by=None)
    set_price(variant=variant, price=money("12000", "RWF"), by=None)

    clear_price(variant=variant, currency="CNY", by=None)

    assert prices_of(variant) == {"RWF": ("12000.00", "")}
    assert take_all(variant) == 1
    assert prices_of(variant) == {"RWF": ("12000.00", ""), "CNY": ("60.00", "RWF")}


def test_clear_price_leaves_what_was_taken_from_it_and_takes_away_what_was_taken(variant):
    make_rate("CNY", "RWF", "200")
    make_rate("USD", "CNY", "7")
    set_price(variant=variant, price=money("70", "CNY"), by=None)
    take_all(variant)

    clear_price(variant=variant, currency="USD", by=None)
    assert prices_of(variant) == {"CNY": ("70.00", ""), "RWF": ("14000.00", "CNY")}
    clear_price(variant=variant, currency="CNY", by=None)
    assert prices_of(variant) == {"RWF": ("14000.00", "CNY")} and not PriceProposal.objects.filter(state="open").exists()

    set_price(variant=variant, price=money("71", "CNY"), by=None)
    assert prices_of(variant) == {"CNY": ("71.00", ""), "RWF": ("14000.00", "CNY")}
    assert set(PriceProposal.objects.filter(state="open").values_list("currency", "before", "amount")) == {
        ("RWF", 14_000, 14_200),  # under two of a hundred, but the seller has changed what it came from
        ("USD", None, Decimal("10.14")),
    }


def test_listing_shows_the_lowest_price_and_that_there_are_others():
    product = make_product(
        variants=[
            {"net_weight_g": 1000, "gross_weight_g": 1100, "prices": {"CNY": "240"}},
            {"net_weight_g": 250, "prices": {"CNY": "68"}},
        ]
    )

    row = Listing.objects.get(product=product, currency="CNY")

    assert (row.amount, row.net_weight_g, row.has_several_prices) == (Decimal("68.00"), 250, True)


def test_listing_names_no_weight_when_goods_are_not_sold_by_weight():
    product = make_product("Agaseke", shelf="baskets", code="460219", variants=[{"prices": {"CNY": "238"}}])

    assert Listing.objects.get(product=product).net_weight_g is None
