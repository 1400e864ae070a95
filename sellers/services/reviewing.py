"""An officer's word on one item of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from marketplace.history.services import record
from sellers.enums import EvidenceState, SellerState
from sellers.exceptions import DateNeeded, ReasonNeeded, WrongState
from sellers.models import Evidence, EvidenceRequirement, Seller
from sellers.services.desk import held_seller
from sellers.services.letters import write_to_owners

if TYPE_CHECKING:
    from marketplace.accounts.models import User

JUDGED = (EvidenceState.VERIFIED, EvidenceState.REJECTED, EvidenceState.WAIVED)


def _row(evidence: Evidence, by: User) -> Evidence:
    """The item, its seller held by the officer, and nothing newer in its place. Raises NotYours, WrongState."""
    held_seller(evidence.seller, by)
    row = Evidence.objects.select_for_update(of=("self",)).select_related("seller", "requirement").get(pk=evidence.pk)
    if row.superseded_at is not None:
        raise WrongState
    return row


def _judge(row: Evidence, by: User, state: EvidenceState, **facts: Any) -> Evidence:
    before = row.state
    row.state, row.reviewer, row.reviewed_at = state, by, timezone.now()
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "reviewer", "reviewed_at", *facts])
    record(
        subject=row.seller,
        action=f"evidence.{state}",
        by=by,
        before={"item": row.code, "state": before},
        after={"item": row.code, "state": state, "number": row.number},
        note=facts.get("note") or facts.get("waiver_reason") or "",
    )
    return row


@transaction.atomic
def verify_evidence(*, evidence: Evidence, by: User) -> Evidence:
    """Accept the item; an older row of the same rule gives way. Raises NotYours, WrongState; DateNeeded where a paper that runs out
    does not say when."""
    row = _row(evidence, by)
    if row.requirement.needs_expiry and row.expires_on is None:
        raise DateNeeded
    _older(row).update(superseded_at=timezone.now())
    return _judge(row, by, EvidenceState.VERIFIED, note="")


@transaction.atomic
def reject_evidence(*, evidence: Evidence, by: User, note: str) -> Evidence:
    """Do not accept the item and say why; a selling firm hears of it at once. Raises ReasonNeeded, NotYours, WrongState."""
    if not note.strip():
        raise ReasonNeeded
    row = _judge(_row(evidence, by), by, EvidenceState.REJECTED, note=note.strip())
    if row.seller.state == SellerState.APPROVED:
        write_to_owners(row.seller, "evidence_rejected", note=row.note, item=row.requirement.title, page="sellers:evidence")
    return row


@transaction.atomic
def waive_evidence(*, seller: Seller, requirement: EvidenceRequirement, by: User, reason: str) -> Evidence:
    """Do without the item, for a reason on the record. Raises ReasonNeeded, NotYours."""
    if not reason.strip():
        raise ReasonNeeded
    seller = held_seller(seller, by)
    rows = Evidence.objects.filter(seller=seller, code=requirement.code, superseded_at__isnull=True)
    row = rows.filter(state__in=[EvidenceState.PENDING, EvidenceState.REJECTED]).order_by("pk").last()
    if row is None:
        row = Evidence(seller=seller, requirement=requirement, code=requirement.code, changed_at=timezone.now())
        row.save()
    _older(row).update(superseded_at=timezone.now())
    return _judge(row, by, EvidenceState.WAIVED, waiver_reason=reason.strip())


def _older(row: Evidence) -> QuerySet[Evidence]:
    """The rows this one replaces."""
    return Evidence.objects.filter(seller=row.seller, code=row.code, superseded_at__isnull=True).exclude(pk=row.pk)
