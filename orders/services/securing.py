"""An order that is not paid and whose goods may leave all the same, because a bank stands for the money. Locks go payment → group."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from catalog.services import stock
from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.jobs import enqueue
from orders.enums import GroupState, OrderState
from orders.exceptions import IllegalMove
from orders.models import Order, OrderGroup
from orders.payments.models import Payment
from orders.payments.purposes import Outcome, accept
from orders.services.letters import tell_seller
from orders.services.sharing import lines_of, shares_of
from orders.services.states import move_together


@transaction.atomic
def secure_group(*, group: OrderGroup, payment: Payment, until: datetime, words: Mapping[str, str], by: User | None) -> OrderGroup:
    """Its sellers may begin, and its goods may leave until then; the money is still owed on `payment`, whose row the caller holds. `words`
    is how its papers name the payment, in "en" and "zh". Raises IllegalMove where it was paid or has ended, NothingHeld where its goods
    are no longer held."""
    group = OrderGroup.objects.locked().get(pk=group.pk)
    if group.state != GroupState.AWAITING_PAYMENT:
        raise IllegalMove(group, GroupState.SECURED)
    stock.commit(group.hold_key)
    orders = list(group.orders.select_related("seller").order_by("pk"))
    for order in orders:
        order.group = group
        say_payment(order, words)
    facts = {"payment_reference": payment.reference, "payment_note": "", "secured_until": until}
    move_together([group, *orders], to=GroupState.SECURED, by=by, **facts)
    for order in orders:
        tell_seller(order, "seller_secured")
    return group


def secure_until(*, group: OrderGroup, until: datetime, why: str, by: User | None) -> None:
    """The goods of a secured group may leave until another moment; one that is over forbids it. The caller holds the group."""
    before, group.secured_until = group.secured_until, until
    group.save(update_fields=["secured_until"])
    told = {"before": {"secured_until": before}, "after": {"secured_until": until}}
    record(subject=group, action="order_group.secured_until", by=by, note=why, **told)


def say_payment(order: Order, words: Mapping[str, str] | None) -> None:
    """How the papers of an order name its payment; None: as of any order that was paid."""
    agreed = {name: value for name, value in order.delivery_quote.get("agreed", {}).items() if name != "payment"}
    order.delivery_quote = {**order.delivery_quote, "agreed": {**agreed, "payment": dict(words)} if words else agreed}
    order.save(update_fields=["delivery_quote"])


def settle_secured(group: OrderGroup, payment: Payment) -> Outcome:
    """The money of a secured group has come: what was not begun reads paid, the rest goes on as it stands. What has arrived already is
    earned as soon as the money stands in the books."""
    lines = lines_of(group)
    orders = list({line.order_id: line.order for line in lines}.values())
    for order in orders:
        order.group = group
    waiting = [order for order in orders if order.state == OrderState.SECURED]
    for order in orders:
        if order not in waiting and order.ended_at is None:
            order.paid_at = timezone.now()
            order.save(update_fields=["paid_at"])
            record(subject=order, action="order.paid_meanwhile", by=None, after={"payment": payment.reference})
    move_together([group, *waiting], to=GroupState.PAID, payment_reference=payment.reference, payment_note="")
    for order in orders:
        if order.state == OrderState.DELIVERED:
            enqueue("orders.earned", payload={"part": order.number}, key=f"earned:{order.number}")
    return accept(shares_of(lines))
