"""Other goods on a product's page, and what was bought together."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import Product
from catalog.related import baskets
from catalog.related.models import Companion
from catalog.related.services import count_companions
from catalog.related.tasks import ask_for_nightly
from catalog.tests.factories import count, make_product, make_seller
from marketplace.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def together(monkeypatch):
    """What rooms above would tell."""
    told: dict[tuple[int, int], int] = {}
    monkeypatch.setattr(baskets, "_tellers", [lambda since: told])
    return told


def rows(client, product):
    """Title -> names of the cards below it."""
    html = client.get(f"/products/{product.slug}/").content.decode()
    sections = re.findall(r'<section class="section"><div class="section__head"><h2>([^<]+)</h2></div>(.*?)</section>', html, re.DOTALL)
    return {title: re.findall(r'card__name"><a href="[^"]+">([^<]+)</a>', cards) for title, cards in sections}


def test_pairs_are_written_from_both_sides_the_most_frequent_first(together):
    one, two, three = (make_product(name) for name in ("One", "Two", "Three"))
    together |= {(one.pk, two.pk): 3, (one.pk, three.pk): 5}

    assert (count_companions(), count_companions()) == (4, 4)

    assert list(Companion.objects.filter(product=one).values_list("other__name_en", "baskets")) == [("Three", 5), ("Two", 3)]
    assert list(Companion.objects.filter(product=two).values_list("other__name_en", flat=True)) == ["One"]


def test_one_basket_alone_is_nobodys_business(together):
    one, two = make_product("One"), make_product("Two")
    together[one.pk, two.pk] = 1

    assert count_companions() == 0


def test_goods_that_are_gone_are_left_out(together):
    one = make_product("One")
    together[one.pk, 999_999] = 9

    assert count_companions() == 0


def test_old_companions_go_with_the_next_night(together, run_waiting_jobs):
    one, two = make_product("One"), make_product("Two")
    Companion.objects.create(product=one, other=two, baskets=7)

    ask_for_nightly()
    ask_for_nightly()
    run_waiting_jobs()

    assert not Companion.objects.exists() and Job.objects.filter(kind="related.nightly").count() == 1


def test_a_page_shows_each_product_in_the_first_row_it_belongs_to(client):
    firm, other = make_seller("Coocamu"), make_seller("Bwishaza")
    lot = {"station": "Musasa", "lot": "A"}
    product = make_product("This", seller=firm, coffee=lot)
    make_product("Same station", seller=other, coffee=lot | {"lot": "B"})
    make_product("Same station and firm", seller=firm, coffee=lot | {"lot": "C"})
    make_product("Same firm", seller=firm, shelf="tea", code="0902409000")
    make_product("Same shelf", seller=other)
    basket = make_product("Basket", shelf="baskets", code="460219", seller=other)
    Companion.objects.create(product=product, other=basket, baskets=4)

    assert rows(client, product) == {
        "Bought together with it": ["Basket"],
        "From the same washing station": ["Same station and firm", "Same station"],
        "More from Coocamu": ["Same firm"],
    }


def test_a_product_alone_in_the_market_has_no_rows(client):
    product = make_product("Alone")

    html = client.get(f"/products/{product.slug}/")

    assert html.status_code == 200 and rows(client, product) == {}


def test_goods_off_sale_and_of_firms_that_may_not_sell_are_no_companions(client):
    product = make_product("This")
    off, suspended = make_product("Off", state="withdrawn"), make_product("Held", seller=make_seller("Held", state="suspended"))
    for other in (off, suspended):
        Companion.objects.create(product=product, other=other, baskets=4)

    assert rows(client, product) == {}


def test_a_sold_out_companion_says_so(client):
    product, other = make_product("This"), make_product("Other")
    Companion.objects.create(product=product, other=other, baskets=4)
    count(0, other.variants.get())

    html = client.get(f"/products/{product.slug}/").content.decode()

    assert 'class="card__meta">Sold out' in html


def test_a_kept_page_shows_tonights_companions(client, settings):
    settings.KEEP_PAGES = True
    product, other = make_product("This"), make_product("Other", shelf="tea", code="0902409000", seller=make_seller("Else"))
    for _visit in range(3):
        assert rows(client, product) == {}

    Companion.objects.create(product=product, other=other, baskets=4)

    assert rows(client, product) == {"Bought together with it": ["Other"]}


def test_the_hour_of_listing_does_not_hide_newer_goods(client):
    product = make_product("Older")
    Product.objects.filter(pk=product.pk).update(published_at=timezone.now() - timedelta(days=9))
    make_product("Newer", seller=make_seller("Else"))

    assert rows(client, product) == {"On the same shelf": ["Newer"]}
