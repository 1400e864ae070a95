"""Which papers goods need, and where they cannot be sold yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import get_language

from catalog.enums import Necessity
from catalog.models import PaperRule
from catalog.selectors.browsing import translated
from marketplace.hubs.context import current_hub
from marketplace.prepared import answers

# Countries that let goods in by list: without a row of the matrix nobody knows what they need there, so we ask RDB (docs/catalog.md).
ASKS_FOR_A_ROW = ("CN",)


@dataclass(frozen=True, slots=True)
class Paper:
    """A row of the matrix in the reader's language."""

    hs_prefix: str
    destination: str
    paper: str
    title: str
    issuer: str
    necessity: str
    note: str
    position: int


@dataclass(frozen=True, slots=True)
class Papers:
    """What goods need on the way to a country, and the countries that stay closed to them until RDB answers."""

    required: list[Paper] = field(default_factory=list)
    conditional: list[Paper] = field(default_factory=list)
    closed: frozenset[str] = frozenset()


def papers_of(hs_code: str, destination: str, on: date | None = None) -> Papers:
    """The papers of goods of this code for that country: those of all goods first, then their own. One query."""
    nearest: dict[str, Paper] = {}
    known: set[str] = set()
    for paper in _rules_about(hs_code, on or timezone.localdate()):
        if paper.hs_prefix:
            known.add(paper.destination)
        if paper.destination in ("", destination):
            nearest[paper.paper] = paper
    papers = sorted(nearest.values(), key=lambda paper: (bool(paper.hs_prefix), paper.position))
    return Papers(
        [paper for paper in papers if paper.necessity == Necessity.REQUIRED],
        [paper for paper in papers if paper.necessity != Necessity.REQUIRED],
        frozenset(country for country in ASKS_FOR_A_ROW if country not in known),
    )


def _rules_about(hs_code: str, day: date) -> list[Paper]:
    """The rows for a prefix of this code, the general before the particular, the older before the younger."""
    language = get_language() or "en"
    statement = f"""
        SELECT r.hs_prefix, r.destination, r.paper, {translated("r.title", language)}, r.issuer, r.necessity,
            coalesce({translated("r.note", language)}, ''), r.position
        FROM catalog_paperrule r
        WHERE r.hub_id = %s AND r.hs_prefix = ANY(%s) AND r.valid_from <= %s AND (r.valid_to IS NULL OR r.valid_to >= %s)
        ORDER BY length(r.hs_prefix), r.destination, r.valid_from
    """
    prefixes = [hs_code[:length] for length in range(len(hs_code) + 1)]
    return [Paper(*row) for row in answers(statement, [current_hub().pk, prefixes, day, day])]


def closed_destinations(hs_codes: Iterable[str], on: date | None = None) -> dict[str, frozenset[str]]:
    """For each code the countries to which such goods cannot be sold until a row of the matrix stands. One query."""
    prefixes: dict[str, tuple[str, ...]] = dict.fromkeys(ASKS_FOR_A_ROW, ())
    rules = PaperRule.objects.valid_on(on).filter(destination__in=ASKS_FOR_A_ROW).exclude(hs_prefix="")
    for country, prefix in rules.order_by("destination").values_list("destination", "hs_prefix").distinct():
        prefixes[country] += (prefix,)
    return {code: frozenset(country for country, known in prefixes.items() if not code.startswith(known)) for code in set(hs_codes)}


def papers_for(hs_code: str, destination: str, on: date | None = None) -> list[Paper]:
    """The papers of goods of this code for that country: those they always need, then those asked for in some cases."""
    papers = papers_of(hs_code, destination, on)
    return [*papers.required, *papers.conditional]
