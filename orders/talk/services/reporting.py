"""A message is laid before RDB, and RDB decides with a reason."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from orders.exceptions import NotAllowed
from orders.talk.enums import ReportReason, ReportState
from orders.talk.exceptions import TalkRefused
from orders.talk.models import Message, Report

RIGHT = "talk.decide_report"


@transaction.atomic
def report_message(*, message: Message, side: str, by: User, reason: str, note: str = "") -> Report:
    """Once for a message while it is open. Raises TalkRefused: own (it is this side's own)."""
    if message.side == side:
        raise TalkRefused("own")
    made, is_new = Report.objects.get_or_create(
        message=message, side=side, state=ReportState.OPEN, defaults={"by": by, "reason": ReportReason(reason), "note": note.strip()[:1000]}
    )
    if is_new:
        record(subject=made, action="talk.reported", by=by, after={"reason": made.reason})
    return made


@transaction.atomic
def decide_report(*, report: Report, is_upheld: bool, reasons: str, by: User) -> Report:
    """Upheld, the message is hidden from both sides. Raises NotAllowed, and TalkRefused: no_reason, decided."""
    if not by.has_perm(RIGHT):
        raise NotAllowed
    if not reasons.strip():
        raise TalkRefused("no_reason")
    found = Report.objects.select_for_update().select_related("message").get(pk=report.pk)
    if found.state != ReportState.OPEN:
        raise TalkRefused("decided")
    found.state = ReportState.UPHELD if is_upheld else ReportState.DISMISSED
    found.decided_by, found.decided_at, found.decision = by, timezone.now(), reasons.strip()
    found.save(update_fields=["state", "decided_by", "decided_at", "decision"])
    if is_upheld:
        Message.objects.filter(pk=found.message_id, hidden_at=None).update(hidden_at=found.decided_at)
    record(subject=found, action=f"talk.report_{found.state}", by=by, before={"state": "open"}, after={"state": found.state}, note=reasons)
    return found
