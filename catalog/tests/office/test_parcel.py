"""What is in the parcel and what the label says: asked of food, contradictions refused, told as the seller's word."""

from __future__ import annotations

import html
from datetime import date

import pytest

from catalog.models import Allergen, LabelItem, ParcelFacts, Product
from catalog.selectors.labels import labels_of
from catalog.services.listing import copy_listing
from catalog.services.parcel import AllergensContradict, write_parcel
from catalog.tests.factories import category, make_product
from catalog.tests.office.pages import address, save, typed

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def ids(*codes: str) -> list[str]:
    return [str(pk) for pk in Allergen.objects.filter(code__in=codes).values_list("pk", flat=True)]


def write(client, draft, **changes):
    return save(client, draft, "parcel", typed(draft, "parcel", **{f"parcel-{name}": value for name, value in changes.items()}))


def test_the_fourteen_allergens_of_the_union_are_there_with_rule_day_and_source():
    rows = list(Allergen.objects.in_force_on(TODAY))

    assert len(rows) == 14
    assert {row.valid_from for row in rows} == {date(2014, 12, 13)}
    assert all(row.rule.startswith("(EU) 1169/2011 Annex II") and row.source and row.name_zh_hans for row in rows)


@pytest.mark.parametrize(("day", "rule", "asks_allergens"), [(TODAY, "GB 7718-2011", False), (date(2027, 3, 16), "GB 7718-2025", True)])
def test_chinas_label_follows_the_standard_of_the_day(day, rule, asks_allergens):
    rows = LabelItem.objects.in_force_on(day).filter(market="CN")

    assert {row.rule for row in rows} == {rule}
    assert ("allergens" in {row.code for row in rows}) is asks_allergens


def test_food_is_asked_for_its_label_and_baskets_only_for_the_parcel(client, draft):
    page = client.get(address("listing-edit", draft)).content.decode()
    assert "Ingredients, the most first" in page and "I declare none of these" in page
    draft.category = category("baskets")
    draft.save()

    page = client.get(address("listing-edit", draft)).content.decode()
    assert "What is in the parcel" in page and "Ingredients, the most first" not in page and "Label for China" not in page


def test_everything_is_written_and_the_page_shows_it_in_the_readers_language(client, draft):
    write(
        client,
        draft,
        in_parcel_en="One bag and a card.",
        ingredients_en="Coffee",
        ingredients_zh_hans="咖啡豆",
        storage_en="Dry and cool.",
        shelf_life_days="365",
        contains=ids("milk", "nuts"),
        may_contain=ids("sesame"),
    )

    facts = ParcelFacts.objects.get(product=draft)
    assert (facts.ingredients_zh_hans, facts.shelf_life_days, facts.contains.count()) == ("咖啡豆", 365, 2)
    preview = client.get(address("listing-preview", draft)).content.decode()
    assert "Contains: Milk, with lactose, Nuts<br>May contain: Sesame seeds" in preview
    assert "One bag and a card." in preview and "365 days from production, unopened" in preview


def test_the_shop_tells_allergens_as_the_sellers_word_in_chinese(client):
    product = make_product()
    facts = ParcelFacts.objects.create(product=product, ingredients_en="Coffee", ingredients_zh_hans="咖啡豆")

    silent = client.get(f"/products/{product.slug}/").content.decode()
    facts.declares_none = True
    facts.save()
    none = client.get(f"/products/{product.slug}/").content.decode()
    chinese = client.get(f"/zh-hans/products/{product.slug}/").content.decode()

    assert "The seller has said nothing about allergens." in silent
    assert "None declared by the seller" in none and "As the seller tells it." in none
    assert "咖啡豆" in chinese and "卖家声明不含所列致敏物质" in chinese


def test_a_product_that_says_nothing_has_no_such_section(client):
    product = make_product()
    ParcelFacts.objects.create(product=product)

    page = client.get(f"/products/{product.slug}/").content.decode()

    assert 'id="label"' not in page and 'id="parcel"' not in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"contains": ["milk"], "declares_none": "on"}, "The allergens contradict each other"),
        ({"contains": ["milk"], "may_contain": ["milk"]}, "The allergens contradict each other"),
        ({"shelf_life_days": "0"}, "Write whole days, 1 or more."),
        ({"shelf_life_days": "3651"}, "At most 3650 days."),
        ({"shelf_life_days": "a year"}, "Write whole days, such as 365."),
        ({"storage_en": "x" * 301}, "At most 300 characters fit; this has 301."),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_kept(client, draft, changes, message):
    changes = {name: ids(*value) if isinstance(value, list) else value for name, value in changes.items()}

    answer = write(client, draft, **changes)

    assert answer.status_code == 422 and message in html.unescape(answer.content.decode())
    facts = ParcelFacts.objects.filter(product=draft).first()
    assert facts is None or not facts.contains.exists()


def test_an_allergen_that_is_none_is_refused(client, draft):
    answer = write(client, draft, contains=["999999"])

    assert "Choose allergens from the list." in answer.content.decode()


def test_two_windows_cannot_make_a_contradiction(draft):
    by = draft.seller.members.first().user
    write_parcel(product=draft, changes={"declares_none": True}, by=by)

    with pytest.raises(AllergensContradict):
        write_parcel(product=draft, changes={"contains": list(Allergen.objects.filter(code="milk"))}, by=by)

    assert not ParcelFacts.objects.get(product=draft).contains.exists()


def test_the_label_counts_what_is_known_in_the_markets_language(draft):
    before = {label.market: label.there for label in labels_of(draft, TODAY)}
    ParcelFacts.objects.create(product=draft, ingredients_en="Coffee", storage_zh_hans="阴凉干燥处", shelf_life_days=365)

    after = {label.market: label for label in labels_of(Product.objects.get(pk=draft.pk), TODAY)}

    assert after["CN"].there - before["CN"] == 2  # storage and shelf life; the ingredients are not in Chinese yet
    assert "List of ingredients" in [line.title for line in after["CN"].missing]
    assert after["EU"].there - before["EU"] == 2  # ingredients and shelf life
    assert "Nutrition declaration" not in [line.title for line in after["EU"].wanted]


def test_a_copy_takes_the_label_along(draft):
    facts = ParcelFacts.objects.create(product=draft, ingredients_en="Coffee", shelf_life_days=365)
    facts.contains.set(Allergen.objects.filter(code="milk"))

    copy = copy_listing(product=draft, by=draft.seller.members.first().user)

    twin = ParcelFacts.objects.get(product=copy)
    assert (twin.ingredients_en, twin.shelf_life_days, [one.code for one in twin.contains.all()]) == ("Coffee", 365, ["milk"])
