"""The exchange rate moves: nothing changes for buyers until the seller says so."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from catalog.exceptions import NotTheSeller
from catalog.models import Listing, PriceProposal, ProposalState, VariantPrice
from catalog.services.editing import MayNotEdit
from catalog.services.prices import set_price
from catalog.services.proposals import DRIFT, keep_prices, propose_all, take_proposals
from catalog.tests.factories import make_product, make_rate, make_seller, make_user, take_all
from marketplace.history.selectors import entries_for
from marketplace.money import Money
from marketplace.money.models import ExchangeRate
from sellers.models import Member, Seller

pytestmark = pytest.mark.django_db
FIRST, LATER, LAST = date(2026, 11, 1), date(2026, 11, 5), date(2026, 11, 9)


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def variant(alice):
    """68 yuan typed, 13,600 francs taken at the first rate."""
    product = make_product(seller=make_seller(owner=alice), variants=[{"prices": {}}])
    make_rate("CNY", "RWF", "200", FIRST)
    variant = product.variants.get()
    set_price(variant=variant, price=Money(Decimal(68), "CNY"), by=alice, on=FIRST)
    take_all(variant, by=alice)
    return variant


def francs(variant) -> tuple[Decimal, Decimal]:
    """What the price row says, and what buyers see in the lists."""
    return (
        VariantPrice.objects.get(variant=variant, currency="RWF").amount,
        Listing.objects.get(product=variant.product_id, currency="RWF").amount,
    )


def test_price_stays_and_a_new_one_is_proposed_when_the_rate_drifts(variant):
    rate = make_rate("CNY", "RWF", "210", LATER)

    assert propose_all(on=LATER) == 1 and propose_all(on=LATER) == 0

    proposal = PriceProposal.objects.get(state="open")
    assert (proposal.old, proposal.money, proposal.rate, proposal.converted_from) == (
        Money(Decimal(13_600), "RWF"),
        Money(Decimal(14_280), "RWF"),
        rate,
        "CNY",
    )
    assert francs(variant) == (13_600, 13_600)


def test_small_drift_proposes_nothing(variant):
    make_rate("CNY", "RWF", "204", LATER)  # two of a hundred, and not more
    assert propose_all(on=LATER) == 0


def test_taken_price_is_seen_by_buyers_with_its_rate(variant, alice):
    rate = make_rate("CNY", "RWF", "210", LATER)
    propose_all(on=LATER)

    assert take_proposals(proposals=PriceProposal.objects.all(), by=alice) == 1
    assert take_proposals(proposals=PriceProposal.objects.all(), by=alice) == 0

    assert francs(variant) == (14_280, 14_280) and VariantPrice.objects.get(variant=variant, currency="RWF").rate == rate
    entry = entries_for(variant.product)[0]
    assert (entry.action, entry.by, entry.after) == ("price.proposal_taken", alice, {variant.sku: "14280 RWF"})
    assert propose_all(on=LATER) == 0


def test_kept_price_is_not_proposed_again_until_the_rate_moves_on(variant, alice):
    make_rate("CNY", "RWF", "210", LATER)
    propose_all(on=LATER)
    assert keep_prices(proposals=PriceProposal.objects.all(), by=alice) == 1

    assert propose_all(on=LATER) == 0 and francs(variant) == (13_600, 13_600)
    make_rate("CNY", "RWF", "220", LAST)
    assert propose_all(on=LAST) == 1


def test_proposal_is_outdated_when_the_rate_comes_back_or_the_seller_sets_a_price(variant, alice):
    make_rate("CNY", "RWF", "210", LATER)
    propose_all(on=LATER)
    make_rate("CNY", "RWF", "201", LAST)
    assert propose_all(on=LAST) == 0 and states() == ["taken", "outdated"]

    propose_all(on=LATER)
    set_price(variant=variant, price=Money(Decimal(70), "CNY"), by=alice, on=LATER)
    assert states() == ["taken", "outdated", "outdated", "open"] and francs(variant) == (13_600, 13_600)
    set_price(variant=variant, price=Money(Decimal(14_000), "RWF"), by=alice, on=LATER)
    assert states() == ["taken", "outdated", "outdated", "outdated"] and francs(variant) == (14_000, 14_000)


def states() -> list[str]:
    return list(PriceProposal.objects.values_list("state", flat=True))


def test_first_prices_are_proposed_again_while_they_wait_for_the_seller(alice):
    variant = make_product(seller=make_seller(owner=alice), variants=[{"prices": {}}]).variants.get()
    make_rate("CNY", "RWF", "200", FIRST)
    set_price(variant=variant, price=Money(Decimal(68), "CNY"), by=alice, on=FIRST)
    make_rate("CNY", "RWF", "201", LATER)

    assert propose_all(on=LATER) == 1 and states() == ["outdated", "open"]

    assert set(VariantPrice.objects.filter(variant=variant).values_list("currency", "amount")) == {("CNY", 68)}
    assert set(Listing.objects.filter(product=variant.product_id).values_list("currency", flat=True)) == {"CNY"}


def test_kept_refusal_of_a_currency_holds_until_another_price_is_typed(variant, alice):
    make_rate("EUR", "CNY", "8", FIRST)
    propose_all(on=FIRST)
    keep_prices(proposals=PriceProposal.objects.filter(state="open"), by=alice)
    assert propose_all(on=LATER) == 0

    set_price(variant=variant, price=Money(Decimal(80), "CNY"), by=alice, on=LATER)

    assert set(PriceProposal.objects.filter(state="open").values_list("currency", "amount")) == {("EUR", 10), ("RWF", 16_000)}


def test_only_people_of_the_shop_take_or_keep(variant):
    make_rate("CNY", "RWF", "210", LATER)
    propose_all(on=LATER)
    for deed in (take_proposals, keep_prices):
        with pytest.raises(NotTheSeller):
            deed(proposals=PriceProposal.objects.all(), by=make_user("charlie"))
    Seller.objects.update(state="suspended")
    for deed in (take_proposals, keep_prices):
        with pytest.raises(MayNotEdit):
            deed(proposals=PriceProposal.objects.all(), by=Member.objects.get().user)
    assert states() == ["taken", "open"]


def test_price_the_seller_set_is_never_proposed_against(variant, alice):
    set_price(variant=variant, price=Money(Decimal(13_000), "RWF"), by=alice, on=FIRST)
    make_rate("CNY", "RWF", "300", LATER)
    assert propose_all(on=LATER) == 0


def test_new_rate_proposes_a_currency_that_had_no_price(variant):
    make_rate("EUR", "CNY", "8", LATER)
    propose_all(on=LATER)
    proposal = PriceProposal.objects.get(state="open")
    assert (proposal.old, proposal.money) == (None, Money(Decimal("8.50"), "EUR"))
    assert not VariantPrice.objects.filter(variant=variant, currency="EUR").exists()


def test_seller_takes_some_and_keeps_the_others(client, variant, alice):
    make_rate("CNY", "RWF", "210", LATER)
    make_rate("EUR", "CNY", "8", LATER)
    propose_all(on=LATER)
    euros, more_francs = PriceProposal.objects.filter(state="open").order_by("currency")
    client.force_login(alice)
    assert "Look at 2 proposed prices" in client.get("/sell/").content.decode()
    page = client.get(reverse("listings:price-proposals")).content.decode()
    assert "13,600" in page and "14,280" in page and "1 CNY = 210 RWF" in page

    unticked = client.post(reverse("listings:price-proposals"), {"do": "take"}, follow=True).content.decode()
    assert "No price is ticked" in unticked
    client.post(reverse("listings:price-proposals"), {"proposal": [more_francs.pk], "do": "take"})
    client.post(reverse("listings:price-proposals"), {"proposal": [euros.pk, "x"], "do": "keep"})

    assert francs(variant) == (14_280, 14_280) and not VariantPrice.objects.filter(currency="EUR").exists()
    assert "No price waits for you" in client.get(reverse("listings:price-proposals")).content.decode()


def test_stranger_decides_nothing(client, variant):
    make_rate("CNY", "RWF", "210", LATER)
    propose_all(on=LATER)
    charlie = make_user("charlie")
    make_seller("Charlie", owner=charlie)
    client.force_login(charlie)
    assert "14,280" not in client.get(reverse("listings:price-proposals")).content.decode()
    client.post(reverse("listings:price-proposals"), {"proposal": [PriceProposal.objects.get(state="open").pk], "do": "take"})
    assert francs(variant) == (13_600, 13_600)


@given(rates=st.lists(st.decimals("1", "2000", places=4), min_size=1, max_size=6))
def test_buyers_never_see_a_price_that_nobody_said_yes_to(variant, alice, rates):
    before = francs(variant)
    for rate in rates:
        ExchangeRate.objects.update_or_create(base="CNY", quote="RWF", day=LATER, defaults={"rate": rate, "source": "test"})
        propose_all(on=LATER)
        assert francs(variant) == before
    open_one = PriceProposal.objects.filter(state=ProposalState.OPEN, currency="RWF").first()
    wanted = Money(Decimal(68) * rates[-1], "RWF").rounded().amount
    assert (open_one is not None) == (abs(wanted - before[0]) > before[0] * DRIFT)
    assert open_one is None or open_one.amount == wanted
