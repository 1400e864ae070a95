"""The pages of the destination, each a frozen value with all that it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalog.selectors.browsing import Scope, read_rows
from catalog.selectors.cards import cards_of
from marketplace.hubs.context import current_hub
from marketplace.hubs.preferences import Preferences
from marketplace.look.chrome import root_of
from marketplace.look.pages import Card, Link, Picture
from marketplace.prepared import answers
from tourism.destination.enums import PlaceKind, Subject
from tourism.destination.mapping import Chart, chart_of, kilometres
from tourism.destination.selectors import rows
from tourism.destination.selectors.rows import ArticleRow, CollectionRow, PlaceRow, TipRow

MAPPED = "RW"  # the country whose outlines we have
NEAR, MOST_GOODS = 4, 8
SORTS = ("", "name")
Row = TypeVar("Row", PlaceRow, ArticleRow, CollectionRow)


@dataclass(frozen=True, slots=True)
class TipGroup:
    subject: str
    name: Any
    tips: list[TipRow]


@dataclass(frozen=True, slots=True)
class HomePage:
    crumbs: list[Link]
    tips: list[TipGroup]
    places: list[PlaceRow]
    collections: list[CollectionRow]
    articles: list[ArticleRow]
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class KindChoice:
    """A kind of place in the filter, with how many there are."""

    value: str
    name: Any
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class PlaceListPage:
    crumbs: list[Link]
    places: list[PlaceRow]
    kinds: list[KindChoice]
    kind: str
    sort: str
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class Telling:
    """A text with whose word it is."""

    paragraphs: list[tuple[bool, str]]  # (whether it is a heading, its words)
    source: str
    as_of: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    place: PlaceRow
    kilometres: int


@dataclass(frozen=True, slots=True)
class PlacePage:
    crumbs: list[Link]
    place: PlaceRow
    telling: Telling
    photos: list[tuple[Picture, str]]  # each with who took it
    chart: Chart | None
    near: list[Neighbour]
    collections: list[CollectionRow]
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class Stop:
    place: PlaceRow | None
    article: ArticleRow | None


@dataclass(frozen=True, slots=True)
class CollectionPage:
    crumbs: list[Link]
    collection: CollectionRow
    stops: list[Stop]
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class ArticlePage:
    crumbs: list[Link]
    article: ArticleRow
    telling: Telling
    collections: list[CollectionRow]


def home_page(language: str) -> HomePage:
    """Four statements: tips, places, collections, articles."""
    places, tips = rows.read_places(language), rows.read_tips(language)
    groups = [TipGroup(subject, Subject(subject).label, list(found)) for subject, found in groupby(tips, key=lambda tip: tip.subject)]
    return HomePage(_crumbs(language), groups, places, rows.read_collections(language), rows.read_articles(language), _chart(places))


def place_list(language: str, *, kind: str = "", sort: str = "") -> PlaceListPage:
    """One statement. An unknown kind or order shows all in the desk's order, as if none had been asked for."""
    everything = rows.read_places(language)
    kind = kind if kind in PlaceKind.values else ""
    sort = sort if sort in SORTS else ""
    shown = [place for place in everything if not kind or place.kind == kind]
    if sort == "name":
        shown.sort(key=lambda place: place.name)
    counted = [(value, label, sum(place.kind == value for place in everything)) for value, label in PlaceKind.choices]
    kinds = [KindChoice(value, label, count, value == kind) for value, label, count in counted if count]
    return PlaceListPage(_crumbs(language, ("places/", _("Places"))), shown, kinds, kind, sort, _chart(shown))


def place_page(slug: str, preferences: Preferences) -> PlacePage:
    """Four statements, six where coffee of its washing station is on sale. Raises Http404."""
    language = preferences.language
    places = rows.read_places(language)
    place = _one(places, slug)
    told = _telling("place", "story", place.pk, language)
    statement = f"""
        SELECT o.picture, o.renditions::text, o.width, o.height, {rows.text("o.alt", language)}, o.credit
        FROM destination_placephoto o WHERE o.place_id = %s ORDER BY o.position, o.id
    """
    photos = [(rows.photo(row[:5]), row[5]) for row in answers(statement, [place.pk])]
    distances = [(kilometres(place, other), other) for other in places if other.pk != place.pk]
    near = sorted((Neighbour(other, far) for far, other in distances if far is not None), key=lambda one: one.kilometres)[:NEAR]
    return PlacePage(
        crumbs=_crumbs(language, ("places/", _("Places")), (f"places/{slug}/", place.name)),
        place=place,
        telling=told,
        photos=photos,
        chart=_chart([place]),
        near=near,
        collections=[one for one in rows.read_collections(language) if any(stop[0] == place.pk for stop in one.stops)],
        cards=_coffee_of(place.station, preferences) if place.station else [],
    )


def collection_page(slug: str, language: str) -> CollectionPage:
    """Three statements. Raises Http404."""
    collection = _one(rows.read_collections(language), slug)
    places = {place.pk: place for place in rows.read_places(language)}
    articles = {article.pk: article for article in rows.read_articles(language)}
    stops = [Stop(places.get(place), articles.get(article)) for place, article in collection.stops]
    stops = [stop for stop in stops if stop.place or stop.article]  # what is off the site leaves no gap
    crumbs = _crumbs(language, (f"collections/{slug}/", collection.title))
    return CollectionPage(crumbs, collection, stops, _chart([stop.place for stop in stops if stop.place]))


def article_page(slug: str, language: str) -> ArticlePage:
    """Three statements. Raises Http404."""
    article = _one(rows.read_articles(language), slug)
    told = _telling("article", "text", article.pk, language)
    collections = [one for one in rows.read_collections(language) if any(stop[1] == article.pk for stop in one.stops)]
    return ArticlePage(_crumbs(language, (f"articles/{slug}/", article.title)), article, told, collections)


def _one(found: Sequence[Row], slug: str) -> Row:
    """The row of this address. Raises Http404."""
    row = next((one for one in found if one.slug == slug), None)
    if row is None:
        raise Http404
    return row


def _telling(table: str, column: str, pk: int, language: str) -> Telling:
    statement = f"""
        SELECT {rows.text(f"t.{column}", language)}, t.source, t.as_of, t.is_verified FROM destination_{table} t WHERE t.id = %s
    """
    found = answers(statement, [pk])
    if not found:
        raise Http404
    said, *facts = found[0]
    return Telling(paragraphs_of(said), *facts)


def paragraphs_of(said: str) -> list[tuple[bool, str]]:
    """A text in paragraphs; one that begins with ## is a heading."""
    parts = [part.strip() for part in said.replace("\r\n", "\n").split("\n\n")]
    return [(part.startswith("## "), part.removeprefix("## ")) for part in parts if part]


def _coffee_of(station: str, preferences: Preferences) -> list[Card]:
    """The coffee on sale that this station washed, in the reader's currency."""
    statement = """
        SELECT c.product_id FROM catalog_coffeefacts c JOIN catalog_product p ON p.id = c.product_id
        WHERE p.hub_id = %s AND p.state = 'published' AND lower(c.station) = lower(%s) ORDER BY c.product_id
    """
    ids = [pk for (pk,) in answers(statement, [current_hub().pk, station])]
    if not ids:
        return []
    found = read_rows(Scope(preferences.currency, product_ids=ids), language=preferences.language, limit=MOST_GOODS)
    return cards_of(found, preferences.currency, preferences.language)


def _chart(places: Sequence[PlaceRow]) -> Chart | None:
    return chart_of(places) if current_hub().country == MAPPED else None


def _crumbs(language: str, *below: tuple[str, str]) -> list[Link]:
    root = root_of(language)
    first = [Link(root, _("Home")), Link(f"{root}tourism/", pgettext("department", "Travel"))]
    return [*first, *(Link(f"{root}tourism/{path}", name) for path, name in below)]
