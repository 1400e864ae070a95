"""Sitemaps: an index, and for each language of the hub one list of its pages and lists of its goods.

Goods are listed by ranges of their numbers, so that a list stays what it is while others grow, one query reads it from the key, and the
day of its last change can be told. What is only in English is listed in English alone. Each list is kept for an hour."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from django.core.cache import cache
from django.db.models import Count, F, Max, Q, QuerySet

from catalog.models import Product
from catalog.selectors.shelves import LANGUAGES, market
from marketplace.hubs.context import current_hub
from marketplace.look.chrome import root_of
from sellers.models import Seller

RANGE = 5_000  # numbers a list; the protocol allows 50,000 addresses
KEPT_FOR = 3_600  # seconds
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

Provider = Callable[[], Iterable[str]]
_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Let a room name pages of its own, as addresses below the language: "campaigns/". Called within the hub, at most once an hour."""
    if provider not in _providers:
        _providers.append(provider)


def languages() -> list[str]:
    """Those of the hub that the pages speak."""
    return [code for code in current_hub().languages if code in LANGUAGES]


def index(site: str) -> str:
    """The list of lists. One query, once an hour."""
    return _kept("index", site, lambda: _index(site))


def pages(language: str, site: str) -> str:
    """Front page, shelves, storefronts, and what other rooms have registered."""
    return _kept(f"pages:{language}", site, lambda: _list(site, language, ((path, None) for path in _pages())))


def goods(language: str, number: int, site: str) -> str | None:
    """The goods of one range in one language; None where there are none."""
    return _kept(f"goods:{language}:{number}", site, lambda: _goods(language, number, site)) or None


def _kept(what: str, site: str, make: Callable[[], str]) -> str:
    return cache.get_or_set(f"sitemap:{current_hub().pk}:{site}:{what}", make, KEPT_FOR)


def _told_in(language: str) -> Q:
    return Q() if language == "en" else Q(**{f"name_{LANGUAGES[language]}__gt": ""})


def _on_sale() -> QuerySet[Product]:
    return Product.objects.on_sale().order_by()


def _index(site: str) -> str:
    spoken = languages()
    counted = {f"in_{place}": Count("pk", filter=_told_in(language)) for place, language in enumerate(spoken)}
    ranges = _on_sale().annotate(number=F("pk") / RANGE).values("number").annotate(last=Max("updated_at"), **counted).order_by("number")
    rows = list(ranges)
    entries = []
    for place, language in enumerate(spoken):
        entries.append((f"sitemaps/{language}/pages.xml", None))
        entries += [(f"sitemaps/{language}/goods-{row['number']}.xml", row["last"]) for row in rows if row[f"in_{place}"]]
    listed = "".join(f"<sitemap><loc>{site}/{path}</loc>{_day(last)}</sitemap>\n" for path, last in entries)
    return f"{_HEAD}<sitemapindex {_NAMES}>\n{listed}</sitemapindex>\n"


def _pages() -> Iterable[str]:
    yield from ("", "products/", "trade/", "sell/apply/")
    yield from (f"categories/{slug}/" for slug in market().shelves)
    yield from (f"sellers/{slug}/" for slug in Seller.objects.selling().order_by("pk").values_list("slug", flat=True))
    for provider in _providers:
        yield from provider()


def _goods(language: str, number: int, site: str) -> str:
    rows = _on_sale().filter(_told_in(language), pk__gte=number * RANGE, pk__lt=(number + 1) * RANGE).order_by("pk")
    entries = [(f"products/{slug}/", changed) for slug, changed in rows.values_list("slug", "updated_at")]
    return _list(site, language, entries) if entries else ""


def _list(site: str, language: str, entries: Iterable[tuple[str, datetime | None]]) -> str:
    root = root_of(language)
    listed = "".join(f"<url><loc>{escape(f'{site}{root}{path}')}</loc>{_day(last)}</url>\n" for path, last in entries)
    return f"{_HEAD}<urlset {_NAMES}>\n{listed}</urlset>\n"


def _day(changed: datetime | None) -> str:
    return f"<lastmod>{changed:%Y-%m-%d}</lastmod>" if changed else ""
