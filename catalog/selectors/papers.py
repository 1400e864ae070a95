"""Which papers goods need, and where they cannot be sold yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from catalog.models import PaperRule

# Countries that let goods in by list: without a row of the matrix nobody knows what they need there, so we ask RDB (docs/catalog.md).
ASKS_FOR_A_ROW = ("CN",)


def closed_destinations(hs_codes: Iterable[str], on: date | None = None) -> dict[str, frozenset[str]]:
    """For each code the countries to which such goods cannot be sold until a row of the matrix stands."""
    prefixes: dict[str, tuple[str, ...]] = dict.fromkeys(ASKS_FOR_A_ROW, ())
    rules = PaperRule.objects.valid_on(on).filter(destination__in=ASKS_FOR_A_ROW).exclude(hs_prefix="")
    for country, prefix in rules.order_by("destination").values_list("destination", "hs_prefix").distinct():
        prefixes[country] += (prefix,)
    return {code: frozenset(country for country, known in prefixes.items() if not code.startswith(known)) for code in set(hs_codes)}


def papers_for(hs_code: str, destination: str, on: date | None = None) -> list[PaperRule]:
    """The papers these goods need on the way to that country: those for all goods first, then their own."""
    begins = [hs_code[:length] for length in range(len(hs_code) + 1)]
    rules = PaperRule.objects.valid_on(on).filter(hs_prefix__in=begins, destination__in=["", destination])
    best: dict[str, PaperRule] = {}
    for rule in sorted(rules, key=lambda rule: (len(rule.hs_prefix), rule.destination)):
        best[rule.paper] = rule
    return sorted(best.values(), key=lambda rule: (len(rule.hs_prefix) > 0, rule.necessity != "required", rule.position))
