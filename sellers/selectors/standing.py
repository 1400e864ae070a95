"""Where an application stands, as its applicant reads it."""

from __future__ import annotations

from dataclasses import dataclass

from sellers.enums import DecisionKind, EvidenceState, SellerState
from sellers.models import Decision, Evidence, Seller


@dataclass(frozen=True)
class Standing:
    place: int | None
    waiting: int
    decision: Decision | None
    not_accepted: list[Evidence]


def place_in_queue(seller: Seller) -> tuple[int | None, int]:
    """Its place by the day it was sent, the oldest first, and how many wait in all."""
    queue = Seller.objects.waiting()
    if seller.state != SellerState.SUBMITTED:
        return None, queue.count()
    return queue.filter(submitted_at__lt=seller.submitted_at).count() + 1, queue.count()


def standing_of(seller: Seller) -> Standing:
    place, waiting = place_in_queue(seller)
    decision = seller.decisions.exclude(kind=DecisionKind.APPROVED).prefetch_related("reasons").first()
    not_accepted = Evidence.objects.filter(seller=seller, state=EvidenceState.REJECTED, superseded_at__isnull=True)
    return Standing(place, waiting, decision, list(not_accepted.select_related("requirement")))
