"""Calling off: so many pieces for these points become one order group at the contract's price. Locks go contract → payment → group →
stock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from orders.enums import ENDED_UNSOLD, GroupState, OrderState
from orders.exceptions import CartChanged, IllegalMove, NothingToOrder
from orders.logistics.enums import Mode, Service
from orders.models import OrderLine
from orders.services.agreements import Agreement, place_agreed_order
from orders.services.cancellation import abandon_group
from orders.trade.enums import ShipmentState
from orders.trade.exceptions import CallOffRefused
from orders.trade.models import CallOff, CallOffShipment, SupplyContract
from orders.trade.pricing import price_of_piece
from orders.trade.selectors.paying import received_for
from orders.trade.services.letters import tell_contract_buyer, tell_contract_seller
from orders.trade.services.moving import ensure_buyer, ensure_seller
from orders.trade.services.packs import renew_sent
from orders.trade.services.paying import lock_payments, open_payments
from sellers.selectors.calendar import hub_zone

# By which of our services the goods of a contract travel, as the order and its papers name it.
SERVICES = {Mode.SEA: Service.SEA, Mode.AIR: Service.AIR_CARGO, Mode.ROAD: Service.ROAD}


@transaction.atomic
def call_off(*, contract: SupplyContract, pieces_by_point: Mapping[int, int], attempt: str, by: User) -> CallOff:
    """Order so many pieces for each point (its pk), together one order with its stock held until the rest must be paid; the same attempt
    again gives the first call-off back. Raises NotAllowed, CallOffRefused (not_active, period, point, nothing, beyond, stock, listed,
    reference)."""
    contract = _take(contract)
    ensure_buyer(contract, by)
    key = f"call-off:{contract.number}:{attempt}"[:80]
    if placed := CallOff.objects.filter(contract=contract, group__idempotency_key=key).first():
        return placed
    today = timezone.localdate(timezone=hub_zone())
    if not contract.is_active:
        raise CallOffRefused("not_active")
    if not contract.starts_on <= today <= contract.ends_on:
        raise CallOffRefused("period")
    points = {point.pk: point for point in contract.points.filter(is_closed=False)}
    wanted = {pk: pieces for pk, pieces in pieces_by_point.items() if pieces}
    if any(pk not in points or pieces < 0 for pk, pieces in wanted.items()):
        raise CallOffRefused("point")
    pieces = sum(wanted.values())
    if not pieces:
        raise CallOffRefused("nothing")
    left = contract.pieces - count_called(contract)
    if pieces > left:
        raise CallOffRefused("beyond", left=left)
    return _place(contract, wanted, pieces, key, by)


def _place(contract: SupplyContract, wanted: Mapping[int, int], pieces: int, key: str, by: User) -> CallOff:
    price, row = price_of_piece(contract, timezone.localdate(timezone=hub_zone()))
    now = timezone.now()
    balance_due = now + timedelta(days=contract.balance_days)
    facts = {"term": contract.term, "place": contract.place, "lead_days": contract.lead_days, "contract": contract.number}
    agreement = Agreement(contract.variant, pieces, price, SERVICES[contract.mode], contract.mode, **facts)
    contact = {"email": contract.buyer.email, "company_name": contract.company_name}
    try:
        placement = place_agreed_order(
            attempt=key,
            agreement=agreement,
            contact=contact,
            address=contract.consignee,
            language=contract.offer.request.language,
            held_until=balance_due,
            by=by,
        )
    except CartChanged as short:
        raise CallOffRefused("stock") from short
    except NothingToOrder as gone:
        raise CallOffRefused("listed") from gone
    deposit = CallOff.deposit_of(placement.group.total, contract.deposit_percent)
    called = CallOff.objects.create(
        contract=contract,
        number=f"{contract.number}-C{contract.call_offs.count() + 1}",
        group=placement.group,
        pieces=pieces,
        piece_price=price.amount,
        currency=price.currency,
        reference_price=row,
        deposit_amount=deposit,
        deposit_due_at=now + timedelta(days=contract.deposit_days) if deposit else None,
        balance_due_at=balance_due,
        called_by=by,
    )
    open_payments(called)
    CallOffShipment.objects.bulk_create(CallOffShipment(call_off=called, point_id=pk, pieces=count) for pk, count in wanted.items())
    record(
        subject=called,
        action="trade_call_off.placed",
        by=by,
        after={"pieces": pieces, "group": placement.group.number, "price": str(price)},
    )
    tell_contract_seller(contract, "called_off", call_off=called.number, total=called.total)
    tell_contract_buyer(contract, "called_off_buyer", call_off=called.number, total=called.total, deposit=called.deposit)
    return called


def count_called(contract: SupplyContract) -> int:
    """Pieces called off that were not given up. What was cancelled, refused or not paid in time since is written down first, so that
    it can be called off again. The caller holds the contract."""
    alive = OrderLine.objects.exclude(order__state__in=ENDED_UNSOLD).filter(order__group__in=contract.call_offs.values("group"))
    kept = dict(alive.values_list("order__group").annotate(kept=Sum(F("quantity") - F("cancelled_quantity"))))
    called = 0
    for each in contract.call_offs.order_by("pk"):
        given_up = each.pieces - kept.get(each.group_id, 0)
        if given_up != each.given_up:
            each.given_up = given_up
            each.save(update_fields=["given_up"])
        called += each.pieces - given_up
    return called


@transaction.atomic
def check_deposit(*, called: CallOff, now: datetime) -> bool:
    """At its day: the deposit is there, or the call-off ends and the goods are free again. True where it ended. Raises IllegalMove when
    it was paid or has ended meanwhile."""
    contract = _take(called.contract)
    lock_payments(called)  # a deposit that comes this moment has come, or comes too late
    called = CallOff.objects.select_related("group").get(pk=called.pk)
    if called.deposit_due_at is None or called.deposit_due_at > now:
        raise IllegalMove(called.group, GroupState.CANCELLED)
    called.deposit_due_at = None
    called.save(update_fields=["deposit_due_at"])
    if called.group.state != GroupState.AWAITING_PAYMENT or called.deposit <= received_for(called):
        return False
    abandon_group(group=called.group, by=None)
    count_called(contract)
    record(subject=called, action="trade_call_off.no_deposit", by=None)
    tell_contract_buyer(contract, "deposit_missing", call_off=called.number)
    tell_contract_seller(contract, "deposit_missing", call_off=called.number)
    return True


@transaction.atomic
def send_shipments(*, called: CallOff, codes: Iterable[str], carrier: str, tracking_number: str, by: User) -> int:
    """The seller has handed what goes to these points to a carrier; once the order is packed. Returns how many points. Raises NotAllowed,
    CallOffRefused("not_packed") before, CallOffRefused("point") where none of them waits."""
    contract = _take(called.contract)
    ensure_seller(contract, by)
    if not called.group.orders.filter(state__in=[OrderState.PACKED, OrderState.SHIPPED]).exists():
        raise CallOffRefused("not_packed")
    planned = CallOffShipment.objects.filter(call_off=called, point__code__in=list(codes), state=ShipmentState.PLANNED)
    rows = list(planned.order_by("pk"))
    if not rows:
        raise CallOffRefused("point")
    count = planned.update(state=ShipmentState.SENT, sent_at=timezone.now(), carrier=carrier, tracking_number=tracking_number)
    renew_sent(called, rows, by)
    record(subject=called, action="trade_call_off.sent", by=by, after={"points": count, "carrier": carrier, "number": tracking_number})
    return count


@transaction.atomic
def receive_shipments(*, called: CallOff, codes: Iterable[str], by: User) -> int:
    """The buyer's points have it. Raises NotAllowed, CallOffRefused("point") where nothing is on its way to them."""
    contract = _take(called.contract)
    ensure_buyer(contract, by)
    rows = CallOffShipment.objects.filter(call_off=called, point__code__in=list(codes), state=ShipmentState.SENT)
    count = rows.update(state=ShipmentState.RECEIVED, received_at=timezone.now())
    if not count:
        raise CallOffRefused("point")
    record(subject=called, action="trade_call_off.received", by=by, after={"points": count})
    return count


def _take(contract: SupplyContract) -> SupplyContract:
    rows = SupplyContract.objects.locked().select_related("seller", "buyer", "offer__request", "variant__product")
    return rows.get(pk=contract.pk)
