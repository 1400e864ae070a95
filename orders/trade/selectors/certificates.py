"""The certificates a buyer may ask for: the evidence rules of the hub that a paper answers."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from sellers.enums import Kind
from sellers.models import EvidenceRequirement
from sellers.selectors.calendar import hub_zone


def certificates() -> list[tuple[str, str]]:
    """(code, title) of the rules of today that a paper answers, each code once."""
    rows = EvidenceRequirement.objects.in_force_on(timezone.localdate(timezone=hub_zone())).exclude(kind=Kind.COMPUTED)
    return sorted({row.code: str(row.title) for row in rows}.items(), key=lambda row: row[1])


def titles_of(codes: Iterable[str]) -> list[str]:
    """The newest title of each; a code that no rule has any more speaks for itself."""
    wanted = list(codes)
    if not wanted:
        return []
    titles = {row.code: str(row.title) for row in EvidenceRequirement.objects.filter(code__in=wanted).order_by("valid_from")}
    return [titles.get(code, code) for code in wanted]
