"""What every page of the destination is made of: all places, articles and collections in a line each, in the reader's language.

A destination has some hundreds of places: each list is one statement, asked through `prepared.answers`, so that the pages can be kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.storage import default_storage
from django.utils.functional import Promise

from catalog.campaigns.scenes import SCENES
from catalog.models.photo import picture_as_stored
from catalog.reference.districts import CHINESE
from catalog.selectors.browsing import translated
from marketplace.hubs.context import current_hub
from marketplace.look.chrome import root_of
from marketplace.look.pages import Picture
from marketplace.prepared import answers
from tourism.destination.enums import PlaceKind, Subject


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in a list and on the map."""

    pk: int
    slug: str
    kind: str
    name: str
    summary: str
    district: str  # as the outlines name it
    latitude: float | None
    longitude: float | None
    is_roughly_there: bool
    station: str
    picture: Picture | None
    language: str

    @property
    def url(self) -> str:
        return f"{root_of(self.language)}tourism/places/{self.slug}/"

    @property
    def kind_name(self) -> str | Promise:
        return PlaceKind(self.kind).label

    @property
    def district_name(self) -> str:
        """As the reader's language writes it."""
        return CHINESE.get(self.district, self.district) if self.language.startswith("zh") else self.district


@dataclass(frozen=True, slots=True)
class ArticleRow:
    pk: int
    slug: str
    title: str
    lead: str
    published_on: date | None
    picture: Picture | None
    language: str

    @property
    def url(self) -> str:
        return f"{root_of(self.language)}tourism/articles/{self.slug}/"


@dataclass(frozen=True, slots=True)
class CollectionRow:
    pk: int
    slug: str
    title: str
    lead: str
    picture: Picture | None
    stops: tuple[tuple[int | None, int | None], ...]  # (place, article) in their order
    language: str

    @property
    def url(self) -> str:
        return f"{root_of(self.language)}tourism/collections/{self.slug}/"


@dataclass(frozen=True, slots=True)
class TipRow:
    pk: int
    subject: str
    title: str
    text: str
    source: str
    as_of: str  # 2026, 2026-11 or 2026-11-23; "" where nobody says
    is_verified: bool

    @property
    def subject_name(self) -> str | Promise:
        return Subject(self.subject).label


def text(column: str, language: str) -> str:
    """SQL for a text in the reader's language; "" where nothing is written."""
    return f"coalesce({translated(column, language)}, '')"


def scene(kind: str, alt: str = "") -> Picture | None:
    """One of our own landscapes."""
    if not kind or kind not in dict(SCENES):
        return None
    return Picture(src=f"/look/scene/{kind}.svg", width=900, height=600, alt=alt)


def degrees(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def photo(facts: Sequence[Any]) -> Picture | None:
    """Of (file, sizes, width, height, alt) as a statement answers them; None where there is no photo."""
    file, renditions, width, height, alt = facts
    return picture_as_stored(default_storage.url(file), renditions, width, height, alt) if file else None


def read_places(language: str, *, station: str = "") -> list[PlaceRow]:
    """All that are on the site, in the order the desk gave them; with a station, those of that washing station alone."""
    statement = f"""
        SELECT p.id, p.slug, p.kind, {text("p.name", language)}, {text("p.summary", language)}, coalesce(d.name, ''),
            p.latitude, p.longitude, p.is_roughly_there, p.station, p.scene,
            f.picture, f.renditions::text, f.width, f.height, {text("f.alt", language)}
        FROM destination_place p
        LEFT JOIN hubs_district d ON d.id = p.district_id
        LEFT JOIN LATERAL (
            SELECT * FROM destination_placephoto o WHERE o.place_id = p.id ORDER BY o.position, o.id LIMIT 1
        ) f ON true
        WHERE p.hub_id = %s AND p.is_published {"AND lower(p.station) = lower(%s)" if station else ""}
        ORDER BY p.position, p.id
    """
    found = answers(statement, [current_hub().pk, *([station] if station else [])])
    return [
        PlaceRow(*row[:6], degrees(row[6]), degrees(row[7]), row[8], row[9], photo(row[11:16]) or scene(row[10]), language) for row in found
    ]


def read_articles(language: str) -> list[ArticleRow]:
    statement = f"""
        SELECT a.id, a.slug, {text("a.title", language)}, {text("a.lead", language)}, a.published_on, a.scene
        FROM destination_article a WHERE a.hub_id = %s AND a.is_published ORDER BY a.position, a.id
    """
    return [ArticleRow(*row[:5], scene(row[5]), language) for row in answers(statement, [current_hub().pk])]


def read_collections(language: str) -> list[CollectionRow]:
    statement = f"""
        SELECT c.id, c.slug, {text("c.title", language)}, {text("c.lead", language)}, c.scene,
            ARRAY(SELECT coalesce(i.place_id, 0) FROM destination_collectionitem i WHERE i.collection_id = c.id ORDER BY i.position, i.id),
            ARRAY(SELECT coalesce(i.article_id, 0) FROM destination_collectionitem i WHERE i.collection_id = c.id ORDER BY i.position, i.id)
        FROM destination_collection c WHERE c.hub_id = %s AND c.is_published ORDER BY c.position, c.id
    """
    return [
        CollectionRow(
            *row[:4], scene(row[4]), tuple((place or None, article or None) for place, article in zip(*row[5:7], strict=True)), language
        )
        for row in answers(statement, [current_hub().pk])
    ]


def read_tips(language: str) -> list[TipRow]:
    statement = f"""
        SELECT t.id, t.subject, {text("t.title", language)}, {text("t.text", language)}, t.source, t.as_of, t.is_verified
        FROM destination_tip t WHERE t.hub_id = %s AND t.is_published ORDER BY t.position, t.id
    """
    rows = [TipRow(*row) for row in answers(statement, [current_hub().pk])]
    return sorted(rows, key=lambda tip: Subject.values.index(tip.subject))
