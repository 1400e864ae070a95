"""From cart to order group: everything is asked once more, the stock is held and all of it is frozen, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from catalog.exceptions import NothingHeld, OutOfStock
from marketplace.accounts.models import User
from marketplace.history.models import Entry
from marketplace.history.services import entry_of, record_together
from marketplace.hubs.context import current_hub
from marketplace.money import Money, total
from orders.exceptions import (
    AddressMissing,
    CartChanged,
    CheckoutOver,
    DeliveryUnpriced,
    IdentityMissing,
    NothingToOrder,
    TotalChanged,
    YearUsedUp,
)
from orders.handling import ready_days_of
from orders.identity.services import Given, keep_real_name, year_in_china
from orders.models import Cart, CartLine, Checkout, Order, OrderGroup, OrderLine
from orders.selectors.allowance import spent_by, turn_of
from orders.selectors.border import Border, border_of
from orders.selectors.cart import CartItem, CartReading, read_cart
from orders.selectors.checkout import CheckoutReading, DeliveryLane, read_delivery
from orders.services.freezing import frozen_delivery, frozen_lines, frozen_seller
from orders.services.holding import hold_goods, use_for_group
from sellers.models import Seller


@dataclass(frozen=True)
class Placement:
    group: OrderGroup
    is_new: bool  # False: an earlier click had placed it


def place_order_group(
    *,
    cart: Cart,
    attempt: str,
    currency: str,
    language: str,
    shown_total: Money | None,
    by: User | None,
    given: Given | None = None,
    takes_general_trade: bool = False,
) -> Placement:
    """Hold the stock and write the order group of this checkout; the same attempt again gives the first group back.

    `given` is who brings the goods in; it is kept only where customs asks for it. `takes_general_trade`: the buyer agreed that what is
    above the person's year goes as general trade. Raises NothingToOrder, AddressMissing, CartChanged (price, stock or listing differ from
    what the buyer agreed to), DiscountGone (used up since), DeliveryUnpriced, IdentityMissing, YearUsedUp, TotalChanged (the button said
    another amount), CheckoutOver, NoRetention. Then nothing was held or written."""
    try:
        with transaction.atomic():
            # The second click waits here, and then finds the group of the first; so does another order of the same person.
            turn = turn_of(given.person.fingerprint) if given else ""
            cart = Cart.objects.locked(turn=turn).filter(pk=cart.pk).first()
            if cart is None:
                raise CheckoutOver(attempt)
            checkout = Checkout.objects.filter(cart=cart, attempt=attempt).first()
            if checkout is None:
                placed = OrderGroup.objects.filter(idempotency_key=attempt).first()
                if placed is None:
                    raise CheckoutOver(attempt)
                return Placement(placed, is_new=False)
            reading = read_cart(cart, currency)
            lanes = _agreed(checkout, reading)
            border = _border(CheckoutReading(checkout, reading, tuple(lanes)), given, takes_general_trade)
            group = _write(checkout, lanes, reading, language, shown_total, by)
            CartLine.objects.filter(cart=cart, is_saved=False).delete()
            Checkout.objects.filter(pk=checkout.pk).delete()
            if cart.code:
                Cart.objects.filter(pk=cart.pk).update(code="")
            after = {"total": str(group.total), "orders": len(lanes), "held_until": group.held_until}
            told = [entry_of(subject=group, action="order_group.placed", by=by, after=after)]
            if border and border.wants_identity:
                told.append(_name_person(group, border, given, by))
            record_together(told)
            if reading.cuts:
                use_for_group(group=group, cuts=reading.cuts)
            # Last: whoever wants the same goods waits from here to the end of the transaction, and no longer.
            hold_goods(group=group, items=reading.items)
            return Placement(group, is_new=True)
    except OutOfStock as shortage:
        raise CartChanged([short.variant_id for short in shortage.shortages]) from shortage
    except NothingHeld as gone:  # a claim ran out between looking and pressing
        raise CartChanged([]) from gone


def _agreed(checkout: Checkout, reading: CartReading) -> Sequence[DeliveryLane]:
    if not reading.items:
        raise NothingToOrder
    if reading.troubled:
        raise CartChanged([item.variant_id for item in reading.troubled])
    if not checkout.address or not checkout.contact.get("email"):
        raise AddressMissing
    lanes = read_delivery(checkout, reading)
    if unpriced := [lane.seller.pk for lane in lanes if lane.chosen is None]:
        raise DeliveryUnpriced(unpriced)
    return lanes


def _border(reading: CheckoutReading, given: Given | None, takes_general_trade: bool) -> Border | None:
    """What customs will ask, with what the person has left of the year. The caller has the person's turn."""
    border = border_of(reading)
    if border is None or not border.wants_identity:
        return border
    if given is None:
        raise IdentityMissing
    currency, year = border.route.market.currency, year_in_china(timezone.now())
    spent = spent_by(given.person.fingerprint, year=year, currency=currency, return_days=border.return_days)
    if not spent:
        return border
    found = border_of(reading, spent=spent)
    is_worse = any(now.is_over and not before.is_over for before, now in zip(border.parcels, found.parcels, strict=True))
    if is_worse and not takes_general_trade:
        raise YearUsedUp(year=year, most=border.year_max, spent=spent, counts=border.counted)
    return found


def _name_person(group: OrderGroup, border: Border, given: Given, by: User | None) -> Entry:
    """Keep, for the parcels that customs lets in for a named person, who that is. Gives what the history has to say of it."""
    named = [position for position, parcel in enumerate(border.parcels, start=1) if parcel.wants_identity]
    _row, entry = keep_real_name(
        subject=group.number,
        parcels=[order_number(group, position) for position in named],
        given=given,
        counted=border.counted,
        by=by,
    )
    return entry


@dataclass(frozen=True)
class Parcel:
    """One seller's share as it will be written: the goods, what their delivery costs, and its facts as freezing.py names them."""

    seller: Seller
    items: Sequence[CartItem]
    delivery: Money
    facts: Mapping[str, Any]

    @property
    def goods(self) -> Money:
        return total([item.total for item in self.items], self.delivery.currency)

    @property
    def discount(self) -> Money:
        return total([item.discount for item in self.items], self.delivery.currency)


def _write(
    checkout: Checkout, lanes: Sequence[DeliveryLane], reading: CartReading, language: str, shown_total: Money | None, by: User | None
) -> OrderGroup:
    currency = reading.currency
    parcels = [Parcel(lane.lane.seller, lane.lane.items, lane.chosen.money, frozen_delivery(lane.quote, lane.chosen)) for lane in lanes]
    due = total([parcel.goods + parcel.delivery for parcel in parcels], currency)
    if shown_total != due:
        raise TotalChanged(shown_total, due)
    held_until = timezone.now() + timedelta(minutes=settings.HOLD_MINUTES)
    facts = {"attempt": checkout.attempt, "contact": checkout.contact, "address": checkout.address}
    return write_group(parcels=parcels, currency=currency, language=language, held_until=held_until, by=by, **facts)


def write_group(
    *,
    attempt: str,
    contact: Mapping[str, str],
    address: Mapping[str, Any],
    parcels: Sequence[Parcel],
    currency: str,
    language: str,
    held_until: datetime,
    by: User | None,
) -> OrderGroup:
    """The rows of a group and its orders, one a parcel, with everything agreed frozen on them. Nothing is held yet."""
    goods, delivery = total([parcel.goods for parcel in parcels], currency), total([parcel.delivery for parcel in parcels], currency)
    group = OrderGroup.objects.create(
        number=next_number(),
        idempotency_key=attempt,
        user=by,
        email=contact["email"],
        phone=address["phone"],
        language=language,
        company_name=contact.get("company_name", ""),
        company_code=contact.get("company_code", ""),
        purchase_order=contact.get("purchase_order", ""),
        address=address,
        destination_country=address["country"],
        currency=currency,
        goods_amount=goods.amount,
        delivery_amount=delivery.amount,
        total_amount=(goods + delivery).amount,
        discount_amount=total([parcel.discount for parcel in parcels], currency).amount,
        placed_at=timezone.now(),
        held_until=held_until,
        is_demonstration=any(item.offer.product.is_demonstration for parcel in parcels for item in parcel.items),
    )
    orders = Order.objects.bulk_create(
        Order(
            group=group,
            number=order_number(group, position),
            position=position,
            currency=currency,
            goods_amount=parcel.goods.amount,
            delivery_amount=parcel.delivery.amount,
            total_amount=(parcel.goods + parcel.delivery).amount,
            ready_days=ready_days_of(item.offer.product for item in parcel.items),
            discount_amount=parcel.discount.amount,
            **frozen_seller(parcel.seller),
            **parcel.facts,
        )
        for position, parcel in enumerate(parcels, start=1)
    )
    OrderLine.objects.bulk_create(line for order, parcel in zip(orders, parcels, strict=True) for line in frozen_lines(order, parcel.items))
    return group


def order_number(group: OrderGroup, position: int) -> str:
    return f"{group.number}-{position}"


def next_number() -> str:
    """IS-26-000123: the year, and a count of its own that nobody's cart can be read from. An abandoned attempt leaves a gap."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('orders_group_number')")
        (count,) = cursor.fetchone()
    return f"IS-{timezone.now().astimezone(ZoneInfo(current_hub().time_zone)):%y}-{count:06}"
