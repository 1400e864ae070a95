"""The search page and its suggestions: what they cost, what they say of nothing, and what no input can break."""

import re

import pytest
from django.utils import timezone

from catalog.search.models import SearchMiss
from catalog.services.listings import refresh
from catalog.services.publishing import withdraw
from catalog.tests.factories import make_product, make_seller
from catalog.tests.views.test_lists import names
from sellers.enums import SellerState

pytestmark = pytest.mark.django_db

LONG = ["x" * 5000, "咖啡" * 2000, "ﷺ" * 40]
HOSTILE = [*LONG, "\x00coffee", "%_%", "☕️ 🧺", "((((", "-", '"', "a:*", "咖啡 coffee ☕ café", "'quoted'", "\\'"]


@pytest.fixture
def bag():
    return make_product(
        "Huye Mountain washed", name_zh_hans="胡耶山 水洗咖啡", coffee={"station": "Huye Mountain"}, seller=make_seller("Coocamu")
    )


def said(response) -> list[str]:
    return re.findall(r"<span>([^<]+)</span>", response.content.decode())


def test_a_search_costs_two_queries_and_six_when_nothing_is_found(client, bag, django_assert_num_queries, django_assert_max_num_queries):
    client.get("/products/", {"q": "warm"})
    with django_assert_num_queries(2):
        client.get("/products/", {"q": "huye"})
    for typed in ("huey mountain", "huye submarine", "zzzqqq xxxyyy"):
        with django_assert_max_num_queries(6):
            client.get("/products/", {"q": typed})


def test_hostile_input_gets_a_page(client, bag):
    for typed in HOSTILE:
        for path in ("/products/", "/search/suggestions/"):
            assert client.get(path, {"q": typed}).status_code == 200, typed
    assert names(client.get("/products/", {"q": "\x00huye"})) == ["Huye Mountain washed"]


def test_what_nobody_found_is_counted_by_day_without_anything_of_the_person(client, bag):
    for typed in ("Submarine", "submarine", "huyw", "carla@buyer.example", "+86 138 0013 8000", "☕"):
        client.get("/products/", {"q": typed})
    client.get("/products/", {"q": "submarine", "seller": "coocamu"})

    rows = list(SearchMiss.objects.order_by("words").values_list("words", "language", "day", "times", "nearest"))
    today = timezone.localdate()
    assert rows == [("huyw", "en", today, 1, "huye"), ("submarine", "en", today, 2, "")]


def test_nothing_found_offers_to_ask_the_firms(client, bag):
    html = client.get("/products/", {"q": "submarine & co"}).content.decode()

    assert 'href="/trade/requests/new/?wish=submarine%20%26%20co"' in html


def test_suggestions_know_chinese_pinyin_and_goods(client, bag, django_assert_num_queries):
    client.get("/search/suggestions/", {"q": "warm"})

    with django_assert_num_queries(2):
        mountain = said(client.get("/search/suggestions/", {"q": "mount"}))
    assert mountain == ["Huye Mountain", "Huye Mountain washed"]
    assert said(client.get("/zh-hans/search/suggestions/", {"q": "kaf"}))[0] == "咖啡"
    assert said(client.get("/zh-hans/search/suggestions/", {"q": "ka fe"}))[0] == "咖啡"
    assert said(client.get("/zh-hans/search/suggestions/", {"q": "胡"})) == ["胡耶山 水洗咖啡"]
    assert said(client.get("/search/suggestions/", {"q": "cooc"})) == ["Coocamu", "Huye Mountain washed"]
    assert said(client.get("/search/suggestions/", {"q": "h"})) == said(client.get("/search/suggestions/")) == []
    assert said(client.get("/search/suggestions/", {"q": "%"})) == said(client.get("/search/suggestions/", {"q": "zz%"})) == []


def test_goods_that_are_not_on_sale_are_neither_found_nor_suggested(client, bag):
    gone = make_product("Huye secret", seller=make_seller("Hidden"))
    withdraw(product=gone, by=None)
    suspended = make_product("Huye suspended")
    suspended.seller.state = SellerState.SUSPENDED
    suspended.seller.save()

    assert names(client.get("/products/", {"q": "huye"})) == ["Huye Mountain washed"]
    assert not hasattr(type(gone).objects.get(pk=gone.pk), "search")
    assert "Huye secret" not in said(client.get("/search/suggestions/", {"q": "huye"}))


def test_every_language_of_a_text_is_searched_whatever_the_reader_reads(client):
    product = make_product("Plain bag", name_fr="Sac de Noël", name_rw="Umufuka")
    product.description_fr = "Récolté à la main"
    product.save()
    refresh(product)

    for path in ("/products/", "/zh-hans/products/"):
        for typed in ("noel", "NOËL", "umufuka", "recoltes"):
            assert names(client.get(path, {"q": typed})) == ["Plain bag"], typed
