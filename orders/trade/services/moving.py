"""The one door through which a request, an offer, a sample and a contract change their state."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from orders.exceptions import IllegalMove, NotAllowed
from orders.trade.enums import (
    CONTRACT_MOVES,
    LIVE_OFFERS,
    OFFER_MOVES,
    REQUEST_MOVES,
    RUNNING_CONTRACTS,
    RUNNING_REQUESTS,
    RUNNING_SAMPLES,
    SAMPLE_MOVES,
)
from orders.trade.models import Offer, QuotationRequest, Sample, SupplyContract

Subject = QuotationRequest | Offer | Sample | SupplyContract
TABLES = {
    QuotationRequest: ("request", REQUEST_MOVES, RUNNING_REQUESTS),
    Offer: ("offer", OFFER_MOVES, LIVE_OFFERS),
    Sample: ("sample", SAMPLE_MOVES, RUNNING_SAMPLES),
    SupplyContract: ("contract", CONTRACT_MOVES, RUNNING_CONTRACTS),
}


def take(request: QuotationRequest) -> QuotationRequest:
    """The request as it stands now, locked: of two clicks the second finds what the first did."""
    return QuotationRequest.objects.locked().get(pk=request.pk)


def take_offer(offer: Offer) -> Offer:
    """The offer as it stands now under the lock of its request."""
    request = take(offer.request)
    fresh = Offer.objects.select_related("seller").prefetch_related("terms").get(pk=offer.pk)
    fresh.request = request
    return fresh


def ensure_buyer(request: QuotationRequest | SupplyContract, by: User) -> None:
    """Raises NotAllowed for anybody but the buyer."""
    if request.buyer_id != by.pk:
        raise NotAllowed(request)


def ensure_seller(offer: Offer | SupplyContract, by: User) -> None:
    """Raises NotAllowed for anybody who does not work for the seller."""
    if not offer.seller.members.filter(user=by).exists():
        raise NotAllowed(offer)


def move(subject: Subject, *, to: str, by: User | None, due_at: datetime | None = None, note: str = "", **facts: object) -> None:
    """Change the state and the facts that come with it, set the clock of the next step, write the history. Raises IllegalMove."""
    name, moves, running = TABLES[type(subject)]
    if to not in moves[subject.state]:
        raise IllegalMove(subject, to)
    before, is_running = {"state": subject.state}, to in running
    changes = {"state": to, "due_at": due_at if is_running else None, "ended_at": None if is_running else timezone.now(), **facts}
    if note and hasattr(subject, "note"):  # what the other side reads on the page
        changes["note"] = note
    for field, value in changes.items():
        setattr(subject, field, value)
    subject.save(update_fields=list(changes))
    told = {field: str(value) for field, value in facts.items() if value not in (None, "")}
    record(subject=subject, action=f"trade_{name}.{to}", by=by, before=before, after={"state": to, **told}, note=note)
