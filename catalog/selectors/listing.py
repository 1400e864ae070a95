"""One page of a list, ready for its template: cards, facets, chips, orders to choose from, pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.search.selectors.misspelt import corrections
from catalog.search.selectors.queries import query_for
from catalog.search.selectors.synonyms import thesaurus
from catalog.selectors.browsing import PAGE, Counts, Scope, count_goods, read_rows
from catalog.selectors.cards import cards_of
from catalog.selectors.facets import Facet, facets_of
from catalog.selectors.filters import Filters
from marketplace.look import writing
from marketplace.look.pages import Card, Link
from marketplace.money import Money

SORT_NAMES: dict[str, str | Promise] = {
    "match": _("Best match"),
    "new": _("Newest"),
    "price": _("Price, low first"),
    "-price": _("Price, high first"),
    "rating": _("Best rated"),
    "score": _("Cup score"),
}


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
    instead: str = ""  # what was looked for instead of what was typed
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
    def instead_address(self) -> str:
        """Where what was probably meant is looked for, if anything was."""
        return replace(self.filters, q=self.instead, page=1).address(self.path) if self.instead else ""

    @property
    def is_missed(self) -> bool:
        """Whether the words that were typed stand nowhere together."""
        return bool(self.filters.q) and not self.filters.is_narrowed and (not self.counts.total or self.is_near or bool(self.instead))

    @property
    def is_beyond_the_end(self) -> bool:
        return self.filters.page > self.page.paginator.num_pages


def list_page(scope: Scope, filters: Filters, *, path: str, language: str, shelf: str = "", facets: tuple[str, ...]) -> ListPage:
    """The page of this list that the filters ask for. Two queries; two or three more where a search finds nothing by its words."""
    found = search_goods(scope, filters, language)
    scope, counts = found.scope, found.counts
    sorts = [name for name in SORT_NAMES if (name != "match" or scope.search) and (name != "score" or any(counts.processes.values()))]
    sort = filters.sort if filters.sort in sorts else sorts[0]
    paginator = Paginator(range(counts.total), PAGE)
    page = paginator.get_page(filters.page)
    rows = read_rows(scope, filters, language=language, sort=sort, offset=(page.number - 1) * PAGE) if counts.total else []
    shown = facets_of(counts, filters, language, shelf, facets)
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
        instead=found.instead,
        is_near=found.is_near,
        lowest=_plain(counts.lowest),
        highest=_plain(counts.highest),
        hidden=[(name, value) for name, value in filters.pairs() if name == "q"],
    )


def _plain(amount: Decimal | None) -> str:
    """A hint in the price fields: whole units."""
    return "" if amount is None else f"{amount.quantize(Decimal(1)):f}"


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to: by its words, by other words `instead` of misspelt ones, or by any of the words (`is_near`)."""

    scope: Scope
    counts: Counts
    instead: str = ""
    is_near: bool = False


def _found(scope: Scope, counts: Counts, *, instead: str = "", is_near: bool = False) -> Found:
    return Found(replace(scope, is_broad=counts.is_more), counts, instead, is_near)


def search_goods(scope: Scope, filters: Filters, language: str) -> Found:
    """The scope narrowed to what was typed. One query; up to three more where the words stand nowhere together."""
    if not filters.q:
        return Found(scope, count_goods(scope, filters))
    words = thesaurus(language)
    query = query_for(filters.q, words)
    if query is None:
        return Found(scope, Counts())  # nothing but signs
    exact = replace(scope, search=query)
    counts = count_goods(exact, filters)
    if counts.total or filters.is_narrowed or query.is_exact:
        return _found(exact, counts)
    instead = corrections(query.typed, words)
    if instead:
        meant = replace(scope, search=query_for(filters.q, words, instead=instead))
        found = count_goods(meant, filters)
        if found.total:
            return _found(meant, found, instead=" ".join(instead.get(word, word) for word in query.typed))
    if len(query.typed) > 1:
        any_of = replace(scope, search=query_for(filters.q, words, any_word=True, instead=instead))
        found = count_goods(any_of, filters)
        if found.total:
            return _found(any_of, found, is_near=True)
    return Found(exact, counts)


def _chips(facets: list[Facet], filters: Filters, path: str, currency: str, language: str) -> list[Link]:
    """Each choice with the address of the list without it."""
    chips = [
        Link(filters.without(facet.name, option.value).address(path), option.chip or option.name)
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
