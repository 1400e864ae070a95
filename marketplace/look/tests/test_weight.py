"""A weak phone on a bad line: what a first visit fetches before the pictures."""

import re
from pathlib import Path

import django_htmx
from django.conf import settings

LIMIT = 150 * 1024


def test_first_load_stays_below_150_kilobytes_even_uncompressed(client, db):
    page = client.get("/accounts/login/").content.decode()
    addresses = set(re.findall(r'(?:href|src)="/static/([^"#]+)', page))
    folders = [settings.BASE_DIR / "static", Path(django_htmx.__file__).parent / "static"]

    def weight(address: str) -> int:
        return next(folder / address for folder in folders if (folder / address).exists()).stat().st_size

    weights = {address: weight(address) for address in addresses}

    assert {"css/site.css", "css/dark.css", "js/site.js", "img/icons.svg"} <= weights.keys()
    assert len(page.encode()) + sum(weights.values()) < LIMIT


def test_script_is_always_deferred(client, db):
    page = client.get("/accounts/login/").content.decode()

    assert all(" defer" in tag for tag in re.findall(r"<script src[^>]*>", page))
