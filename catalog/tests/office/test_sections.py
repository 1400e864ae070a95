import html
import re
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from catalog.exceptions import Divisible
from catalog.models import Material, PriceTier, Product, Variant
from catalog.services import stock
from catalog.services.listing import write_variant
from catalog.services.prices import set_price
from catalog.services.proposals import propose
from catalog.services.publishing import missing_for
from catalog.tests.factories import category, hold, hs, make_product, make_rate, stock_of
from catalog.tests.office.pages import address, save, typed
from marketplace.money import Money

pytestmark = pytest.mark.django_db


# Variants and stock --------------------------------------------------------------------------------------------------


def test_stock_is_refused_below_what_buyers_hold(client, draft):
    variant = draft.variants.get()
    hold(variant, 4)

    answer = save(client, draft, "variants", typed(draft, "variants", **{f"variant-{variant.pk}-on_hand": "3"}))

    assert stock_of(variant) == (10, 4)
    assert "4 are held for buyers who are paying" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("on_hand", "-1", "At least 0."),
        ("on_hand", "1.5", "Write a whole number"),
        ("on_hand", "", "Write a whole number."),
        ("on_hand", "99999999999", "At most 1000000."),
        ("minimum_quantity", "0", "At least 1."),
        ("sku", "", "Give it a code of your own"),
        ("unit", "barrel", "Select a valid choice"),
    ],
)
def test_variant_is_refused_at_its_field(client, draft, field, value, message):
    variant = draft.variants.get()

    answer = save(client, draft, "variants", typed(draft, "variants", **{f"variant-{variant.pk}-{field}": value}))

    assert answer.status_code == 422 and message in answer.content.decode()
    assert [(one.on_hand, one.minimum_quantity) for one in Variant.objects.with_stock()] == [(10, 1)]


def test_stock_code_is_refused_when_another_variant_has_it(client, draft):
    client.post(address("variant-add", draft))
    one, two = draft.variants.all()

    answer = save(client, draft, "variants", typed(draft, "variants", **{f"variant-{two.pk}-sku": one.sku}))

    assert "Another variant of this listing has this code already." in answer.content.decode()


def test_variant_is_removed_only_when_asked_and_never_the_last(client, draft):
    client.post(address("variant-add", draft))
    one, two = draft.variants.all()

    assert client.get(address("variant-remove", draft, two.pk)).status_code == 200
    assert draft.variants.count() == 2
    client.post(address("variant-remove", draft, two.pk))
    assert list(draft.variants.all()) == [one]
    answer = client.post(address("variant-remove", draft, one.pk), follow=True)
    assert "A listing needs one variant at least." in answer.content.decode()
    assert draft.variants.count() == 1


def test_variant_that_a_buyer_holds_stays(client, draft):
    client.post(address("variant-add", draft))
    held = draft.variants.first()
    stock.set_on_hand(variant=held, on_hand=1, by=None)
    hold(held, 1)

    answer = client.post(address("variant-remove", draft, held.pk), follow=True)

    assert "A buyer is paying for this variant." in answer.content.decode() and draft.variants.count() == 2


def test_indivisible_piece_is_asked_of_pieces_alone(client, draft):
    variant = draft.variants.get()
    name = f"variant-{variant.pk}"
    Variant.objects.filter(pk=variant.pk).update(unit="piece")
    assert "Sold as one indivisible piece" in client.get(address("listing-edit", draft)).content.decode()

    save(client, draft, "variants", typed(draft, "variants", **{f"{name}-is_indivisible": "on"}))
    assert Variant.objects.get().is_indivisible
    answer = save(client, draft, "variants", typed(draft, "variants", **{f"{name}-unit": "kg", f"{name}-is_indivisible": "on"}))

    assert answer.status_code == 422 and "What is sold by the kg can be sold in parts." in answer.content.decode()
    with pytest.raises(Divisible):
        write_variant(variant=variant, changes={"unit": "bag"}, by=draft.seller.members.first().user)
    with pytest.raises(IntegrityError, match="variant_indivisible_is_one_piece"), transaction.atomic():
        Variant.objects.update(unit="bag")
    save(client, draft, "variants", typed(draft, "variants", **{f"{name}-unit": "bag", f"{name}-is_indivisible": ""}))
    assert not Variant.objects.get().is_indivisible


# Prices, measures ----------------------------------------------------------------------------------------------------


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


# Origin and customs --------------------------------------------------------------------------------------------------


def test_coffee_facts_are_saved_and_checked(client, draft):
    facts = {"coffee-lot": "L014", "coffee-altitude_min": "1900", "coffee-altitude_max": "1600", "coffee-cup_score": "101"}

    answer = save(client, draft, "origin", typed(draft, "origin", **facts))
    page = answer.content.decode()
    assert "The higher altitude comes second." in page and "Scores run from 50 to 100." in page

    save(client, draft, "origin", typed(draft, "origin", **facts | {"coffee-altitude_max": "2100", "coffee-cup_score": "87.25"}))
    draft.refresh_from_db()
    assert (draft.coffee.lot, draft.coffee.altitude_max, draft.coffee.cup_score) == ("L014", 2100, Decimal("87.25"))


def test_district_is_refused_in_another_country(client, draft):
    answer = save(client, draft, "origin", typed(draft, "origin", **{"origin-origin_country": "UG"}))

    assert "This district is not in that country." in answer.content.decode()
    assert Product.objects.get().origin_country == "RW"


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
def test_codes_are_found_by_words(client, draft, htmx):
    answer = client.get(address("hs-find", draft), {"hs": "basket"}, headers={"HX-Request": "true"} if htmx else {})

    assert "4602.19" in answer.content.decode()


def test_chosen_code_says_what_it_asks_of_the_firm(client, draft):
    page = save(client, draft, "customs", typed(draft, "customs", **{"customs-hs_code": hs("0409000000").pk}), htmx=True).content.decode()

    draft.refresh_from_db()
    assert draft.hs_code.code == "0409000000"
    assert 'id="customs-facts"' in page and "missing" in page


def test_code_outside_today_s_table_is_refused(client, draft):
    code = hs("0409000000")
    type(code).objects.filter(pk=code.pk).update(valid_to="2023-01-01")

    answer = save(client, draft, "customs", typed(draft, "customs", **{"customs-hs_code": code.pk}))

    assert "This code is not in the customs table of today." in answer.content.decode()


def test_goods_on_sale_keep_their_code_when_their_seller_asks_for_another(client, seller):
    product = make_product(seller=seller)
    asked = {"customs-hs_code": "", "customs-hs_question": "Beeswax with soot, for the skin"}

    answer = save(client, product, "customs", typed(product, "customs", **asked))

    page = answer.content.decode()
    assert answer.status_code == 422 and "The customs (HS) code" in page and "Beeswax with soot, for the skin" in page
    product.refresh_from_db()
    assert product.hs_code and product.is_published and product.hs_question == ""


def test_seller_who_is_not_sure_asks_an_officer(client, draft):
    data = typed(draft, "customs", **{"customs-hs_code": "", "customs-hs_question": "Beeswax with soot, for the skin"})

    save(client, draft, "customs", data)

    draft.refresh_from_db()
    assert (draft.hs_code, draft.hs_question) == (None, "Beeswax with soot, for the skin")
    assert "An officer has your question." in client.get(address("listing-edit", draft)).content.decode()


# Roast, materials, days to ship --------------------------------------------------------------------------------------------


def test_roast_is_written_and_history_tells_it(client, draft):
    save(client, draft, "origin", typed(draft, "origin", **{"coffee-roast": "medium_dark"}))

    assert draft.coffee.roast == "medium_dark"
    answer = save(client, draft, "origin", typed(draft, "origin", **{"coffee-roast": "burnt"}))
    assert "Select a valid choice" in answer.content.decode() and answer.status_code == 422


def test_materials_are_asked_for_of_handmade_goods_alone(client, draft):
    assert b"Made of" not in client.get(address("listing-edit", draft)).content
    draft.category = category("baskets")
    draft.save()

    assert b"Made of" in client.get(address("listing-edit", draft)).content


def test_materials_are_chosen_from_the_list_and_taken_away(client, draft):
    draft.category = category("baskets")
    draft.save()
    sisal, grass = Material.objects.filter(slug__in=["sisal", "grass"])

    save(client, draft, "origin", typed(draft, "origin", **{"origin-materials": [str(sisal.pk), str(grass.pk)]}))
    assert set(draft.materials.all()) == {sisal, grass}
    answer = save(client, draft, "origin", typed(draft, "origin", **{"origin-materials": ["999999"]}))
    assert "Choose materials from the list." in answer.content.decode()
    assert draft.materials.count() == 2
    save(client, draft, "origin", typed(draft, "origin", **{"origin-materials": []}))
    assert not draft.materials.exists()


def test_a_material_no_longer_offered_stays_on_its_goods_and_is_not_chosen_anew(client, draft):
    draft.category = category("baskets")
    draft.save()
    horn = Material.objects.get(slug="horn")
    draft.materials.add(horn)
    horn.is_offered = False
    horn.save()

    save(client, draft, "origin", typed(draft, "origin", **{"origin-origin_country": "UG", "origin-district": ""}))
    assert list(draft.materials.all()) == [horn]
    draft.materials.clear()
    answer = save(client, draft, "origin", typed(draft, "origin", **{"origin-materials": [str(horn.pk)]}))
    assert "Choose materials from the list." in answer.content.decode()


@pytest.mark.parametrize(
    ("value", "message"),
    [("0", "1 or more"), ("91", "At most 90 working days."), ("soon", "Write whole working days, such as 3.")],
)
def test_days_to_ship_are_refused_at_their_field(client, draft, value, message):
    answer = save(client, draft, "shipping", typed(draft, "shipping", **{"ready-ready_days": value}))

    assert answer.status_code == 422 and message in html.unescape(answer.content.decode())
    assert Product.objects.get(pk=draft.pk).ready_days is None


def test_days_to_ship_are_written_and_taken_away_again(client, draft):
    save(client, draft, "shipping", typed(draft, "shipping", **{"ready-ready_days": "4"}))
    assert Product.objects.get(pk=draft.pk).ready_days == 4
    save(client, draft, "shipping", typed(draft, "shipping", **{"ready-ready_days": ""}))
    assert Product.objects.get(pk=draft.pk).ready_days is None
