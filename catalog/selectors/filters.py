"""What a reader has asked a list for: read from the address, written back to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.money.typed import Doubtful, typed_amount

FACETS = ("category", "process", "roast", "material", "district", "min_order", "ships_in", "seller")
LONGEST_QUERY = 120
HIGHEST_PRICE = Decimal(10) ** 10
MOST_CHOICES = 40


@dataclass(frozen=True, slots=True)
class Filters:
    """Search words, chosen values by facet, price bounds, order and page. `errors` names what could not be read, by field."""

    q: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    min_price: Decimal | None = None
    max_price: Decimal | None = None
    sort: str = ""
    page: int = 1
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str | Promise] = field(default_factory=dict)

    @property
    def is_narrowed(self) -> bool:
        return any(self.chosen.values()) or self.min_price is not None or self.max_price is not None

    @property
    def count(self) -> int:
        """How many things were chosen."""
        return sum(map(len, self.chosen.values())) + (self.min_price is not None) + (self.max_price is not None)

    def pairs(self) -> list[tuple[str, str]]:
        pairs = [("q", self.q)] if self.q else []
        pairs += [(name, value) for name in FACETS for value in self.chosen.get(name, ())]
        pairs += [("min_price", f"{self.min_price:f}")] if self.min_price is not None else []
        pairs += [("max_price", f"{self.max_price:f}")] if self.max_price is not None else []
        return pairs + ([("sort", self.sort)] if self.sort else [])

    def address(self, path: str) -> str:
        """The list at its first page with these filters."""
        pairs = self.pairs()
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def without(self, name: str, value: str = "") -> Filters:
        if name in FACETS:
            return replace(self, chosen={**self.chosen, name: tuple(v for v in self.chosen.get(name, ()) if v != value)})
        return replace(self, **{name: None})

    def cleared(self) -> Filters:
        """The words and the order stay."""
        return Filters(q=self.q, sort=self.sort)


def read_filters(query: QueryDict) -> Filters:
    """The filters an address asks for. What cannot be read is left out and named in `errors`."""
    if not query:
        return Filters()
    errors: dict[str, str | Promise] = {}
    typed = {name: query.get(name, "").strip()[:30] for name in ("min_price", "max_price")}
    low, high = (_price(name, typed[name], errors) for name in ("min_price", "max_price"))
    if low is not None and high is not None and low > high:
        errors["max_price"] = _("The highest price is below the lowest.")
        high = None
    return Filters(
        q=typed_words(query),
        chosen={name: tuple(dict.fromkeys(filter(_is_value, query.getlist(name)[:MOST_CHOICES]))) for name in FACETS if name in query},
        min_price=low,
        max_price=high,
        sort=query.get("sort", ""),
        page=_page(query.get("page", "1")),
        typed=typed,
        errors=errors,
    )


def typed_words(query: QueryDict) -> str:
    """The words of a search, without what cannot be printed."""
    return " ".join("".join(filter(str.isprintable, query.get("q", "").replace("\t", " "))).split())[:LONGEST_QUERY]


def _is_value(text: str) -> bool:
    return 0 < len(text) <= 90 and text.isprintable()


def _price(name: str, text: str, errors: dict[str, str | Promise]) -> Decimal | None:
    if not text:
        return None
    try:
        price = typed_amount(text, get_language() or "en")
    except Doubtful as doubt:
        errors[name] = _("“%(text)s” can be read in two ways. Write %(first)s or %(second)s.") % {
            "text": text, "first": doubt.readings[0], "second": doubt.readings[1],
        }  # fmt: skip
        return None
    if price is None or price > HIGHEST_PRICE:
        errors[name] = _("A price is a number, such as 40 or 12.50.")
        return None
    return price


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 and int(text) > 0 else 1
