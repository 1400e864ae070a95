"""The sign-in ran out while somebody typed: they sign in, and what they typed is sent again by their own hand."""

import re

import pytest
from django.test import Client

from sellers.tests.factories import make_seller, make_user

pytestmark = pytest.mark.django_db
MEMBERS = "/sell/members/"
AGAIN = "/accounts/again/"


@pytest.fixture
def alice():
    user = make_user("alice")
    make_seller(owner=user)
    return user


def test_what_was_typed_is_kept_and_sent_again(client, alice):
    typed = {"email": "bob@example.com", "role": "staff", "note": 'two\nlines & "quotes"'}

    answer = client.post(MEMBERS, typed)
    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={AGAIN}")
    client.force_login(alice)
    page = client.get(AGAIN).content.decode()

    assert "You had been signed out" in page and f'action="{MEMBERS}"' in page and "bob@example.com" in page
    assert re.search(r'name="note" value="two\nlines &amp; &quot;quotes&quot;"', page)
    assert "csrfmiddlewaretoken" in page and page.count('name="csrfmiddlewaretoken" value="x"') == 0


def test_htmx_leaves_for_the_sign_in_instead_of_showing_it_inside_the_page(client):
    answer = client.post(MEMBERS, {"email": "bob@example.com"}, headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"/accounts/login/?next={AGAIN}")


def test_page_that_was_only_read_is_come_back_to(client):
    assert client.get(MEMBERS + "?a=1").url == "/accounts/login/?next=/sell/members/%3Fa%3D1"


def test_nothing_kept_leads_home_and_a_stranger_to_the_sign_in(client, alice):
    assert client.get(AGAIN).url == f"/accounts/login/?next={AGAIN}"
    client.force_login(alice)
    assert client.get(AGAIN).url == "/"


def test_too_much_is_not_kept_and_said_so(client, alice):
    client.post(MEMBERS, {"note": "x" * 200_000})
    client.force_login(alice)

    assert "too long to keep" in client.get(AGAIN).content.decode()


def test_what_was_kept_is_nobody_elses(client, alice):
    client.post(MEMBERS, {"email": "bob@example.com"})
    other = Client()
    other.force_login(alice)

    assert other.get(AGAIN).url == "/"


def test_chinese_reader_is_asked_in_chinese(client, alice):
    answer = client.post("/zh-hans/sell/members/", {"email": "bob@example.com"})
    assert answer.url == "/zh-hans/accounts/login/?next=/zh-hans/accounts/again/"
    client.force_login(alice)

    assert "您的登录已过期" in client.get("/zh-hans/accounts/again/").content.decode()
