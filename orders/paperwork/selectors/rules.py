"""The document rules in force, and what they ask of a shipment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from orders.duties.exceptions import NoMarket
from orders.duties.selectors import market_of

from ..enums import CodeList, Need
from ..models import CountryCode, DocumentRule
from ..needs import Answer, Rule, needs_of


def documents_needed(*, codes: Sequence[str], destination: str, mode: str, incoterm: str = "", day: date | None = None) -> Answer:
    """Which papers goods with these HS codes need on their way to a country (ISO 3166 alpha-2), by which rule. Two queries."""
    try:
        places = [destination, market_of(destination).code]
    except NoMarket:
        places = [destination]
    rows = DocumentRule.objects.in_force_on(day or timezone.localdate())
    return needs_of([_plain(row) for row in rows], codes=codes, places=places, mode=mode, incoterm=incoterm)


def country_code(code_list: CodeList, country: str, *, day: date) -> str:
    """The number of a country on this list as it stood that day; empty where two officers have not put one in force."""
    rows = CountryCode.objects.in_force_on(day).filter(code_list=code_list, country=country)
    return rows.values_list("code", flat=True).first() or ""


def _plain(row: DocumentRule) -> Rule:
    return Rule(
        row=row.pk,
        document=row.document,
        need=Need(row.need),
        why=row.why,
        source=row.source,
        confidence=row.confidence,
        valid_from=row.valid_from,
        hs_prefix=row.hs_prefix,
        destination=row.destination,
        mode=row.mode,
        incoterm=row.incoterm,
        source_date=row.source_date,
        note=row.note,
    )
