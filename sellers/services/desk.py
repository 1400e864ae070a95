"""The officer's side: who holds which application."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from marketplace.history.services import record
from sellers.enums import SellerState
from sellers.exceptions import AlreadyClaimed, ConflictOfInterest, NotYours, WrongState
from sellers.models import DeskLook, OfficerNote, Seller
from sellers.risk import findings_for, level_of

if TYPE_CHECKING:
    from marketplace.accounts.models import User

# A claim left lying may be taken over: nobody waits for a colleague who is ill.
CLAIM_LASTS = timedelta(hours=12)
VISIT_LASTS = timedelta(minutes=20)


@transaction.atomic
def claim(*, seller: Seller, by: User) -> Seller:
    """Hold the application for this officer. Of two who try at once one gets it; the other meets AlreadyClaimed. Raises WrongState
    for a draft, ConflictOfInterest for one's own firm. Claiming what one holds already changes nothing."""
    if seller.members.filter(user=by).exists():
        raise ConflictOfInterest
    now = timezone.now()
    free = Q(claimed_by__isnull=True) | Q(claimed_at__lt=now - CLAIM_LASTS)
    taken = (
        Seller.objects.filter(free, pk=seller.pk)
        .exclude(state=SellerState.DRAFT)
        .exclude(claimed_by=by)
        .update(claimed_by=by, claimed_at=now)
    )
    before = seller.claimed_by_id
    seller = Seller.objects.get(pk=seller.pk)
    if not taken:
        if seller.state == SellerState.DRAFT:
            raise WrongState
        if seller.claimed_by_id != by.pk:
            raise AlreadyClaimed
        return seller
    record(subject=seller, action="seller.claimed", by=by, before={"claimed_by": before}, after={"claimed_by": by.pk})
    refresh_risk(seller)
    return seller


@transaction.atomic
def release(*, seller: Seller, by: User) -> Seller:
    """Put it back for the colleagues; what the officer does not hold stays as it is."""
    freed = Seller.objects.filter(pk=seller.pk, claimed_by=by).update(claimed_by=None, claimed_at=None)
    if freed:
        record(subject=seller, action="seller.released", by=by, before={"claimed_by": by.pk}, after={"claimed_by": None})
    return Seller.objects.get(pk=seller.pk)


def held_seller(seller: Seller, by: User) -> Seller:
    """The row under lock, held by this officer. Raises NotYours."""
    seller = Seller.objects.locked().get(pk=seller.pk)
    if seller.claimed_by_id != by.pk:
        raise NotYours
    return seller


def refresh_risk(seller: Seller) -> None:
    """Write the level of today down, for the queue to sort and filter by."""
    level = level_of(findings_for(seller))
    if level != seller.risk:
        seller.risk = level
        seller.save(update_fields=["risk"])


@transaction.atomic
def add_note(*, seller: Seller, by: User, text: str) -> OfficerNote | None:
    """A word for colleagues; nothing for an empty one."""
    if not text.strip():
        return None
    note = OfficerNote.objects.create(seller=seller, by=by, text=text.strip())
    record(subject=seller, action="seller.note", by=by, note=note.text)
    return note


@transaction.atomic
def note_look(*, seller: Seller, by: User) -> DeskLook:
    """Remember that the officer looks now. `seen_until` is the look before: what changed after it is news. Reloading within a visit
    keeps the marks."""
    now = timezone.now()
    look, is_first = DeskLook.objects.select_for_update().get_or_create(seller=seller, officer=by, defaults={"opened_at": now})
    if not is_first:
        if now - look.opened_at > VISIT_LASTS:
            look.seen_until = look.opened_at
        look.opened_at = now
        look.save(update_fields=["seen_until", "opened_at"])
    return look
