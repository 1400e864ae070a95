"""Lots that several firms fill: opened, joined, left, closed by a durable job that freezes each share, or cancelled. Who is in one at its
end gets a letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from marketplace.approval.enums import RowState
from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.jobs import enqueue
from orders.logistics.enums import LotState, WeightRule
from orders.logistics.exceptions import LotClosed, LotFull, LotNotPossible, NoReason, ReferenceTaken
from orders.logistics.lot_letters import tell_cancelled, tell_closed
from orders.logistics.lot_price import RULES, Goods, split_lot, weigh
from orders.logistics.models import FreightLot, LotShare, RateCard
from orders.logistics.models.lot import TOO_LITTLE
from orders.logistics.parcels import Parcel
from orders.logistics.pricing import Converter
from orders.logistics.rate_book import tariff_of

if TYPE_CHECKING:
    from marketplace.accounts.models import User
    from sellers.models import Seller

CLOCKS_DIFFER = timedelta(seconds=30)
LONGEST = timedelta(days=180)
MOST_KG = 10_000_000


@transaction.atomic
def open_lot(
    *,
    card: RateCard,
    capacity_kg: Decimal,
    closes_at: datetime,
    time_zone: str,
    currency: str,
    by: User,
    seller: Seller | None = None,
    note: str = "",
) -> FreightLot:
    """Room on this card until that moment; its end is a job from the beginning. Raises LotNotPossible with the reason."""
    check_lot(card=card, capacity_kg=capacity_kg, closes_at=closes_at)
    lot = FreightLot.objects.create(
        card=card,
        capacity_kg=capacity_kg,
        closes_at=closes_at,
        time_zone=time_zone,
        currency=currency,
        seller=seller,
        opened_by=by,
        note=note,
    )
    enqueue("logistics.close_lot", payload={"lot": lot.pk}, key=f"close-lot:{lot.pk}", run_after=closes_at)
    after = {"card": card.pk, "capacity_kg": str(capacity_kg), "closes_at": closes_at.isoformat()}
    record(subject=lot, action="lot.opened", by=by, after=after)
    return lot


def check_lot(*, card: RateCard, capacity_kg: Decimal, closes_at: datetime) -> None:
    """Raises LotNotPossible with the reason."""
    now = timezone.now()
    if not now < closes_at <= now + LONGEST:
        raise LotNotPossible(LotNotPossible.TIME)
    day = timezone.localdate(closes_at, ZoneInfo(current_hub().time_zone))
    if card.state != RowState.IN_FORCE or card.valid_from > day or (card.valid_to and card.valid_to < day):
        raise LotNotPossible(LotNotPossible.CARD)
    if WeightRule(card.weight_rule) not in RULES or not card.breaks.exists():
        raise LotNotPossible(LotNotPossible.RULE)
    if not 0 < capacity_kg < MOST_KG or (card.max_total_kg is not None and capacity_kg > card.max_total_kg):
        raise LotNotPossible(LotNotPossible.ROOM)


@transaction.atomic
def join_lot(*, lot: FreightLot, seller: Seller, reference: str, parcels: Sequence[Parcel], by: User) -> LotShare:
    """Take room in the lot. Raises LotClosed, LotFull with what is left, ReferenceTaken for goods that are in it already."""
    lot = _locked(lot)
    card = lot.card
    kg = weigh(tariff_of(card), parcels).kg
    if card.max_piece_kg is not None and max(parcel.gross_g for parcel in parcels) > card.max_piece_kg * 1000:
        raise LotNotPossible(LotNotPossible.PIECE)
    if lot.taken_kg + kg > lot.capacity_kg:
        raise LotFull(lot.left, lot.unit)
    if lot.shares.filter(seller=seller, reference=reference, left_at=None).exists():
        raise ReferenceTaken
    share = LotShare.objects.create(
        lot=lot, seller=seller, reference=reference, parcels=[parcel.as_json() for parcel in parcels], chargeable_kg=kg, joined_by=by
    )
    _take(lot, kg)
    record(subject=lot, action="lot.joined", by=by, after={"seller": seller.pk, "reference": reference, "chargeable_kg": str(kg)})
    return share


@transaction.atomic
def leave_lot(*, share: LotShare, by: User) -> None:
    """Give the room back, before the lot closes; left twice it is left once. Raises LotClosed."""
    lot = _locked(share.lot)
    share = LotShare.objects.get(pk=share.pk)
    if share.left_at is not None:
        return
    share.left_at = timezone.now()
    share.save(update_fields=["left_at"])
    _take(lot, -share.chargeable_kg)
    record(subject=lot, action="lot.left", by=by, before={"seller": share.seller_id, "reference": share.reference})


@transaction.atomic
def close_lot(*, lot_id: int) -> FreightLot | None:
    """Split the freight of all who are in it, by weight and to the cent, at the rates of the closing day, and freeze each share. A lot that
    nobody joined ends empty; one that is closed stays as it is. Raises NoRate, and the job then tries again."""
    lot = FreightLot.objects.select_for_update(of=("self",)).select_related("card").filter(pk=lot_id).first()
    if lot is None or lot.state != LotState.OPEN:
        return lot
    if timezone.now() < lot.closes_at - CLOCKS_DIFFER:
        raise ValueError("A lot is not closed before its time.")
    shares = _standing(lot)
    if shares and _too_little(lot.card, shares):
        return _cancel(lot, because=TOO_LITTLE, by=None)
    if shares:
        day = timezone.localdate(lot.closes_at, ZoneInfo(current_hub().time_zone))
        goods = [Goods(str(share.pk), tuple(share.pieces), share.chargeable_kg) for share in shares]
        total, parts = split_lot(tariff_of(lot.card), goods, Converter(lot.currency, day))
        for share, part in zip(shares, parts, strict=True):
            share.amount, share.alone_amount = part.amount.amount, (part.amount + part.saves).amount
        LotShare.objects.bulk_update(shares, ["amount", "alone_amount"])
        lot.total_amount = total.amount
    lot.state = LotState.CLOSED if shares else LotState.EMPTY
    lot.save(update_fields=["state", "total_amount"])
    record(subject=lot, action="lot.closed", by=None, after={"state": lot.state, "total": str(lot.total or ""), "shares": len(shares)})
    tell_closed(lot, shares)
    return lot


@transaction.atomic
def cancel_lot(*, lot: FreightLot, reason: str, by: User) -> FreightLot:
    """Nothing is sent together: the firms in it are told why. Raises NoReason, LotClosed once its time is over."""
    if not reason.strip():
        raise NoReason
    return _cancel(_locked(lot), because=reason.strip()[:200], by=by)


def _cancel(lot: FreightLot, *, because: str, by: User | None) -> FreightLot:
    lot.state, lot.cancelled_because = LotState.CANCELLED, because
    lot.save(update_fields=["state", "cancelled_because"])
    record(subject=lot, action="lot.cancelled", by=by, after={"reason": because})
    tell_cancelled(lot, _standing(lot))
    return lot


def _standing(lot: FreightLot) -> list[LotShare]:
    return list(lot.shares.filter(left_at=None).select_related("seller").order_by("pk"))


def _too_little(card: RateCard, shares: Sequence[LotShare]) -> bool:
    """Whether the goods of all weigh less than the carrier takes."""
    gross_g = sum(parcel.gross_g * parcel.quantity for share in shares for parcel in share.pieces)
    return card.min_total_kg is not None and gross_g < card.min_total_kg * 1000


def _locked(lot: FreightLot) -> FreightLot:
    """The lot's row is the lock: of two who take the last room the second sees what the first took."""
    lot = FreightLot.objects.select_for_update(of=("self",)).select_related("card").get(pk=lot.pk)
    if not lot.is_open:
        raise LotClosed
    return lot


def _take(lot: FreightLot, kg: Decimal) -> None:
    # Counted by the database, whose constraint stands behind the lock.
    FreightLot.objects.filter(pk=lot.pk).update(taken_kg=F("taken_kg") + kg)
