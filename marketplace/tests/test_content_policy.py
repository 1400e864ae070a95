"""Every page has a content policy, and nothing is loaded from another host."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from marketplace.accounts.models import User

pytestmark = pytest.mark.django_db

PAGES = ["/", "/products/", "/cart/", "/accounts/login/", "/accounts/signup/", "/zh-hans/", "/no-such-page/"]
DESK = ["/admin/", "/admin/accounts/user/", "/admin/accounts/user/add/", "/admin/jobs/job/", "/admin/money/exchangerate/add/"]
STRICT = {
    "media-src 'self'",
    "default-src 'self'",
    "img-src 'self' data:",
    "script-src 'self'",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
}


class Loads(HTMLParser):
    """What a browser fetches to show the page, and what only 'unsafe-inline' would allow."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        given = dict(attrs)
        if tag in ("script", "img", "source", "iframe", "video", "audio", "embed", "use", "input"):
            self.addresses += [given[name] for name in ("src", "srcset", "href", "poster") if given.get(name)]
        if tag == "link" and given.get("rel") not in ("canonical", "alternate", "next", "prev"):
            self.addresses.append(given.get("href") or "")
        if tag == "script" and not given.get("src") and given.get("type", "") not in ("application/json", "application/ld+json"):
            self.inline.append("<script>")
        if tag == "style" or "style" in given:
            self.inline.append(f"<{tag} style>")
        self.inline += [f"<{tag} {name}>" for name in given if re.match(r"on[a-z]+$", name)]


def loads(response) -> Loads:
    found = Loads()
    found.feed(response.content.decode())
    return found


def foreign(found: Loads) -> list[str]:
    return [address for address in found.addresses if urlsplit(address).netloc or address.startswith("//")]


def policy(response) -> set[str]:
    return {part.strip() for part in response.headers["Content-Security-Policy"].split(";")}


@pytest.mark.parametrize("path", PAGES)
def test_page_keeps_the_strict_policy_and_loads_nothing_foreign(client, path):
    response = client.get(path)
    found = loads(response)

    assert policy(response) == STRICT
    assert foreign(found) == []
    assert found.inline == []


@pytest.mark.parametrize("path", DESK)
def test_desk_has_a_policy_with_two_relaxations_and_loads_nothing_foreign(client, path):
    client.force_login(User.objects.create_superuser("officer@example.com", is_demo=True))

    response = client.get(path)

    assert response.status_code == 200
    assert policy(response) == STRICT - {"script-src 'self'", "style-src 'self'"} | {
        "script-src 'self' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
    }
    assert foreign(loads(response)) == []


def test_reference_of_the_api_loads_nothing_foreign(client):
    assert foreign(loads(client.get("/api/docs/"))) == []


def test_policy_holds_for_answers_to_machines_too(client):
    assert policy(client.get("/health/live/")) == STRICT


def test_favicon_is_ours(client):
    assert client.get("/favicon.ico").url == "/static/img/mark.svg"
