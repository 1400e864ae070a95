"""The departments in the head of every shop page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language

from catalog.selectors.shelves import market
from marketplace.hubs.context import NoHub
from marketplace.look.chrome import root_of
from marketplace.look.pages import Link


def departments(request: HttpRequest) -> list[Link]:
    """One link a department; none on pages outside every hub."""
    language = get_language() or "en"
    root = root_of(language)
    try:
        shelves = market().departments()
    except NoHub:
        return []
    return [Link(f"{root}categories/{shelf.slug}/", shelf.name_in(language), key=shelf.slug) for shelf in shelves]
