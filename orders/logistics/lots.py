"""Lots as a firm reads them: what is open, what its own share is now, and what it would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from marketplace.money.rates import NoRate
from orders.logistics.enums import LotState, WeightRule
from orders.logistics.lot_price import Goods, saving_when_full, split_lot, weigh
from orders.logistics.models import FreightLot, LotShare
from orders.logistics.parcels import Parcel
from orders.logistics.pooling import Share
from orders.logistics.pricing import Converter
from orders.logistics.rate_book import tariff_of

SHOWN_AFTER = timedelta(days=30)
NEW = "new"


@dataclass(frozen=True)
class OwnShare:
    """One of a firm's shares as it stands: final once the lot is closed, until then if nobody else joins or leaves."""

    share: LotShare
    amount: Money
    alone: Money
    percent: int

    @property
    def saves(self) -> Money:
        return self.alone - self.amount


@dataclass(frozen=True)
class LotLine:
    """A lot in the list: how many firms are in it, whether one's own goods are, and what a full one saves."""

    lot: FreightLot
    firms: int
    is_mine: bool
    percent: int

    @property
    def is_by_room(self) -> bool:
        """Counted in cubic metres or tonnes; else in kilograms."""
        return self.lot.card.weight_rule == WeightRule.LCL


def _with_shares(lots: QuerySet[FreightLot]) -> QuerySet[FreightLot]:
    standing = LotShare.objects.filter(left_at=None).select_related("seller")
    return lots.select_related("card", "seller").prefetch_related(
        "card__breaks", "card__surcharges", Prefetch("shares", queryset=standing, to_attr="standing")
    )


def lots_for(seller) -> list[LotLine]:
    """What is open, and what this firm was in and closed lately."""
    mine = LotShare.objects.filter(seller=seller, left_at=None).values("lot")
    lately = Q(pk__in=mine, closes_at__gte=timezone.now() - SHOWN_AFTER)
    lots = _with_shares(FreightLot.objects.filter(Q(state=LotState.OPEN, closes_at__gt=timezone.now()) | lately))
    converters: dict[str, Converter] = {}
    return [_line(lot, seller, converters) for lot in lots]


def _line(lot: FreightLot, seller, converters: dict[str, Converter]) -> LotLine:
    converter = converters.setdefault(lot.currency, _converter(lot))
    try:
        percent = saving_when_full(tariff_of(lot.card), lot.capacity_kg, converter)
    except NoRate:
        percent = 0
    sellers = {share.seller_id for share in lot.standing}
    return LotLine(lot, len(sellers), seller.pk in sellers, percent)


def get_lot(pk: int) -> FreightLot:
    """The hub's lot, or Http404: every approved firm may join any lot."""
    lot = _with_shares(FreightLot.objects.filter(pk=pk)).first()
    if lot is None:
        raise Http404
    return lot


def get_share_of(seller, lot_id: int, pk: int) -> LotShare:
    """The firm's own share, or Http404."""
    share = LotShare.objects.select_related("lot").filter(pk=pk, lot_id=lot_id, seller=seller, left_at=None).first()
    if share is None:
        raise Http404
    return share


def own_shares(lot: FreightLot, seller) -> list[OwnShare]:
    """Frozen ones as they were frozen; of an open lot what they come to now. Empty where the day has no exchange rate."""
    mine = [share for share in lot.standing if share.seller_id == seller.pk]
    if lot.state == LotState.CLOSED:
        return [frozen(share, lot.currency) for share in mine]
    if lot.state == LotState.CANCELLED:
        return []
    try:
        now = _split(lot, [])
    except NoRate:
        return []
    return [_own(share, now[str(share.pk)]) for share in mine] if mine else []


def frozen(share: LotShare, currency: str) -> OwnShare:
    """As it was settled when the lot closed."""
    amount, alone = (Money(value, currency).rounded() for value in (share.amount, share.alone_amount))
    return OwnShare(share, amount, alone, _percent(amount, alone))


def would_be(lot: FreightLot, parcels: Sequence[Parcel]) -> Share:
    """What these goods would pay if they joined now. Raises NoRate."""
    return _split(lot, parcels)[NEW]


def _split(lot: FreightLot, parcels: Sequence[Parcel]) -> dict[str, Share]:
    tariff = tariff_of(lot.card)
    goods = [Goods(str(share.pk), tuple(share.pieces), share.chargeable_kg) for share in lot.standing]
    if parcels:
        goods.append(Goods(NEW, tuple(parcels), weigh(tariff, parcels).kg))
    return {share.key: share for share in split_lot(tariff, goods, _converter(lot))[1]} if goods else {}


def _own(share: LotShare, found: Share) -> OwnShare:
    return OwnShare(share, found.amount, found.alone, found.percent)


def _percent(amount: Money, alone: Money) -> int:
    return int(100 * (alone.amount - amount.amount) // alone.amount) if alone else 0


def _converter(lot: FreightLot) -> Converter:
    day = min(timezone.now(), lot.closes_at)
    return Converter(lot.currency, timezone.localdate(day, ZoneInfo(current_hub().time_zone)))
