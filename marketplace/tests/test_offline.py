"""The shop as an app: what its manifest and its worker say, and what a device may keep."""

import io
import json
import re

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from catalog.tests.factories import make_product, make_user
from marketplace.look.offline import OWN

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("root", "language", "name"), [("/", "en", "Isoko: Rwanda’s market"), ("/zh-hans/", "zh-Hans", "Isoko：卢旺达的市场")]
)
def test_manifest_speaks_the_language_of_its_page(client, root, language, name):
    head = client.get(root).content.decode()
    address = re.search(r'<link rel="manifest" href="([^"]+)">', head)[1]

    answer = client.get(address)
    said = json.loads(answer.content)

    assert answer["Content-Type"] == "application/manifest+json" and address == f"{root}manifest.webmanifest"
    assert (said["lang"], said["start_url"], said["scope"], said["id"], said["display"]) == (language, root, "/", "/", "standalone")
    assert said["name"] == name
    assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable"}
    for icon in said["icons"]:
        picture = Image.open(finders.find(icon["src"].removeprefix("/static/")))
        assert icon["sizes"] == f"{picture.width}x{picture.height}"
        corner = picture.convert("RGBA").getpixel((0, 0))[3]
        assert corner == (255 if icon["purpose"] == "maskable" else 0), "a launcher cuts its shape out of a full square"


def test_worker_stands_at_the_root_and_is_never_old(client):
    answer = client.get("/worker.js")

    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/javascript") and answer["Cache-Control"] == "no-cache"
    assert re.match(r'const RELEASE = "[0-9a-f]{12}", OWN = \[".+"\], OFFLINE = \["/offline/", "/zh-hans/offline/", ', text)
    assert all(finders.find(path) for path in OWN)


@pytest.mark.parametrize(
    "path", ["/", "/products/", "/zh-hans/products/bag/", "/categories/coffee/", "/cart/", "/accounts/login/", "/products/no/"]
)
def test_only_pages_for_anybody_may_be_kept(client, path):
    make_product(slug="bag")
    may = path not in ("/cart/", "/accounts/login/", "/products/no/")

    assert client.get(path).has_header("X-Keep") == may
    assert not client.get(path, headers={"HX-Request": "true"}).has_header("X-Keep")
    client.force_login(make_user())
    answer = client.get(path)
    assert not answer.has_header("X-Keep") and (not may or answer["X-Reader"] == "signed-in")


def test_offline_page_is_the_same_for_everybody(client):
    guest = client.get("/zh-hans/offline/").content
    assert "noindex" in guest.decode() and io.BytesIO(guest).read(15) == b"<!doctype html>"
