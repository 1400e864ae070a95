"""Suspending a firm hides its goods at once, so it takes two officers: one asks, another confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.history.services import record
from sellers.enums import DecisionKind, SellerState
from sellers.exceptions import AlreadyAsked, ReasonNeeded, SecondOfficerNeeded, WrongState
from sellers.models import ReasonCode, Seller, SuspensionRequest
from sellers.services.decisions import FREE, write_decision
from sellers.services.letters import write_to_owners
from sellers.services.moving import move

if TYPE_CHECKING:
    from marketplace.accounts.models import User


@transaction.atomic
def request_suspension(*, seller: Seller, by: User, reason: ReasonCode, note: str) -> SuspensionRequest:
    """Ask a colleague to confirm a suspension; nothing is hidden yet. Raises WrongState, AlreadyAsked, ReasonNeeded."""
    if reason.used_for != ReasonCode.For.SUSPEND or not note.strip():
        raise ReasonNeeded
    seller = Seller.objects.locked().get(pk=seller.pk)
    if seller.state != SellerState.APPROVED:
        raise WrongState
    try:
        with transaction.atomic():
            asked = SuspensionRequest.objects.create(seller=seller, reason=reason, note=note.strip(), requested_by=by)
    except IntegrityError:
        raise AlreadyAsked
    record(subject=seller, action="seller.suspension_asked", by=by, after={"reason": reason.code}, note=asked.note)
    return asked


def _open_request(request: SuspensionRequest) -> tuple[Seller, SuspensionRequest]:
    seller = Seller.objects.locked().get(pk=request.seller_id)
    request = SuspensionRequest.objects.select_for_update(of=("self",)).select_related("reason").get(pk=request.pk)
    if request.confirmed_at or request.withdrawn_at or seller.state != SellerState.APPROVED:
        raise WrongState
    return seller, request


@transaction.atomic
def confirm_suspension(*, request: SuspensionRequest, by: User) -> Seller:
    """The second officer's word: the firm's goods are hidden from this moment. Raises SecondOfficerNeeded, WrongState."""
    seller, request = _open_request(request)
    if request.requested_by_id == by.pk:
        raise SecondOfficerNeeded
    request.confirmed_by, request.confirmed_at = by, timezone.now()
    request.save(update_fields=["confirmed_by", "confirmed_at"])
    move(
        seller=seller,
        to=SellerState.SUSPENDED,
        by=by,
        note=request.note,
        after={"reason": request.reason.code, "asked_by": request.requested_by_id},
        **FREE,
    )
    decision = write_decision(seller, DecisionKind.SUSPENDED, by, reasons=[request.reason])
    write_to_owners(seller, "suspended", key=f"decision:{decision.pk}", reasons=[request.reason])
    return seller


@transaction.atomic
def withdraw_suspension_request(*, request: SuspensionRequest, by: User) -> None:
    """Take the request back, by either officer. Raises WrongState."""
    seller, request = _open_request(request)
    request.withdrawn_at = timezone.now()
    request.save(update_fields=["withdrawn_at"])
    record(subject=seller, action="seller.suspension_taken_back", by=by)
