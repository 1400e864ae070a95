"""The choices of a list beside its goods, each with how many goods it would find."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.bands import ORDER_BANDS, READY_BANDS, Band, counted
from catalog.enums import CoffeeProcess, RoastLevel
from catalog.selectors.browsing import Counts
from catalog.selectors.filters import Filters
from catalog.selectors.shelves import market

MOST_OPTIONS = 12  # of a facet; what is chosen is always shown
FOLDED = ("min_order", "ships_in", "seller")  # opened by whoever wants them

TITLES: dict[str, str | Promise] = {
    "category": _("Kind"),
    "process": _("Process"),
    "roast": _("Roast"),
    "material": _("Material"),
    "district": _("District"),
    "min_order": _("Least order"),
    "ships_in": _("Ready to ship within"),
    "seller": _("Seller"),
}


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    name: str
    count: int
    is_chosen: bool
    chip: str = ""  # what it is called away from its facet, where its name alone says too little


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    title: str | Promise
    options: list[Option]
    is_open: bool


def facets_of(counts: Counts, filters: Filters, language: str, shelf: str, wanted: Sequence[str]) -> list[Facet]:
    """Those of the wanted facets that leave a choice, in this order; one with a choice made is always there."""
    facets = []
    for name in wanted:
        options = _BUILDERS[name](counts, filters.chosen.get(name, ()), language, shelf)
        is_chosen = any(option.is_chosen for option in options)
        if len(options) > 1 or is_chosen:
            facets.append(Facet(name, TITLES[name], options, is_open=is_chosen or name not in FOLDED))
    return facets


def _options(
    chosen: Sequence[str], found: dict[str, int], name_of: Callable[[str], str], order: Sequence[str] | None = None
) -> list[Option]:
    """The values goods here have, also those no goods have any more once the other choices are made, so that a facet stays in its
    place; the fullest first unless they have an order of their own."""
    values = [value for value in (order if order is not None else sorted(found, key=lambda v: (-found[v], name_of(v)))) if value in found]
    shown = [value for place, value in enumerate(values) if place < MOST_OPTIONS or value in chosen]
    shown += [value for value in chosen if value not in shown]
    return [Option(value, name_of(value), found.get(value, 0), value in chosen) for value in shown]


def _category(counts: Counts, chosen: Sequence[str], language: str, shelf: str) -> list[Option]:
    shelves = market()
    kinds = {shelves.by_id[pk].slug: number for pk, number in counts.categories.items() if pk in shelves.by_id}
    leaves = [leaf.slug for leaf in shelves.leaves_under(shelf)]
    departments = {slug: sum(kinds.get(leaf.slug, 0) for leaf in shelves.leaves_under(slug)) for slug in chosen if slug not in leaves}
    return _options(
        [slug for slug in chosen if slug in shelves.shelves],
        {**kinds, **departments},
        lambda slug: shelves.shelves[slug].name_in(language),
        [*departments, *leaves],
    )


def _process(counts: Counts, chosen: Sequence[str], language: str, shelf: str) -> list[Option]:
    return _words({str(value): str(label) for value, label in CoffeeProcess.choices}, counts.processes, chosen)


def _roast(counts: Counts, chosen: Sequence[str], language: str, shelf: str) -> list[Option]:
    return _words({str(value): str(label) for value, label in RoastLevel.choices}, counts.roasts, chosen)


def _words(names: dict[str, str], found: dict[str, int], chosen: Sequence[str]) -> list[Option]:
    return _options([value for value in chosen if value in names], found, names.__getitem__, list(names))


def _material(counts: Counts, chosen: Sequence[str], language: str, shelf: str) -> list[Option]:
    shelves = market()
    return _options(
        [slug for slug in chosen if slug in shelves.material_ids],
        {shelves.materials[pk].slug: number for pk, number in counts.materials.items() if pk in shelves.materials},
        lambda slug: shelves.materials[shelves.material_ids[slug]].name_in(language),
    )


def _district(counts: Counts, chosen: Sequence[str], language: str, shelf: str) -> list[Option]:
    shelves = market()
    return _options(
        [name for name in chosen if name in shelves.district_ids],
        {shelves.districts[pk]: number for pk, number in counts.districts.items() if pk in shelves.districts},
        lambda name: shelves.district_in(shelves.district_ids[name], language),
    )


def _min_order(counts: Counts, chosen: Sequence[str], language: str, shelf: str) -> list[Option]:
    return _spans(ORDER_BANDS, counts.least_orders, chosen, "%(span)s", gettext("least order %(span)s"))


def _ships_in(counts: Counts, chosen: Sequence[str], language: str, shelf: str) -> list[Option]:
    return _spans(READY_BANDS, counts.ready_days, chosen, gettext("%(span)s working days"), gettext("ready in %(span)s working days"))


def _spans(bands: Sequence[Band], found: dict[int, int], chosen: Sequence[str], words: str, chip: str) -> list[Option]:
    """`words` and `chip` say a span beside its facet and away from it."""
    spans = {band.value: band.span for band in bands}
    options = _options([value for value in chosen if value in spans], counted(bands, found), spans.__getitem__, list(spans))
    return [replace(option, name=words % {"span": option.name}, chip=chip % {"span": option.name}) for option in options]


def _seller(counts: Counts, chosen: Sequence[str], language: str, shelf: str) -> list[Option]:
    return _options(
        [slug for slug in chosen if slug in counts.sellers],
        {slug: number for slug, (_name, number) in counts.sellers.items()},
        lambda slug: counts.sellers[slug][0],
    )


_BUILDERS: dict[str, Callable[[Counts, Sequence[str], str, str], list[Option]]] = {
    "category": _category,
    "process": _process,
    "roast": _roast,
    "material": _material,
    "district": _district,
    "min_order": _min_order,
    "ships_in": _ships_in,
    "seller": _seller,
}
