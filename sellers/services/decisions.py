"""Approve, return, reject, reinstate: each one call, logged, and told to the applicant after commit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from sellers.enums import DecisionKind, SellerState
from sellers.exceptions import ItemsMissing, ReasonNeeded, WrongState
from sellers.models import Decision, ReasonCode, Seller
from sellers.selectors.evidence import items_for_application, missing_of
from sellers.services.desk import held_seller
from sellers.services.letters import write_to_owners
from sellers.services.moving import move

if TYPE_CHECKING:
    from marketplace.accounts.models import User

FREE = {"claimed_by": None, "claimed_at": None}


def _held(seller: Seller, by: User, *states: SellerState) -> Seller:
    """The row under lock, in one of these states, held by the officer. A seller that moved on meanwhile is told before a lost claim."""
    now_state = Seller.objects.values_list("state", flat=True).get(pk=seller.pk)
    if now_state not in states:
        raise WrongState
    seller = held_seller(seller, by)
    if seller.state not in states:
        raise WrongState
    return seller


def write_decision(
    seller: Seller, kind: DecisionKind, by: User, *, reasons: Iterable[ReasonCode] = (), note: str = "", override_note: str = ""
) -> Decision:
    now = timezone.now()
    decision = Decision.objects.create(
        seller=seller,
        kind=kind,
        by=by,
        at=now,
        submitted_at=seller.submitted_at,
        was_over_clock=bool(seller.due_at and now > seller.due_at),
        note=note,
        override_note=override_note,
    )
    decision.reasons.set(reasons)
    return decision


@transaction.atomic
def approve(*, seller: Seller, by: User, note: str = "", override_note: str = "") -> Decision:
    """Let the firm sell. Raises NotYours, WrongState; ItemsMissing (with the items) unless an override note says why they may wait."""
    seller = _held(seller, by, SellerState.SUBMITTED)
    missing = missing_of(items_for_application(seller))
    if missing and not override_note.strip():
        raise ItemsMissing(missing)
    move(
        seller=seller,
        to=SellerState.APPROVED,
        by=by,
        note=override_note.strip(),
        after={"missing": [rule.code for rule in missing]} if missing else {},
        approved_at=timezone.now(),
        **FREE,
    )
    decision = write_decision(seller, DecisionKind.APPROVED, by, note=note.strip(), override_note=override_note.strip() if missing else "")
    write_to_owners(seller, "approved", key=f"decision:{decision.pk}", note=decision.note)
    return decision


@transaction.atomic
def return_application(*, seller: Seller, by: User, reasons: Iterable[ReasonCode], note: str = "") -> Decision:
    """Send it back with reasons; the applicant mends it and sends it again. Raises NotYours, WrongState, ReasonNeeded."""
    reasons = [reason for reason in reasons if reason.used_for == ReasonCode.For.RETURN]
    if not reasons and not note.strip():
        raise ReasonNeeded
    seller = _held(seller, by, SellerState.SUBMITTED)
    move(
        seller=seller,
        to=SellerState.RETURNED,
        by=by,
        note=note.strip(),
        after={"reasons": [reason.code for reason in reasons]},
        **FREE,
    )
    decision = write_decision(seller, DecisionKind.RETURNED, by, reasons=reasons, note=note.strip())
    write_to_owners(seller, "returned", key=f"decision:{decision.pk}", reasons=reasons, note=decision.note, page="sellers:apply")
    return decision


@transaction.atomic
def reject(*, seller: Seller, by: User, reasons: Iterable[ReasonCode], note: str = "") -> Decision:
    """End the application. Raises NotYours, WrongState, ReasonNeeded."""
    reasons = [reason for reason in reasons if reason.used_for == ReasonCode.For.REJECT]
    if not reasons and not note.strip():
        raise ReasonNeeded
    seller = _held(seller, by, SellerState.SUBMITTED, SellerState.RETURNED)
    move(
        seller=seller,
        to=SellerState.REJECTED,
        by=by,
        note=note.strip(),
        after={"reasons": [reason.code for reason in reasons]},
        **FREE,
    )
    decision = write_decision(seller, DecisionKind.REJECTED, by, reasons=reasons, note=note.strip())
    write_to_owners(seller, "rejected", key=f"decision:{decision.pk}", reasons=reasons, note=decision.note, page="sellers:apply")
    return decision


@transaction.atomic
def reopen(*, seller: Seller, by: User, note: str) -> Decision:
    """A rejected application may be mended after all. Raises NotYours, WrongState, ReasonNeeded."""
    if not note.strip():
        raise ReasonNeeded
    seller = _held(seller, by, SellerState.REJECTED)
    move(seller=seller, to=SellerState.RETURNED, by=by, note=note.strip(), **FREE)
    decision = write_decision(seller, DecisionKind.REOPENED, by, note=note.strip())
    write_to_owners(seller, "returned", key=f"decision:{decision.pk}", note=decision.note, page="sellers:apply")
    return decision


@transaction.atomic
def reinstate(*, seller: Seller, by: User, note: str) -> Decision:
    """End a suspension: the goods are back at once. Raises NotYours, WrongState, ReasonNeeded."""
    if not note.strip():
        raise ReasonNeeded
    seller = _held(seller, by, SellerState.SUSPENDED)
    move(seller=seller, to=SellerState.APPROVED, by=by, note=note.strip(), **FREE)
    decision = write_decision(seller, DecisionKind.REINSTATED, by, note=note.strip())
    write_to_owners(seller, "reinstated", key=f"decision:{decision.pk}", note=decision.note)
    return decision
