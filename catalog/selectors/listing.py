"""One page of a list, ready for its template: cards, facets, chips, orders to choose from, pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.enums import CoffeeProcess
from catalog.selectors.browsing import PAGE, Counts, Scope, count_goods, read_rows
from catalog.selectors.cards import cards_of
from catalog.selectors.filters import Filters
from catalog.selectors.searching import by_words, is_exact, near
from catalog.selectors.shelves import market
from marketplace.look import writing
from marketplace.look.pages import Card, Link
from marketplace.money import Money

MOST_OPTIONS = 12  # of a facet; what is chosen is always shown

SORT_NAMES: dict[str, str | Promise] = {
    "match": _("Best match"),
    "new": _("Newest"),
    "price": _("Price, low first"),
    "-price": _("Price, high first"),
    "score": _("Cup score"),
}


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    name: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    title: str | Promise
    options: list[Option]
    is_open: bool


@dataclass(slots=True)
class ListPage:
    """What a list template needs, and nothing it must work out."""

    path: str
    filters: Filters
    counts: Counts
    cards: list[Card]
    facets: list[Facet]
    chips: list[Link]
    sorts: list[tuple[str, str | Promise]]
    sort: str
    page: Page
    currency: str
    clear: str
    is_near: bool = False
    lowest: str = ""
    highest: str = ""
    hidden: list[tuple[str, str]] = field(default_factory=list)

    @property
    def unsorted_pairs(self) -> list[tuple[str, str]]:
        """What the form of the order must keep."""
        return [(name, value) for name, value in self.filters.pairs() if name != "sort"]

    @property
    def total(self) -> int:
        return self.counts.total

    @property
    def is_beyond_the_end(self) -> bool:
        return self.filters.page > self.page.paginator.num_pages


def list_page(scope: Scope, filters: Filters, *, path: str, language: str, shelf: str = "", facets: tuple[str, ...]) -> ListPage:
    """The page of this list that the filters ask for. Two queries; two or three more where a search finds nothing by its words."""
    scope, is_near, counts = search_goods(scope, filters)
    sorts = [name for name in SORT_NAMES if (name != "match" or scope.search) and (name != "score" or any(counts.processes.values()))]
    sort = filters.sort if filters.sort in sorts else sorts[0]
    paginator = Paginator(range(counts.total), PAGE)
    page = paginator.get_page(filters.page)
    rows = read_rows(scope, filters, language=language, sort=sort, offset=(page.number - 1) * PAGE) if counts.total else []
    shown = _facets(counts, filters, language, shelf, facets)
    return ListPage(
        path=path,
        filters=filters,
        counts=counts,
        cards=cards_of(rows, scope.currency, language),
        facets=shown,
        chips=_chips(shown, filters, path, scope.currency, language),
        sorts=[(name, SORT_NAMES[name]) for name in sorts],
        sort=sort,
        page=page,
        currency=scope.currency,
        clear=filters.cleared().address(path) if filters.is_narrowed else "",
        is_near=is_near,
        lowest=_plain(counts.lowest),
        highest=_plain(counts.highest),
        hidden=[(name, value) for name, value in filters.pairs() if name == "q"],
    )


def _plain(amount: Decimal | None) -> str:
    """A hint in the price fields: whole units."""
    return "" if amount is None else f"{amount.quantize(Decimal(1)):f}"


def search_goods(scope: Scope, filters: Filters) -> tuple[Scope, bool, Counts]:
    """The scope narrowed to what was typed: by its words; by what looks like it where the words stand nowhere."""
    if not filters.q:
        return scope, False, count_goods(scope, filters)
    search = by_words(filters.q)
    if search:
        found = replace(scope, search=search)
        counts = count_goods(found, filters)
        if counts.total or filters.is_narrowed or is_exact(filters.q):
            return found, False, counts
    similar = replace(scope, search=near(filters.q))
    return similar, True, count_goods(similar, filters)


def _options(chosen: tuple[str, ...], found: dict[str, int], name_of: Callable[[str], str], order: list[str] | None = None) -> list[Option]:
    """The values goods here have, also those no goods have any more once the other choices are made, so that a facet stays in its
    place; the fullest first unless they have an order of their own."""
    values = [value for value in (order if order is not None else sorted(found, key=lambda v: (-found[v], name_of(v)))) if value in found]
    shown = [value for place, value in enumerate(values) if place < MOST_OPTIONS or value in chosen]
    shown += [value for value in chosen if value not in shown]
    return [Option(value, name_of(value), found.get(value, 0), value in chosen) for value in shown]


def _facets(counts: Counts, filters: Filters, language: str, shelf: str, wanted: tuple[str, ...]) -> list[Facet]:
    shelves, chosen = market(), filters.chosen
    kinds = {shelves.by_id[pk].slug: number for pk, number in counts.categories.items() if pk in shelves.by_id}
    leaves = [leaf.slug for leaf in shelves.leaves_under(shelf)]
    parts = chosen.get("category", ())
    departments = {slug: sum(kinds.get(leaf.slug, 0) for leaf in shelves.leaves_under(slug)) for slug in parts if slug not in leaves}
    processes = {str(value): str(label) for value, label in CoffeeProcess.choices}
    built = {
        "category": lambda: (
            _("Kind"),
            _options(
                tuple(slug for slug in parts if slug in shelves.shelves),
                {**kinds, **departments},
                lambda slug: shelves.shelves[slug].name_in(language),
                [*departments, *leaves],
            ),
        ),
        "process": lambda: (
            _("Process"),
            _options(
                tuple(value for value in chosen.get("process", ()) if value in processes),
                counts.processes,
                lambda value: processes[value],
                list(processes),
            ),
        ),
        "district": lambda: (
            _("District"),
            _options(
                tuple(name for name in chosen.get("district", ()) if name in shelves.district_ids),
                {shelves.districts[pk]: number for pk, number in counts.districts.items() if pk in shelves.districts},
                lambda name: shelves.district_in(shelves.district_ids[name], language),
            ),
        ),
        "seller": lambda: (
            _("Seller"),
            _options(
                tuple(slug for slug in chosen.get("seller", ()) if slug in counts.sellers),
                {slug: number for slug, (_name, number) in counts.sellers.items()},
                lambda slug: counts.sellers[slug][0],
            ),
        ),
    }
    facets = []
    for name in wanted:
        title, options = built[name]()
        if len(options) > 1 or any(option.is_chosen for option in options):
            facets.append(Facet(name, title, options, is_open=name != "seller" or any(option.is_chosen for option in options)))
    return facets


def _chips(facets: list[Facet], filters: Filters, path: str, currency: str, language: str) -> list[Link]:
    """Each choice with the address of the list without it."""
    chips = [
        Link(filters.without(facet.name, option.value).address(path), option.name)
        for facet in facets
        for option in facet.options
        if option.is_chosen
    ]
    for name, bound, words in (
        ("min_price", filters.min_price, gettext("from %(price)s")),
        ("max_price", filters.max_price, gettext("up to %(price)s")),
    ):
        if bound is not None:
            chips.append(Link(filters.without(name).address(path), words % {"price": writing.amount(Money(bound, currency), language)}))
    return chips
