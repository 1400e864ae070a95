"""The shop of a firm: what it shows, to whom, what it costs, and how soon a change is seen."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from catalog.selectors.storefront import shopkeeper_at
from catalog.services.publishing import withdraw
from catalog.sharing.tests.vocabulary import blocks, faults
from catalog.tests.factories import district, make_product, make_seller
from marketplace import kept_pages
from marketplace.kept_pages import forget_pages
from sellers.enums import SellerState
from sellers.models import Seller

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller() -> Seller:
    """A firm whose page could be kept: what a process reads once is read."""
    made = make_seller("Coocamu", story_en="Bourbon above Lake Kivu.", district=district())
    make_product("Theirs", seller=made)
    Client().get(f"/sellers/{made.slug}/")
    forget_pages()
    return made


def read(seller: Seller, root: str = "/") -> str:
    answer = Client().get(f"{root}sellers/{seller.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_a_storefront_costs_three_queries_and_is_kept(seller, django_assert_num_queries, settings, number):
    settings.KEPT_PAGES_LOOK_AGAIN = 60
    for _ in range(number - 1):
        make_product("More of theirs", seller=seller)

    with django_assert_num_queries(3):
        made = read(seller)
    with django_assert_num_queries(0):
        again = read(seller)

    assert made.count('class="card__name"') == again.count('class="card__name"') == number


CHANGES = {
    "name": (lambda one: Seller.objects.filter(pk=one.pk).update(trade_name="Kivu Growers"), "Kivu Growers"),
    "story": (lambda one: Seller.objects.filter(pk=one.pk).update(story_en="Washed at night."), "Washed at night."),
    "logo": (lambda one: Seller.objects.filter(pk=one.pk).update(public_key="0" * 16), f"/{'0' * 16}"),
    "district": (lambda one: Seller.objects.filter(pk=one.pk).update(district=district("Huye")), "Huye, Rwanda"),
    "answers": (lambda one: Seller.objects.filter(pk=one.pk).update(answers_within_h=3), "3 hours"),
    "product": (lambda one: make_product("Brand new", seller=one), "Brand new"),
}


@pytest.mark.parametrize("changed", CHANGES)
def test_a_change_is_shown_within_a_second(seller, settings, monkeypatch, changed):
    settings.KEPT_PAGES_LOOK_AGAIN = 0.9
    clock = [1000.0]
    monkeypatch.setattr(kept_pages.time, "monotonic", lambda: clock[0])
    change, words = CHANGES[changed]
    assert words not in read(seller) and kept_pages._pages
    change(seller)

    clock[0] += 1

    assert words in read(seller)


def test_a_firm_that_may_not_sell_any_more_loses_its_page_and_its_badge_at_once(seller):
    assert "RDB-verified" in read(seller) and kept_pages._pages
    Seller.objects.filter(pk=seller.pk).update(state=SellerState.SUSPENDED)

    assert Client().get(f"/sellers/{seller.slug}/").status_code == 404


def test_goods_taken_off_sale_leave_the_page_at_once(seller):
    product = make_product("Taken off", seller=seller)
    assert "Taken off" in read(seller) and kept_pages._pages
    withdraw(product=product, by=None)

    assert "Taken off" not in read(seller)


@pytest.mark.parametrize("language", ["en", "zh-hans", "fr", "rw"])
def test_the_firm_read_so_is_the_firm_its_row_tells(seller, language):
    """The same facts as the model gives, language by language, with the English story where none is written."""
    Seller.objects.filter(pk=seller.pk).update(story_zh_hans="基伍湖畔的波旁咖啡。", story_fr="")
    seller.refresh_from_db()
    told = shopkeeper_at(seller.slug, language, "CNY")
    facts = [name for name in told.__slots__ if name != "promises"]

    with translation.override(language):
        row = Seller.objects.get(pk=seller.pk)
        expected = {name: getattr(row, name) for name in facts}
    assert {name: getattr(told, name) for name in facts} == expected


def test_a_page_that_is_kept_says_the_firm_to_search_engines(seller, settings, django_assert_num_queries):
    settings.KEPT_PAGES_LOOK_AGAIN = 60
    read(seller)
    with django_assert_num_queries(0):
        said = blocks(read(seller))

    assert [fault for one in said for fault in faults(one)] == []
    firm = next(one for one in said if one["@type"] == "Organization")
    assert (firm["name"], firm["description"]) == ("Coocamu", "Bourbon above Lake Kivu.")
    assert firm["url"].endswith(f"/sellers/{seller.slug}/")
