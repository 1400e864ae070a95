import re

import pytest

from marketplace.look import chrome
from marketplace.look.pages import Link

LOGIN = "/accounts/login/"


@pytest.fixture
def menus(monkeypatch):
    monkeypatch.setattr(chrome, "_providers", {})
    monkeypatch.setattr(chrome, "_office", {})


def test_departments_stand_in_the_header_when_a_room_fills_them(client, db, menus):
    chrome.register("departments", lambda request: [Link("/categories/coffee/", "Coffee & more")])

    page = client.get(LOGIN).content.decode()

    assert '<a href="/categories/coffee/">Coffee &amp; more</a>' in page


def test_header_does_without_departments(client, db, menus):
    assert "site__nav" not in client.get(LOGIN).content.decode()


def test_office_entries_come_in_their_order_with_their_counts(rf, db, menus):
    chrome.register_office(chrome.OfficeEntry("orders", "Orders", "sell/orders/", "bag", 30, count=lambda request: 3))
    chrome.register_office(chrome.OfficeEntry("today", "Today", "sell/", "home", 10))

    assert chrome.office_links(rf.get("/sell/")) == [
        Link("/sell/", "Today", "home", 0, "today"),
        Link("/sell/orders/", "Orders", "bag", 3, "orders"),
    ]


@pytest.mark.parametrize(
    ("path", "below"), [("/", ""), ("/zh-hans/", ""), ("/zh-hans/cart/", "cart/"), ("/cart/", "cart/"), ("/products/fr/", "products/fr/")]
)
def test_language_is_taken_off_an_address(path, below):
    assert chrome.path_below_root(path) == below


def test_page_names_itself_in_every_language(admin_client):
    page = admin_client.get("/zh-hans/styleguide/").content.decode()

    assert '<a href="/fr/styleguide/" hreflang="fr" lang="fr">Français</a>' in page
    assert '<a href="/styleguide/" hreflang="en" lang="en">English</a>' in page


def test_cart_count_comes_from_the_session(client, db):
    page = client.get(LOGIN).content.decode()
    assert '<b id="cart-count" hidden>0</b>' in page

    session = client.session
    session["cart_count"] = 3
    session.save()
    assert '<b id="cart-count">3</b>' in client.get(LOGIN).content.decode()


def test_chrome_asks_the_database_nothing_for_a_visitor(client, db, django_assert_num_queries):
    client.get(LOGIN)
    with django_assert_num_queries(0):
        client.get(LOGIN)


def test_dark_sheet_follows_the_device_until_the_reader_chooses(client, db):
    assert 'media="(prefers-color-scheme: dark)" id="dark"' in client.get(LOGIN).content.decode()
    client.cookies["theme"] = "dark"
    assert 'media="all" id="dark"' in client.get(LOGIN).content.decode()
    client.cookies["theme"] = "light"
    assert 'media="not all" id="dark"' in client.get(LOGIN).content.decode()
    client.cookies["theme"] = '"><script>'
    assert "<script>" not in client.get(LOGIN).content.decode()


def test_preferences_offer_what_the_hub_sells_in(client, db):
    page = client.get("/zh-hans" + LOGIN).content.decode()

    assert re.findall(r'<option value="(\w+)"[^>]* selected>', page) == ["CNY", "CN"] or '<option value="CNY" selected>' in page
    assert '<option value="zh-hans" lang="zh-Hans" selected>简体中文</option>' in page


def test_page_carries_nothing_the_content_policy_forbids(client, db):
    page = client.get(LOGIN).content.decode()

    assert not re.search(r'\sstyle="|\son[a-z]+=|<script>|https?://(?!127\.0\.0\.1|www\.w3\.org)', page)
