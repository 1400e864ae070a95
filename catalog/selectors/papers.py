"""Which papers goods need, and where they cannot be sold yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from catalog.enums import Necessity
from catalog.models import PaperRule

# Countries that let goods in by list: without a row of the matrix nobody knows what they need there, so we ask RDB (docs/catalog.md).
ASKS_FOR_A_ROW = ("CN",)


@dataclass(frozen=True, slots=True)
class Papers:
    """What goods need on the way to a country, and the countries that stay closed to them until RDB answers."""

    required: list[PaperRule] = field(default_factory=list)
    conditional: list[PaperRule] = field(default_factory=list)
    closed: frozenset[str] = frozenset()


def papers_of(hs_code: str, destination: str, on: date | None = None) -> Papers:
    """The papers of goods of this code for that country: those of all goods first, then their own. One query."""
    begins = [hs_code[:length] for length in range(len(hs_code) + 1)]
    rules = list(PaperRule.objects.valid_on(on).filter(hs_prefix__in=begins))
    nearest: dict[str, PaperRule] = {}
    for rule in sorted(rules, key=lambda rule: (len(rule.hs_prefix), rule.destination, rule.valid_from)):
        if rule.destination in ("", destination):
            nearest[rule.paper] = rule
    papers = sorted(nearest.values(), key=lambda rule: (bool(rule.hs_prefix), rule.position))
    known = {rule.destination for rule in rules if rule.hs_prefix}
    return Papers(
        [rule for rule in papers if rule.necessity == Necessity.REQUIRED],
        [rule for rule in papers if rule.necessity != Necessity.REQUIRED],
        frozenset(country for country in ASKS_FOR_A_ROW if country not in known),
    )


def closed_destinations(hs_codes: Iterable[str], on: date | None = None) -> dict[str, frozenset[str]]:
    """For each code the countries to which such goods cannot be sold until a row of the matrix stands. One query."""
    prefixes: dict[str, tuple[str, ...]] = dict.fromkeys(ASKS_FOR_A_ROW, ())
    rules = PaperRule.objects.valid_on(on).filter(destination__in=ASKS_FOR_A_ROW).exclude(hs_prefix="")
    for country, prefix in rules.order_by("destination").values_list("destination", "hs_prefix").distinct():
        prefixes[country] += (prefix,)
    return {code: frozenset(country for country, known in prefixes.items() if not code.startswith(known)) for code in set(hs_codes)}


def papers_for(hs_code: str, destination: str, on: date | None = None) -> list[PaperRule]:
    """The papers of goods of this code for that country: those they always need, then those asked for in some cases."""
    papers = papers_of(hs_code, destination, on)
    return [*papers.required, *papers.conditional]
