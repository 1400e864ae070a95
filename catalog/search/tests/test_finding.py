import pytest

from catalog.search.services.documents import rebuild
from catalog.search.words import chinese_words
from catalog.services.listings import refresh
from catalog.tests.factories import district, make_product, make_seller
from catalog.tests.views.test_lists import names

pytestmark = pytest.mark.django_db


@pytest.fixture
def goods():
    return {
        "coffee": make_product(
            "Coocamu washed Bourbon",
            name_zh_hans="库卡穆 水洗波旁",
            summary_en="Apple and cane sugar",
            summary_zh_hans="苹果与蔗糖",
            seller=make_seller("Coocamu Musasa"),
            coffee={"station": "Musasa", "process": "washed"},
            district=district("Rutsiro"),
        ),
        "basket": make_product(
            "Agaseke peace basket",
            name_zh_hans="阿加塞凯和平篮",
            shelf="baskets",
            code="460219",
            description_en="Sewn from sisal by weavers in Muhanga.",
            seller=make_seller("COPARWA"),
            district=district("Muhanga"),
        ),
        "oil": make_product(
            "Akabanga chilli oil",
            name_zh_hans="阿卡班加辣椒油",
            shelf="chilli",
            code="210390",
            seller=make_seller("Urwibutso"),
            district=None,
        ),
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("bourbon", ["Coocamu washed Bourbon"]),
        ("BOURBON Coffee", ["Coocamu washed Bourbon"]),
        ("baskets", ["Agaseke peace basket"]),  # the English form finds the singular
        ("weaver", ["Agaseke peace basket"]),
        ("coparwa", ["Agaseke peace basket"]),  # the seller
        ("rutsiro", ["Coocamu washed Bourbon"]),  # the origin
        ("musasa", ["Coocamu washed Bourbon"]),
        ("ikawa", ["Coocamu washed Bourbon"]),  # Kinyarwanda for coffee
        ("咖啡", ["Coocamu washed Bourbon"]),  # the shelf
        ("咖啡豆", ["Coocamu washed Bourbon"]),
        ("水洗", ["Coocamu washed Bourbon"]),
        ("辣椒油", ["Akabanga chilli oil"]),
        ("辣椒", ["Akabanga chilli oil"]),
        ("编篮", ["Agaseke peace basket"]),
        ("苹果", ["Coocamu washed Bourbon"]),
        ("鲁齐罗", ["Coocamu washed Bourbon"]),  # Rutsiro
        ("bourbon 水洗", ["Coocamu washed Bourbon"]),
        ("bourbon 辣椒", ["Akabanga chilli oil", "Coocamu washed Bourbon"]),  # nothing has both: what has one
        ("akabnga", ["Akabanga chilli oil"]),  # misspelt
        ("agasek", ["Agaseke peace basket"]),
        ('"peace basket" -sisal', []),
        ("'; DROP TABLE catalog_product; --", []),
        ("((((", []),
        ("\\ & | ! : *", []),
    ],
)
def test_search_finds_by_name_text_seller_and_origin(client, goods, words, expected):
    assert names(client.get("/products/", {"q": words})) == expected


def test_search_tells_when_it_only_came_close(client, goods):
    meant = client.get("/products/", {"q": "akabnga"}).content.decode()
    some = client.get("/products/", {"q": "bourbon 辣椒"}).content.decode()

    assert "Nothing is called “akabnga”. Did you mean “akabanga”?" in meant and 'href="/products/?q=akabanga"' in meant
    assert "Nothing has all the words “bourbon 辣椒”. These have some of them." in some


def test_search_puts_the_name_before_the_text(client):
    make_product("Plain bag", description_en="Nearly a natural Bourbon.")
    make_product("Bourbon", description_en="A bag.")
    make_product("Other", description_en="Bourbon and more.")

    assert names(client.get("/products/", {"q": "bourbon"}))[0] == "Bourbon"


def test_search_in_chinese_shows_chinese_names(client, goods):
    response = client.get("/zh-hans/products/", {"q": "波旁"})

    assert names(response) == ["库卡穆 水洗波旁"]


def test_search_follows_a_change_of_name(client, goods):
    goods["oil"].name_en = "Pili pili"
    goods["oil"].save()
    refresh(goods["oil"])

    assert names(client.get("/products/", {"q": "pili"})) == ["Pili pili"]
    assert names(client.get("/products/", {"q": "chilli"})) == ["Pili pili"]  # the shelf is still called so


def test_rebuild_finds_what_was_changed_past_the_services(client, goods):
    type(goods["oil"]).objects.filter(pk=goods["oil"].pk).update(name_en="Kamurari")

    assert rebuild(batch=2) == 3

    assert names(client.get("/products/", {"q": "kamurari"})) == ["Kamurari"]


def test_search_keeps_words_when_filters_are_chosen(client, goods):
    html = client.get("/products/", {"q": "basket", "district": "Muhanga"}).content.decode()

    assert '<input type="hidden" name="q" value="basket">' in html
    assert 'href="/products/?q=basket"' in html  # the chip's way back


def test_chinese_words_hold_long_words_and_their_parts():
    assert set(chinese_words("卢旺达咖啡豆 washed").split()) >= {"卢旺达", "咖啡"}
