"""Everything the page of one application shows an officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.text import capfirst

from marketplace.history.models import Entry
from marketplace.history.selectors import entries_for
from sellers.checks import Check, check_payout_name, check_registration_number, check_tin
from sellers.clock import ClockState, age_of, clock_of
from sellers.enums import AskedAt, SellerState
from sellers.models import DeskLook, EvidenceFile, EvidenceRequirement, OfficerNote, ReasonCode, Seller, SuspensionRequest
from sellers.risk import Finding, findings_for
from sellers.selectors.calendar import holidays, hub_zone
from sellers.selectors.evidence import Item, items_for_sectors, missing_of
from sellers.selectors.story import Line, story_of

if TYPE_CHECKING:
    from marketplace.accounts.models import User


@dataclass(frozen=True)
class Change:
    """A fact that is not what the officer last saw."""

    name: str
    was: Any
    now: Any


@dataclass
class Review:
    seller: Seller
    officer: User
    items: list[Item]
    findings: list[Finding]
    checks: dict[str, Check]
    changes: list[Change]
    changed_codes: set[str]
    seen_until: datetime | None
    notes: list[OfficerNote]
    story: list[Line]
    suspension: SuspensionRequest | None
    clock: ClockState | None
    age: str

    @property
    def is_mine(self) -> bool:
        return self.seller.claimed_by_id == self.officer.pk

    @property
    def missing(self) -> list[EvidenceRequirement]:
        """What stands between the application and an approval without a note."""
        return missing_of(item for item in self.items if item.requirement.asked_at == AskedAt.APPLICATION)

    @property
    def listed_items(self) -> list[Item]:
        """The checklist: what the application asks, and what was shown besides."""
        return [item for item in self.items if item.requirement.asked_at == AskedAt.APPLICATION or item.is_begun]

    @property
    def files(self) -> list[tuple[Item, EvidenceFile]]:
        return [(item, file) for item in self.items for file in item.files]

    @property
    def number_of_changes(self) -> int:
        return len(self.changes) + len(self.changed_codes)


def review_of(seller: Seller, officer: User, look: DeskLook) -> Review:
    """The whole page in a bounded number of queries."""
    items = items_for_sectors(seller)
    now, since = timezone.now(), look.seen_until
    entries = list(entries_for(seller)[:200])
    seen_since = [entry for entry in entries if since and entry.at > since]
    return Review(
        seller=seller,
        officer=officer,
        items=items,
        findings=findings_for(seller),
        checks={
            "tin": check_tin(seller),
            "registration_number": check_registration_number(seller),
            "payout": check_payout_name(seller),
        },
        changes=_changes(seen_since),
        changed_codes={item.requirement.code for item in items if since and item.newest is not None and item.newest.changed_at > since},
        seen_until=since,
        notes=list(seller.officer_notes.select_related("by")),
        story=story_of(entries[:30], {item.requirement.code: item.requirement.title for item in items}),
        suspension=seller.suspension_requests.filter(confirmed_at__isnull=True, withdrawn_at__isnull=True)
        .select_related("requested_by", "reason")
        .first(),
        clock=clock_of(seller.due_at, now, zone=hub_zone(), holidays=holidays()) if seller.state == SellerState.SUBMITTED else None,
        age=age_of(seller.submitted_at, now) if seller.submitted_at else "",
    )


def _changes(entries: list[Entry]) -> list[Change]:
    """The facts saved since the last look: from what it was then to what it is now."""
    first, last = {}, {}
    for entry in entries:  # newest first
        if entry.action.startswith("seller.saved."):
            for name, value in entry.after.items():
                last.setdefault(name, value)
                first[name] = entry.before.get(name)
    return [Change(name, first[name], last[name]) for name in last if first[name] != last[name]]


def field_label(name: str) -> str:
    return capfirst(Seller._meta.get_field(name).verbose_name)


def reasons_for(use: str, language: str) -> list[ReasonCode]:
    """The reasons on offer; `sent` is the text as the applicant will read it."""
    reasons = list(ReasonCode.objects.filter(used_for=use, is_active=True))
    for reason in reasons:
        reason.sent = getattr(reason, f"text_{language.replace('-', '_')}", None) or reason.text
    return reasons
