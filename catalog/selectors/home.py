"""The front page: what there is, what is new, one story. Three queries; every number is counted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import ngettext

from catalog.selectors.browsing import NOTHING, Counts, Row, Scope, count_goods, read_newest_of_each, translated
from catalog.selectors.cards import cards_of, picture_of_row
from catalog.selectors.product_page import altitude_between
from catalog.selectors.shelves import Market, Shelf, market, shelf_with
from catalog.sharing.sheets import of_market
from marketplace.hubs.context import current_hub
from marketplace.hubs.preferences import Preferences
from marketplace.look.chrome import root_of
from marketplace.look.pages import Card, Picture
from marketplace.prepared import answers

ENTRIES, NEW, ART, EACH = 6, 8, 5, 3


@dataclass(frozen=True, slots=True)
class Entry:
    url: str
    name: str
    note: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class Story:
    """A coffee told by how many people grow it."""

    growers: int
    station: str
    altitude: str
    place: str
    description: str
    url: str
    shop: str


@dataclass(frozen=True, slots=True)
class HomePage:
    sellers: int
    total: int
    entries: list[Entry]
    new: list[Card]
    art: list[Picture]
    first: str  # the fullest department
    first_name: str
    story: Story | None
    share: str  # where the picture is that travels with a link


def home_page(preferences: Preferences) -> HomePage:
    language, root, shelves = preferences.language, root_of(preferences.language), market()
    leaves = shelves.leaves_under("")
    scope = Scope(preferences.currency)
    counts = count_goods(scope, NOTHING)
    ids = [leaf.pk for leaf in leaves if counts.categories.get(leaf.pk)]
    rows = read_newest_of_each(Scope(preferences.currency, category_ids=ids), language=language, each=EACH)
    by_shelf = {pk: [row for row in rows if row.category_id == pk] for pk in ids}
    mixed = [row for turn in zip_longest(*by_shelf.values()) for row in turn if row]
    departments = sorted(shelves.departments(), key=lambda shelf: -_count(shelf, shelves, counts))
    first = departments[0] if departments else None
    return HomePage(
        sellers=len(counts.sellers),
        total=counts.total,
        entries=_entries(shelves, counts, by_shelf, language, root),
        new=cards_of(mixed[:NEW], preferences.currency, language),
        art=[picture_of_row(row) for row in _for_art(by_shelf)],
        first=f"{root}categories/{first.slug}/" if first else f"{root}products/",
        first_name=first.name_in(language).lower() if first else "",
        story=_story(shelves, language, root),
        share=of_market().address("market", "isoko", language),
    )


def _count(shelf: Shelf, shelves: Market, counts: Counts) -> int:
    return sum(counts.categories.get(pk, 0) for pk in shelves.ids_under(shelf.slug))


def _entries(shelves: Market, counts: Counts, by_shelf: dict[int, list[Row]], language: str, root: str) -> list[Entry]:
    """The departments, then the fullest shelves, each with a picture no other entry shows."""
    departments = [shelf for shelf in shelves.departments() if _count(shelf, shelves, counts)]
    leaves = sorted((shelf_with(pk) for pk in by_shelf), key=lambda shelf: -counts.categories[shelf.pk])
    shown: set[int] = set()
    entries = []
    for shelf in [*departments, *(leaf for leaf in leaves if leaf.parent)][:ENTRIES]:
        rows = [row for pk in shelves.ids_under(shelf.slug) for row in by_shelf.get(pk, ())]
        row = next((row for row in rows if row.product_id not in shown), rows[0])
        shown.add(row.product_id)
        number = _count(shelf, shelves, counts)
        note = ngettext("%(count)s product", "%(count)s products", number) % {"count": number}
        entries.append(Entry(f"{root}categories/{shelf.slug}/", shelf.name_in(language), note, picture_of_row(row)))
    return entries


def _for_art(by_shelf: dict[int, list[Row]]) -> list[Row]:
    """One picture a shelf, not the one its entry shows where there is another."""
    return [rows[min(1, len(rows) - 1)] for rows in by_shelf.values()][::-1][:ART]


def _story(shelves: Market, language: str, root: str) -> Story | None:
    """The coffee with the most growers that tells its station and height."""
    statement = f"""
        SELECT c.growers, c.station, c.altitude_min, c.altitude_max, p.district_id, {translated("p.description", language)}, p.slug, s.slug
        FROM catalog_coffeefacts c
        JOIN catalog_product p ON p.id = c.product_id AND p.state = 'published' AND p.hub_id = %s
        JOIN sellers_seller s ON s.id = p.seller_id AND s.state = 'approved'
        WHERE c.growers IS NOT NULL AND c.altitude_min IS NOT NULL AND c.station <> ''
        ORDER BY c.growers DESC, c.product_id LIMIT 1
    """
    for growers, station, lowest, highest, district, description, slug, shop in answers(statement, [current_hub().pk]):
        place = shelves.district_in(district, language)
        height = altitude_between(lowest, highest)
        return Story(growers, station, height, place, description, f"{root}products/{slug}/", f"{root}sellers/{shop}/")
    return None
