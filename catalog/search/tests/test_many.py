"""Searches that more goods match than are counted, and searches that are asked again and again."""

import pytest
from django.db import connection

from catalog.search.models import SearchDocument
from catalog.search.services.documents import write_documents
from catalog.selectors import browsing
from catalog.tests.factories import make_product, make_seller
from catalog.tests.views.test_lists import names
from marketplace.hubs.tests.factories import make_kenya

pytestmark = pytest.mark.django_db


@pytest.fixture
def baskets():
    seller = make_seller("Azizi")
    return [make_product(f"Basket {word}", seller=seller) for word in ("red", "green", "blue", "white", "black")]


def test_of_too_many_matches_the_best_standing_come_first_and_the_page_says_there_are_more(client, baskets, monkeypatch):
    monkeypatch.setattr(browsing, "MOST_COUNTED", 2)
    SearchDocument.objects.filter(product=baskets[-1]).update(standing=9)

    page = client.get("/products/", {"q": "basket"})

    assert names(page)[0] == "Basket black"
    assert "more than" in page.content.decode().lower()
    assert names(client.get("/products/", {"q": "basket red"})) == ["Basket red"]


def test_words_that_most_of_many_goods_have_are_looked_for_among_the_best_standing(client, baskets):
    SearchDocument.objects.filter(product=baskets[2]).update(standing=9)
    make_product("Honey", seller=baskets[0].seller)
    with connection.cursor() as cursor:  # as ANALYZE would find it in a large shop
        cursor.execute("UPDATE pg_class SET reltuples = 1000000 WHERE oid = 'search_searchdocument'::regclass")

    page = client.get("/products/", {"q": "basket"})

    assert len(names(page)) == 5 and names(page)[0] == "Basket blue"
    assert "More than" in page.content.decode()
    assert names(client.get("/products/", {"q": "basket red"})) == ["Basket red"]
    assert names(client.get("/products/", {"q": "zzzqqq"})) == []


def test_a_search_asked_again_and_again_is_answered_for_its_own_words_each_time(client, baskets):
    """The statements are planned once for all words."""
    for _turn in range(4):
        for word in ("red", "green", "blue", "white", "black"):
            assert names(client.get("/products/", {"q": word})) == [f"Basket {word}"]
            assert names(client.get("/products/", {"q": word, "sort": "price"})) == [f"Basket {word}"]
        assert len(names(client.get("/products/", {"q": "basket"}))) == 5
        assert names(client.get("/products/", {"q": "basket -red -green -blue -white"})) == ["Basket black"]


def test_matches_are_those_of_the_hub_and_no_more_than_asked_for(baskets):
    def matches(hub: int, most: int) -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT product_id FROM search_matches(%s, to_tsquery('simple', 'basket'), %s, false)", [hub, most])
            return {pk for (pk,) in cursor.fetchall()}

    hub = baskets[0].hub_id
    assert matches(hub, 100) == {product.pk for product in baskets}
    assert len(matches(hub, 3)) == 3
    assert matches(make_kenya().pk, 100) == set()


def test_a_document_keeps_its_words_in_its_row(baskets):
    """Words that lie elsewhere are fetched and unpacked one by one where goods are put in order."""
    long = baskets[0]
    long.description_en = " ".join(f"word{number}" for number in range(250))
    long.save()
    write_documents([long.pk])

    with connection.cursor() as cursor:
        cursor.execute("SELECT reltoastrelid::regclass FROM pg_class WHERE oid = 'search_searchdocument'::regclass")
        cursor.execute(f"SELECT count(*) FROM {cursor.fetchone()[0]}")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT pg_column_size(words) > 2000 FROM search_searchdocument WHERE product_id = %s", [long.pk])
        assert cursor.fetchone() == (True,)
