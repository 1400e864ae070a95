"""Roast, material, least order and days to ship as facets: each counts as if its own choices were not made."""

from __future__ import annotations

import re

import pytest

from catalog.models import CoffeeFacts, Material, Product
from catalog.services.listings import refresh
from catalog.tests.factories import make_product, make_seller, make_variant
from catalog.tests.views.test_lists import facet, names

pytestmark = pytest.mark.django_db

ALL = "/products/"


@pytest.fixture(autouse=True)
def warm(client):
    client.get("/categories/crafts/")


def made_of(product: Product, *slugs: str) -> Product:
    product.materials.set(Material.objects.filter(slug__in=slugs))
    refresh(product)
    return product


def goods():
    firm = make_seller("Quick", ready_days=2)
    least = [{"minimum_quantity": 12}]
    return [
        make_product("Light", coffee={"roast": "light"}, seller=firm),
        make_product("Dark", coffee={"roast": "dark"}, ready_days=8),
        make_product("Dark by the dozen", coffee={"roast": "dark"}, variants=least),
        made_of(make_product("Sisal bowl", shelf="baskets", code="460219", variants=least), "sisal", "grass"),
        made_of(make_product("Papyrus lid", shelf="baskets", code="460219", seller=firm, ready_days=15), "papyrus", "grass"),
    ]


def test_each_new_facet_counts_its_values_when_nothing_is_chosen(client):
    goods()

    response = client.get(ALL)

    assert facet(response, "roast") == {"light": 1, "dark": 2}
    assert facet(response, "material") == {"grass": 2, "papyrus": 1, "sisal": 1}
    assert facet(response, "min_order") == {"1": 3, "11-50": 2}
    assert facet(response, "ships_in") == {"1-2": 1, "3-5": 2, "6-10": 1, "11-20": 1}


@pytest.mark.parametrize(
    ("query", "shown", "counts"),
    [
        (
            {"roast": "dark"},
            ["Dark by the dozen", "Dark"],
            {"roast": {"light": 1, "dark": 2}, "min_order": {"1": 1, "11-50": 1}, "ships_in": {"1-2": 0, "3-5": 1, "6-10": 1, "11-20": 0}},
        ),
        (
            {"material": "sisal"},
            ["Sisal bowl"],
            {"material": {"grass": 2, "papyrus": 1, "sisal": 1}, "min_order": {"1": 0, "11-50": 1}, "roast": {"light": 0, "dark": 0}},
        ),
        (
            {"min_order": ["11-50", "2-10"]},
            ["Sisal bowl", "Dark by the dozen"],
            {"min_order": {"1": 3, "2-10": 0, "11-50": 2}, "material": {"grass": 1, "papyrus": 0, "sisal": 1}},
        ),
        (
            {"ships_in": ["1-2", "11-20"], "roast": "light"},
            ["Light"],
            {"ships_in": {"1-2": 1, "3-5": 0, "6-10": 0, "11-20": 0}, "roast": {"light": 1, "dark": 0}},
        ),
        ({"material": ["papyrus", "sisal"], "ships_in": "3-5"}, ["Sisal bowl"], {"material": {"grass": 1, "papyrus": 0, "sisal": 1}}),
    ],
)
def test_a_facet_counts_without_its_own_choices_and_with_all_others(client, query, shown, counts):
    goods()

    response = client.get(ALL, query)

    assert names(response) == shown
    assert {name: facet(response, name) for name in counts} == counts


@pytest.mark.parametrize("name", ["roast", "material", "min_order", "ships_in"])
def test_a_value_that_no_facet_has_finds_nothing(client, name):
    goods()

    response = client.get(ALL, {name: "1-3"})

    assert names(response) == []
    assert "Nothing fits all of these" in response.content.decode()


def test_a_span_is_a_chip_that_says_what_it_is_of(client):
    goods()

    html = client.get(ALL, {"min_order": "11-50", "ships_in": "3-5"}).content.decode()

    chips = dict(re.findall(r'<a class="chip" href="([^"]+)">([^<]+?) <', html))
    assert chips == {
        "/products/?ships_in=3-5": "least order 11–50",
        "/products/?min_order=11-50": "ready in 3–5 working days",
    }


def test_the_firms_own_days_count_at_once_for_goods_that_say_nothing(client):
    product = make_product("Slow")
    make_product("Usual")
    product.seller.ready_days = 30
    product.seller.save()

    response = client.get(ALL)

    assert facet(response, "ships_in") == {"3-5": 1, "21-": 1}


def test_the_least_order_is_that_of_the_variant_with_the_smallest(client):
    product = make_product("Two sizes", variants=[{"minimum_quantity": 60}])
    make_variant(product, minimum_quantity=5)
    refresh(product)
    make_product("One")

    assert facet(client.get(ALL), "min_order") == {"1": 1, "2-10": 1}


def test_a_shop_has_the_facets_but_not_its_own_name(client):
    shop = make_seller("Shop")
    make_product("Light", coffee={"roast": "light"}, seller=shop)
    dark = make_product("Dark", coffee={"roast": "dark"}, seller=shop)

    response = client.get(f"/sellers/{shop.slug}/")

    assert facet(response, "roast") == {"light": 1, "dark": 1}
    assert facet(response, "seller") == {}
    assert CoffeeFacts.objects.get(product=dark).get_roast_display() == "Dark roast"


def test_materials_are_named_in_chinese(client):
    goods()

    html = client.get("/zh-hans/products/", {"material": "sisal"}).content.decode()

    assert '<a class="chip" href="/zh-hans/products/">剑麻 ' in html


def test_the_product_page_tells_roast_material_and_days(client):
    products = goods()

    dark, lid = (client.get(f"/products/{product.slug}/").content.decode() for product in (products[1], products[4]))

    assert "<dt>Roast</dt><dd>Dark roast</dd>" in dark
    assert "within 8 working days of the payment, the seller says" in dark
    assert "<dt>Material</dt><dd>Forest grass, Papyrus</dd>" in lid
    assert "Ready to ship" not in client.get(f"/products/{products[2].slug}/").content.decode()
