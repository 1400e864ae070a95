import html
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from catalog.exceptions import Divisible
from catalog.models import Material, Product, Variant
from catalog.services import stock
from catalog.services.listing import write_variant
from catalog.tests.factories import category, hold, hs, make_product, stock_of
from catalog.tests.office.pages import address, save, typed

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
