"""The shelves and districts of a hub as every page needs them: a few dozen rows, kept in the process for at most a minute."""

from __future__ import annotations

import time
from dataclasses import dataclass

from catalog.models import Allergen, Category, Material
from catalog.reference.districts import CHINESE
from marketplace.hubs.context import current_hub
from marketplace.hubs.models import District
from marketplace.kept_pages import forget_pages

KEPT_FOR = 60.0  # seconds: how long a process may show a shelf as it was


@dataclass(frozen=True, slots=True)
class Shelf:
    pk: int
    slug: str
    path: str
    parent: str  # slug; empty for a department
    is_sold_by_weight: bool
    names: dict[str, str]
    descriptions: dict[str, str]

    def name_in(self, language: str) -> str:
        return self.names.get(language) or self.names["en"]

    def description_in(self, language: str) -> str:
        return self.descriptions.get(language) or self.descriptions["en"]


@dataclass(frozen=True, slots=True)
class MaterialName:
    slug: str
    names: dict[str, str]

    def name_in(self, language: str) -> str:
        return self.names.get(language) or self.names["en"]


@dataclass(frozen=True, slots=True)
class Market:
    """All shelves by address, in their order; districts by id and by name; materials by id and by address,
    and allergens by id, in their order."""

    shelves: dict[str, Shelf]
    by_id: dict[int, Shelf]
    districts: dict[int, str]
    district_ids: dict[str, int]
    materials: dict[int, MaterialName]
    material_ids: dict[str, int]
    allergens: dict[int, MaterialName]

    def district_in(self, pk: int | None, language: str) -> str:
        """The district's name for a reader; empty for none."""
        name = self.districts.get(pk, "") if pk else ""
        return CHINESE.get(name, name) if language.startswith("zh") else name

    def departments(self) -> list[Shelf]:
        return [shelf for shelf in self.shelves.values() if not shelf.parent]

    def below(self, slug: str) -> list[Shelf]:
        return [shelf for shelf in self.shelves.values() if shelf.parent == slug]

    def ids_under(self, *slugs: str) -> list[int]:
        """The shelf itself and everything below it."""
        paths = tuple(self.shelves[slug].path for slug in slugs if slug in self.shelves)
        return [shelf.pk for shelf in self.shelves.values() if shelf.path.startswith(paths)] if paths else []

    def leaves_under(self, slug: str) -> list[Shelf]:
        """The shelves goods stand on, below this one; all of them for an empty slug."""
        above = {shelf.parent for shelf in self.shelves.values()}
        path = self.shelves[slug].path if slug else ""
        return [shelf for shelf in self.shelves.values() if shelf.slug not in above and shelf.path.startswith(path)]

    def way_to(self, slug: str) -> list[Shelf]:
        """The shelves from the department down to this one."""
        return [self.shelves[part] for part in self.shelves[slug].path.strip("/").split("/") if part in self.shelves]


_kept: dict[int, tuple[float, Market]] = {}
LANGUAGES = {"en": "en", "zh-hans": "zh_hans", "fr": "fr", "rw": "rw"}  # the language's code -> the end of its columns


def market() -> Market:
    """The market of the current hub; four queries a minute and process."""
    hub = current_hub()
    until, known = _kept.get(hub.pk, (0.0, None))
    if known is None or until < time.monotonic():
        known = _read()
        _kept[hub.pk] = (time.monotonic() + KEPT_FOR, known)
    return known


def shelf_called(slug: str) -> Shelf | None:
    """The shelf of this address; looks again in the table before it says there is none."""
    found = market().shelves.get(slug)
    if found is None and Category.objects.filter(slug=slug).exists():
        forget_market()
        found = market().shelves.get(slug)
    return found


def shelf_with(pk: int) -> Shelf:
    """The shelf of this row; looks again in the table when a colleague has only just made it. Raises KeyError where there is none."""
    if pk not in market().by_id:
        forget_market()
    return market().by_id[pk]


def forget_market() -> None:
    """After a change of shelves: the next page reads them anew (other processes follow within a minute)."""
    _kept.clear()
    forget_pages()


def _read() -> Market:
    rows = list(Category.objects.order_by("position", "slug"))
    slugs = {row.pk: row.slug for row in rows}
    shelves = [
        Shelf(
            pk=row.pk,
            slug=row.slug,
            path=row.path,
            parent=slugs.get(row.parent_id, ""),
            is_sold_by_weight=row.is_sold_by_weight,
            names={code: getattr(row, f"name_{column}") or "" for code, column in LANGUAGES.items()},
            descriptions={code: getattr(row, f"description_{column}") or "" for code, column in LANGUAGES.items()},
        )
        for row in rows
    ]
    ordered = _in_order(shelves, "")
    districts = dict(District.objects.values_list("pk", "name"))
    columns = [f"name_{column}" for column in LANGUAGES.values()]
    materials = {
        pk: MaterialName(slug, dict(zip(LANGUAGES, (name or "" for name in names), strict=True)))
        for pk, slug, *names in Material.objects.order_by("position", "slug").values_list("pk", "slug", *columns)
    }
    allergens = {
        pk: MaterialName(code, dict(zip(LANGUAGES, (name or "" for name in names), strict=True)))
        for pk, code, *names in Allergen.objects.order_by("position", "code").values_list("pk", "code", *columns)
    }
    return Market(
        {shelf.slug: shelf for shelf in ordered},
        {shelf.pk: shelf for shelf in ordered},
        districts,
        {name: pk for pk, name in districts.items()},
        materials,
        {material.slug: pk for pk, material in materials.items()},
        allergens,
    )


def _in_order(shelves: list[Shelf], parent: str) -> list[Shelf]:
    """Each shelf before those below it."""
    return [each for shelf in shelves if shelf.parent == parent for each in (shelf, *_in_order(shelves, shelf.slug))]
