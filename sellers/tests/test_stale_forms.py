"""A page stood open while its reader signed in, in another tab: its form comes with the token of before."""

import pytest
from django.test import Client

from sellers.tests.factories import make_seller, make_user

pytestmark = pytest.mark.django_db
MEMBERS = "/sell/members/"
AGAIN = "/accounts/again/"
OURS = {"Origin": "http://testserver"}


@pytest.fixture
def alice():
    user = make_user("alice")
    make_seller(owner=user)
    return user


@pytest.fixture
def browser(alice):
    careful = Client(enforce_csrf_checks=True)
    careful.get("/accounts/login/")
    careful.force_login(alice)
    return careful


def stale(browser, address=MEMBERS, headers=OURS, **typed):
    return browser.post(address, {"csrfmiddlewaretoken": "x" * 64, **typed}, headers=headers)


def test_what_was_typed_is_kept_and_sent_again(browser):
    answer = stale(browser, email="bob@example.com", role="staff")
    assert (answer.status_code, answer.url) == (302, AGAIN)

    page = browser.get(AGAIN)
    assert "That page was from before" in page.content.decode()
    typed = {"email": "bob@example.com", "role": "staff", "csrfmiddlewaretoken": page.context["csrf_token"]}
    browser.post(MEMBERS, typed, headers=OURS)

    assert "bob@example.com" in browser.get(MEMBERS).content.decode()


def test_guest_needs_no_sign_in_to_send_it_again():
    guest = Client(enforce_csrf_checks=True)
    guest.get("/accounts/login/")

    assert stale(guest, "/cart/add/", variant="7").url == AGAIN
    assert 'name="variant" value="7"' in guest.get(AGAIN).content.decode()


def test_form_without_a_word_typed_is_sent_again_too(browser):
    stale(browser)

    assert f'action="{MEMBERS}"' in browser.get(AGAIN).content.decode()


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Referer": "http://testserver/"}])
def test_form_of_another_site_is_refused_and_never_kept(browser, headers):
    assert stale(browser, headers=headers, email="mallory@example.com").status_code == 403
    assert browser.get(AGAIN).url == "/"


def test_browser_that_keeps_no_cookies_is_told_so():
    answer = stale(Client(enforce_csrf_checks=True))

    assert answer.status_code == 403 and "keep cookies" in answer.content.decode()


def test_passwords_are_never_kept(browser):
    answer = stale(browser, "/accounts/password/change/", oldpassword="imigongo", password1="a", password2="a")

    assert answer.url == "/accounts/password/change/"
    assert "That page was open too long" in browser.get(answer.url).content.decode()
    assert browser.get(AGAIN).url == "/"


def test_what_is_kept_cannot_be_read_in_the_session(browser):
    stale(browser, account="0004006912")

    assert "0004006912" not in str(browser.session["sent_too_late"])


def test_htmx_leaves_the_page_for_it(browser):
    answer = stale(browser, headers={**OURS, "HX-Request": "true"}, name="Coffee")

    assert (answer.status_code, answer["HX-Redirect"]) == (204, AGAIN)


def test_script_is_refused_in_a_status(browser):
    assert stale(browser, headers={**OURS, "Accept": "application/json"}).status_code == 403
