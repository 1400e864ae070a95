"""Contracts as their two sides may see them. Fetching is the check: all others get 404."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.http import Http404

from marketplace.accounts.models import User
from marketplace.money import Money
from orders.enums import ENDED_UNSOLD
from orders.models import OrderLine
from orders.paperwork.enums import PAIR, DocumentState
from orders.paperwork.models import Document
from orders.trade.enums import ShipmentState
from orders.trade.exceptions import CallOffRefused
from orders.trade.models import CallOff, CallOffShipment, SupplyContract
from orders.trade.pricing import price_of_piece
from sellers.models import Seller
from sellers.selectors.sellers import sellers_of


@dataclass(frozen=True)
class Standing:
    """How much of a contract is called off, in pieces."""

    whole: int
    called: int

    @property
    def left(self) -> int:
        return self.whole - self.called

    @property
    def percent(self) -> int:
        return self.called * 100 // self.whole


def _read() -> QuerySet[SupplyContract]:
    return SupplyContract.objects.select_related("seller", "buyer", "offer__request", "variant__product")


def contracts_of(buyer: User) -> QuerySet[SupplyContract]:
    return _read().filter(buyer_id=buyer.pk).order_by("-pk")


def contracts_with(seller: Seller) -> QuerySet[SupplyContract]:
    return _read().filter(seller=seller).order_by("-pk")


def get_contract_of(buyer: User, number: str) -> SupplyContract:
    """The buyer's own. Raises Http404."""
    return _found(_read().filter(buyer_id=buyer.pk, number=number).first())


def get_contract_for(user: User, number: str) -> SupplyContract:
    """One of a firm this person works for. Raises Http404."""
    return _found(_read().filter(seller__in=sellers_of(user), number=number).first())


def get_call_off_of(buyer: User, number: str) -> CallOff:
    return _found(_calls().filter(contract__buyer_id=buyer.pk, number=number).first())


def get_call_off_for(user: User, number: str) -> CallOff:
    return _found(_calls().filter(contract__seller__in=sellers_of(user), number=number).first())


def call_offs_of(contract: SupplyContract) -> QuerySet[CallOff]:
    """The newest first, with how many points each serves and how many have it."""
    return _calls().filter(contract=contract).order_by("-pk")


def shares_of(called: CallOff) -> QuerySet[CallOffShipment]:
    """By the code of the point."""
    return CallOffShipment.objects.filter(call_off=called).select_related("point").order_by("point__code")


def shipments_of(called: CallOff) -> list[CallOffShipment]:
    return list(shares_of(called))


def has_papers(called: CallOff) -> bool:
    """Whether invoice and packing list of its order are drawn and can be downloaded."""
    orders = called.group.orders.values_list("number", flat=True)
    drawn = Document.objects.current().filter(order_number__in=list(orders), kind__in=PAIR, state=DocumentState.DRAWN)
    return drawn.count() == len(PAIR)


def is_whole(called: CallOff) -> bool:
    """Whether none of its pieces was given up."""
    kept = F("quantity") - F("cancelled_quantity")
    alive = OrderLine.objects.filter(order__group=called.group_id).exclude(order__state__in=ENDED_UNSOLD)
    return alive.aggregate(kept=Sum(kept))["kept"] == called.pieces


def standing_of(contract: SupplyContract) -> Standing:
    """As it is this moment: what was cancelled or not paid in time counts no more."""
    groups = contract.call_offs.values("group")
    alive = OrderLine.objects.filter(order__group__in=groups).exclude(order__state__in=ENDED_UNSOLD)
    called = alive.aggregate(called=Sum(F("quantity") - F("cancelled_quantity")))["called"] or 0
    return Standing(contract.pieces, called)


def price_today(contract: SupplyContract, day: date) -> Money | None:
    """Of one piece; None where no reference row stands."""
    try:
        return price_of_piece(contract, day)[0]
    except CallOffRefused:
        return None


def amount_in_units(contract: SupplyContract, pieces: int) -> Decimal:
    return (contract.unit_content * pieces).normalize()


def _calls() -> QuerySet[CallOff]:
    received = Count("shipments", filter=Q(shipments__state=ShipmentState.RECEIVED))
    rows = CallOff.objects.select_related("contract__seller", "contract__offer__request", "contract__buyer", "group", "reference_price")
    return rows.annotate(served=Count("shipments"), received=received)


def _found(row):
    if row is None:
        raise Http404
    return row
