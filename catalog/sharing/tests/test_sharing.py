"""What machines read of the market, and where addresses lead that were left."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from PIL import Image

from catalog.models import Category, Product
from catalog.services.naming import free_slug
from catalog.services.publishing import withdraw
from catalog.services.tables import save_shelf
from catalog.sharing import sitemaps
from catalog.sharing.models import FormerAddress
from catalog.sharing.pictures import COLUMN, Sheet, _lines, _width, drawing
from catalog.sharing.services import AddressTaken, move_product
from catalog.sharing.tests.vocabulary import blocks, faults
from catalog.tests.factories import category, make_product, make_seller, make_user
from marketplace.hubs.context import use_hub
from marketplace.hubs.tests.factories import make_kenya
from marketplace.look.structured import as_json, event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture
def olive():
    """An officer of RDB."""
    user = make_user("olive", is_staff=True, is_demo=True)
    user.groups.add(Group.objects.get(name="RDB officers"))
    return user


def places(client, path: str) -> list[str]:
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8"), path
    return [found.removeprefix(settings.SITE_URL) for found in re.findall("<loc>(.*?)</loc>", answer.content.decode())]


# Sitemaps and robots ------------------------------------------------------------------------------------------------
def test_sitemaps_list_each_page_in_each_language_it_is_told_in(client):
    seller = make_seller("Coocamu", slug="coocamu")
    both = make_product("Bourbon", slug="bourbon", name_zh_hans="波旁", seller=seller)
    make_product("Jackson", slug="jackson", seller=seller)
    for hidden in (make_product("Draft", state="draft", seller=seller), make_product("Gone", seller=seller)):
        withdraw(product=hidden, by=None)
    number = both.pk // sitemaps.RANGE

    listed = places(client, "/sitemap.xml")

    assert f"/sitemaps/zh-hans/goods-{number}.xml" in listed and f"/sitemaps/fr/goods-{number}.xml" not in listed
    everything = [place for path in listed for place in places(client, path)]
    goods = [place for place in everything if "products/" in place and not place.endswith("products/")]
    assert goods == ["/products/bourbon/", "/products/jackson/", "/zh-hans/products/bourbon/"]
    assert {"/", "/fr/", "/categories/coffee/", "/rw/categories/coffee/", "/zh-hans/sellers/coocamu/"} <= set(everything)
    for path in ("/", "/zh-hans/sellers/coocamu/", "/zh-hans/products/bourbon/", "/rw/categories/coffee/"):
        assert client.get(path).status_code == 200


def test_sitemaps_cost_one_query_each_and_none_when_asked_again(client, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(sitemaps, "RANGE", 2)
    seller = make_seller()
    for number in range(5):
        make_product(f"Bag {number}", seller=seller)
    client.get("/robots.txt")

    with django_assert_num_queries(1):
        listed = [path for path in places(client, "/sitemap.xml") if "/en/goods" in path]
    assert len(listed) in (3, 4)
    with django_assert_num_queries(len(listed)):
        assert sum(len(places(client, path)) for path in listed) == 5
    with django_assert_num_queries(0):
        for path in ["/sitemap.xml", *listed]:
            places(client, path)


@pytest.mark.parametrize("path", ["/sitemaps/de/pages.xml", "/sitemaps/en/goods-999.xml", "/sitemaps/fr/goods-99999999999999999999.xml"])
def test_sitemap_of_nothing_is_404(client, path):
    assert client.get(path).status_code == 404


def test_sitemap_of_a_hub_has_its_own_goods_and_domain(client, settings):
    settings.ALLOWED_HOSTS = ["ke.isoko.example", "testserver"]
    make_product("Ours")
    kenya = make_kenya()

    with use_hub(kenya):
        text = client.get("/sitemap.xml", HTTP_HOST="ke.isoko.example").content.decode()

    assert "goods" not in text and "://ke.isoko.example/sitemaps/" in text


def test_robots_close_checkouts_and_offices_in_every_language(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert {"Disallow: /admin/", "Disallow: /zh-hans/checkout/", "Disallow: /rw/accounts/"} <= set(lines)
    assert lines[-1] == f"Sitemap: {settings.SITE_URL}/sitemap.xml"
    closed = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    assert not [
        path
        for path in ("/", "/products/x/", "/zh-hans/categories/coffee/", "/sellers/x/", "/trade/", "/cart/")
        if path.startswith(tuple(closed))
    ]


# Heads of pages -----------------------------------------------------------------------------------------------------
def test_structured_data_of_every_kind_of_page_is_valid(client):
    product = make_product("Tom & Jerry </script> bag", slug="bag", seller=make_seller("Coocamu", slug="coocamu", story="We wash at noon."))

    kinds = {}
    for path in ("/", "/zh-hans/categories/roasted-coffee/", f"/products/{product.slug}/", "/fr/sellers/coocamu/"):
        found = blocks(client.get(path).content.decode())
        assert [fault for each in found for fault in faults(each)] == [], path
        kinds[path] = [each["@type"] for each in found]

    assert list(kinds.values()) == [["Organization"], ["BreadcrumbList"], ["BreadcrumbList", "Product"], ["BreadcrumbList", "Organization"]]


def test_event_is_valid_and_cannot_leave_its_block():
    starts, ends = datetime(2026, 11, 22, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)
    said = event(name="</script><b>", url="https://isoko.example/x/", starts=starts, ends=ends, organizer="Isoko")

    assert faults({"@context": "https://schema.org", **said}) == [] and "<" not in as_json(said)


def test_vocabulary_finds_what_is_wrong():
    assert faults({"@context": "https://schema.org", "@type": "Offer", "price": "1,5", "url": "/x", "colour": "red"}) == [
        "Offer.priceCurrency: missing",
        "Offer.availability: missing",
        "Offer.price: '1,5' is no amount",
        "Offer.url: '/x' is no address",
        "Offer.colour: unknown",
    ]


def test_page_names_its_languages_itself_and_its_picture(client):
    product = make_product(slug="bag")

    head = client.get(f"/zh-hans/products/{product.slug}/?variant=3").content.decode().partition("</head>")[0]

    site = settings.SITE_URL
    assert f'<link rel="canonical" href="{site}/zh-hans/products/bag/">' in head
    assert re.findall(r'hreflang="([^"]+)" href="([^"]+)"', head) == [
        ("en", f"{site}/products/bag/"),
        ("zh-Hans", f"{site}/zh-hans/products/bag/"),
        ("fr", f"{site}/fr/products/bag/"),
        ("rw", f"{site}/rw/products/bag/"),
        ("x-default", f"{site}/products/bag/"),
    ]
    told = dict(re.findall(r'<meta property="(og:[^"]+)" content="([^"]*)">', head))
    assert (told["og:type"], told["og:locale"], told["og:url"]) == ("product", "zh_CN", f"{site}/zh-hans/products/bag/")
    answer = client.get(told["og:image"].replace("&amp;", "&").removeprefix(site))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg") and "immutable" in answer["Cache-Control"]


def test_second_page_of_a_list_is_canonical_itself(client):
    seller = make_seller()
    for number in range(25):
        make_product(f"Bag {number}", seller=seller, photos=0)

    assert f'rel="canonical" href="{settings.SITE_URL}/products/?page=2"' in client.get("/products/?page=2&sort=price").content.decode()


# Pictures of links --------------------------------------------------------------------------------------------------
def test_picture_is_drawn_once_and_anew_when_the_name_changes(client, monkeypatch):
    make_product("Bourbon", slug="bourbon", name_zh_hans="库卡穆 水洗波旁咖啡", photos=0)
    drawn = []
    monkeypatch.setattr("catalog.sharing.pictures.to_jpeg", lambda svg, width, quality: drawn.append(svg) or b"jpeg")

    for _time in range(2):
        assert client.get("/share/zh-hans/products/bourbon.jpg").content == b"jpeg"
    assert len(drawn) == 1 and "库卡穆" in drawn[0]
    Product.objects.update(name_zh_hans="波旁")
    assert client.get("/share/zh-hans/products/bourbon.jpg?v=an-older-one")["Cache-Control"] == "public, max-age=3600"
    assert len(drawn) == 2


def test_picture_of_a_shelf_is_1200_by_630(client):
    answer = client.get("/share/zh-hans/categories/coffee.jpg")

    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630) and len(answer.content) < 150_000


@pytest.mark.parametrize("place", ["de/products/bag", "en/products/draft", "en/sellers/nobody", "en/categories/no", "en/other/bag"])
def test_picture_of_what_nobody_may_see_is_404(client, place):
    make_product(slug="bag")
    make_product(slug="draft", state="draft")

    assert client.get(f"/share/{place}.jpg").status_code == 404


@pytest.mark.parametrize("text", ["库卡穆水洗波旁咖啡" * 9, "Washed Bourbon " * 12, "W" * 200, "Ikawa 咖啡 mixed " * 9, "", "  "])
def test_words_of_a_picture_stay_in_their_column(text):
    lines = _lines(text, 42, COLUMN, 4)

    assert len(lines) <= 4 and all(_width(line, 42) <= COLUMN for line in lines)
    assert lines[-1].endswith("…") if len(text) > 20 else lines == []
    assert ElementTree.fromstring(drawing(Sheet(text, "<&>", "key")))


# Addresses that were left -------------------------------------------------------------------------------------------
def test_address_that_was_left_leads_on_in_the_same_language(client, olive):
    product = make_product(slug="old")
    move_product(product=product, slug="newer", by=olive)
    move_product(product=product, slug="newest", by=olive)

    for left in ("old", "newer"):
        answer = client.get(f"/zh-hans/products/{left}/?variant=3")
        assert (answer.status_code, answer["Location"]) == (301, "/zh-hans/products/newest/?variant=3")
    assert client.get("/products/newest/").status_code == 200
    move_product(product=product, slug="old", by=olive)
    assert client.get("/products/old/").status_code == 200
    assert set(FormerAddress.objects.values_list("slug", flat=True)) == {"newer", "newest"}


def test_address_is_refused_to_strangers_and_where_another_page_stood(olive):
    product, other = make_product(slug="mine"), make_product(slug="theirs")
    move_product(product=other, slug="moved", by=olive)

    for taken in ("theirs", "moved"):
        with pytest.raises(AddressTaken):
            move_product(product=product, slug=taken, by=olive)
    with pytest.raises(PermissionDenied):
        move_product(product=product, slug="free", by=make_user())
    assert Product.objects.get(pk=product.pk).slug == "mine" and free_slug("theirs") != "theirs"


def test_officer_changes_an_address_at_the_desk(client, olive):
    product = make_product(slug="old")
    make_product(slug="taken")
    client.force_login(olive)
    address = reverse("admin:catalog_product_move_address", args=[product.pk])

    assert "Another page stands at this address" in client.post(address, {"slug": "taken"}).content.decode()
    assert client.post(address, {"slug": "fresh"}).status_code == 302

    assert client.get("/products/old/")["Location"] == "/products/fresh/"


def test_shelf_that_moved_is_found(client, olive):
    shelf = category("coffee")
    shelf.slug = "ikawa"
    save_shelf(shelf=shelf, by=olive)

    assert client.get("/fr/categories/coffee/?page=2")["Location"] == "/fr/categories/ikawa/?page=2"
    assert Category.objects.get(slug="roasted-coffee").path.startswith("ikawa/")
    assert client.get("/categories/tea/").status_code in (200, 404)


def test_goods_taken_off_sale_are_gone_and_their_shelf_is_shown(client, django_assert_max_num_queries):
    seller = make_seller()
    product, other = make_product("Withdrawn", slug="bag", seller=seller), make_product("Still here", seller=seller)
    withdraw(product=product, by=None)
    client.get(f"/products/{other.slug}/")  # what each process reads once: hub, shelves, districts, materials, allergens

    with django_assert_max_num_queries(4):
        answer = client.get("/products/bag/")

    page = answer.content.decode()
    assert answer.status_code == 410 and "Still here" in page and "noindex" in page and "Withdrawn" in page
    Product.objects.filter(pk=product.pk).update(state="published")
    assert client.get("/products/bag/").status_code == 200
