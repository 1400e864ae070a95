"""Language, currency and country are chosen, kept, and never lead elsewhere."""

import pytest

from marketplace.hubs.preferences import Preferences

pytestmark = pytest.mark.django_db


def save(client, **chosen):
    return client.post("/preferences/", chosen)


def test_choices_are_kept_and_the_same_page_is_shown_in_that_language(client):
    response = save(client, language="zh-hans", currency="USD", country="US", next="/products/?q=coffee")

    assert (response.status_code, response.url) == (302, "/zh-hans/products/?q=coffee")
    assert {name: cookie.value for name, cookie in response.cookies.items()} == {
        "django_language": "zh-hans",
        "currency": "USD",
        "ship_to": "US",
    }
    assert client.get("/zh-hans/").wsgi_request.preferences == Preferences("zh-hans", "USD", "US")


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:///evil.example", "\n//evil.example"],
)
def test_reader_is_not_sent_to_another_site(client, target):
    assert save(client, language="en", next=target).url == "/"


def test_unknown_choices_are_passed_over(client):
    response = save(client, language="xx", currency="BTC", country="ZZ", next="/cart/")

    assert (response.url, dict(response.cookies)) == ("/cart/", {})


def test_choices_are_not_made_by_a_link(client):
    assert client.get("/preferences/").status_code == 405


def test_stale_cookies_fall_back_to_what_the_language_suggests(client):
    client.cookies["currency"], client.cookies["ship_to"] = "XXX", "ZZ"

    assert client.get("/zh-hans/").wsgi_request.preferences == Preferences("zh-hans", "CNY", "CN")
