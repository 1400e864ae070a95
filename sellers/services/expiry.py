"""Papers run out. Their firms hear of it in time, and the morning after it is so."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format

from marketplace.history.services import record
from sellers.enums import EvidenceState, SellerState
from sellers.models import Evidence
from sellers.services.letters import write_to_owners

WARN_DAYS = (60, 30, 7)
WARNED = (SellerState.APPROVED, SellerState.SUSPENDED)


@transaction.atomic
def keep_evidence_day(*, day: date) -> dict[str, int]:
    """Mark what ended before this day and warn of what ends soon. Twice a day has one effect. Listings that lean on a paper come down
    by the day itself: the catalog asks `missing_evidence_for_listing`, not these marks."""
    return {"ended": mark_ended(day), "warned": warn_of_ends(day)}


def mark_ended(day: date) -> int:
    rows = Evidence.objects.filter(expires_on__lt=day, superseded_at__isnull=True, state=EvidenceState.VERIFIED)
    rows = list(rows.select_related("seller", "requirement").select_for_update(of=("self",)).order_by("pk"))
    for row in rows:
        row.state = EvidenceState.EXPIRED
        row.save(update_fields=["state"])
        record(subject=row.seller, action="evidence.expired", after={"item": row.code, "ended": row.expires_on})
        _write(row, days=-1)
    return len(rows)


def warn_of_ends(day: date) -> int:
    """One letter at each mark; a day on which nobody ran this is made up for, because the last mark passed counts."""
    rows = Evidence.objects.filter(
        expires_on__range=(day, day + timedelta(days=WARN_DAYS[0])),
        superseded_at__isnull=True,
        state=EvidenceState.VERIFIED,
        seller__state__in=WARNED,
    ).select_related("seller", "requirement")
    for row in rows:
        mark = min(mark for mark in WARN_DAYS if (row.expires_on - day).days <= mark)
        _write(row, days=(row.expires_on - day).days, mark=mark)
    return len(rows)


def _write(row: Evidence, *, days: int, mark: int = -1) -> None:
    with translation.override(row.seller.language):
        title, ends = row.requirement.title, date_format(row.expires_on, "DATE_FORMAT")
    write_to_owners(row.seller, "evidence_ends", key=f"ends:{row.pk}:{mark}", item=title, ends=ends, days=days, page="sellers:evidence")
