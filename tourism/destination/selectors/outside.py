"""What those who find the destination from outside are told: its addresses, the pictures of its links, its places in schema.org's words,
and which place a bag of coffee leads to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language, pgettext

from catalog.sharing.pictures import Sheet
from tourism.destination.models import Article, Collection, Place
from tourism.destination.selectors.rows import PlaceRow, read_places

TYPES = {"park": "TouristAttraction", "lake": "TouristAttraction", "town": "TouristDestination"}
RWANDA = {"@type": "Country", "name": "Rwanda"}


def addresses() -> list[str]:
    """Every page of the destination, below the language: for sitemaps."""
    found = ["tourism/", "tourism/places/"]
    for model, path in ((Place, "places"), (Collection, "collections"), (Article, "articles")):
        found += [f"tourism/{path}/{slug}/" for slug in model.objects.filter(is_published=True).values_list("slug", flat=True)]
    return found


def sheet_of(title: str) -> Sheet:
    """The picture that travels with a link to a page of the destination."""
    return Sheet(title, pgettext("department", "Travel"), "travel")


def sheet_of_place(slug: str) -> Sheet | None:
    place = Place.objects.filter(slug=slug, is_published=True).first()
    return sheet_of(str(place)) if place else None


def sheet_of_collection(slug: str) -> Sheet | None:
    row = Collection.objects.filter(slug=slug, is_published=True).first()
    return sheet_of(str(row)) if row else None


def sheet_of_article(slug: str) -> Sheet | None:
    row = Article.objects.filter(slug=slug, is_published=True).first()
    return sheet_of(str(row)) if row else None


def sheet_of_home(slug: str) -> Sheet | None:
    return sheet_of("Rwanda") if slug == "home" else None


def attraction(place: PlaceRow, site: str) -> dict[str, Any]:
    """A place as schema.org's TouristAttraction or, of a town, TouristDestination."""
    said: dict[str, Any] = {"@type": TYPES.get(place.kind, "TouristAttraction"), "name": place.name, "url": f"{site}{place.url}"}
    if place.summary:
        said["description"] = place.summary
    if place.latitude is not None and place.longitude is not None and not place.is_roughly_there:
        said["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    if place.picture is not None:
        said["image"] = place.picture.src if "://" in place.picture.src else f"{site}{place.picture.src}"
    return said | {"containedInPlace": RWANDA}


def destination(name: str, description: str, url: str, places: Sequence[PlaceRow], site: str) -> dict[str, Any]:
    """The country, with what there is to see in it."""
    included = [{"@type": "TouristAttraction", "name": place.name, "url": f"{site}{place.url}"} for place in places]
    said = {"@type": "TouristDestination", "name": name, "description": description, "url": url}
    return said | ({"includesAttraction": included} if included else {})


def article(row: Any, site: str, language: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "@type": "Article",
        "headline": row.title,
        "url": f"{site}{row.url}",
        "inLanguage": language,
        "author": {"@type": "Organization", "name": "Isoko"},
    }
    if row.lead:
        said["description"] = row.lead
    if row.published_on:
        said["datePublished"] = row.published_on.isoformat()
    if row.picture is not None:
        said["image"] = f"{site}{row.picture.src}"
    return said


def place_of_station(station: str) -> PlaceRow | None:
    """Where a washing station can be read about, in the reader's language; one statement."""
    return next(iter(read_places(get_language() or "en", station=station)), None) if station else None
