"""What authorities have verified for a seller, as the cross-checks ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sellers.enums import EvidenceState
from sellers.models import Evidence, Seller
from sellers.selectors.evidence import rules_for_goods, rules_on

from ..enums import Kind
from ..models import Document
from ..pack.checks import Approved
from ..pack.origin import normal_mark

REGISTRATION = "gacc-registration"
PLANTATIONS, PLANTS = ("gacc-plantation", "gacc-nut-plantation"), ("gacc-plant", "gacc-nut-plant")
NEW_YEAR = 10  # a coffee year begins in October


def approved_for(seller: Seller, codes: Sequence[str], *, order_number: str, day: date) -> Approved:
    """Numbers that officers verified with what they cover, the goods that need one to enter China, and the ICO marks that this seller has
    used this coffee year."""
    rules = rules_on(day)
    asked = (REGISTRATION, *PLANTATIONS, *PLANTS)
    rows = list(Evidence.objects.filter(seller=seller, code__in=asked, state=EvidenceState.VERIFIED, superseded_at=None))
    registrations = [row for row in rows if row.code == REGISTRATION]
    needs = frozenset(code for code in codes if any(rule.code == REGISTRATION for rule in rules_for_goods(rules, code)))
    return Approved(
        _until(registrations),
        needs,
        _until(row for row in rows if row.code in PLANTATIONS),
        _until(row for row in rows if row.code in PLANTS),
        _marks_of(seller, order_number, day),
        {row.number: tuple(row.covers) for row in registrations},
    )


def _until(rows: Iterable[Evidence]) -> dict[str, date | None]:
    """By number, the last day of each."""
    return {row.number: row.expires_on for row in rows}


def coffee_year(day: date) -> date:
    """The first of October that the day's coffee year began on."""
    return date(day.year if day.month >= NEW_YEAR else day.year - 1, NEW_YEAR, 1)


def _marks_of(seller: Seller, order_number: str, day: date) -> frozenset[str]:
    others = Document.objects.current().filter(seller=seller, kind=Kind.ICO, issued_at__date__gte=coffee_year(day))
    return frozenset(
        normal_mark(line.ico_mark)
        for document in others.exclude(order_number=order_number)
        for line in document.frozen.export.lines
        if line.ico_mark
    )
