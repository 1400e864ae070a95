"""The order group and its payment. Only the provider's word, settled by orders.payments, makes a group paid.

Locks go payment → order group → what is held for it, here as in orders.payments.settle; nobody takes them the other way."""

from __future__ import annotations

import structlog

from catalog.exceptions import NothingHeld
from catalog.services import stock
from marketplace.look.writing import with_code
from marketplace.money import Money
from orders.discounts.services.using import keep_uses
from orders.enums import GroupState
from orders.exceptions import NotPayable
from orders.models import OrderGroup
from orders.payments.enums import RefundState
from orders.payments.exceptions import NotOffered, OnlyForCompanies
from orders.payments.models import Payment
from orders.payments.providers import get_provider
from orders.payments.purposes import Outcome, accept, refuse
from orders.payments.selectors import providers_for
from orders.payments.services import StartedPayment, start_payment
from orders.services.giving_back import PURPOSE, count_refunded
from orders.services.holding import lengthen_hold
from orders.services.letters import tell_buyer, tell_seller
from orders.services.securing import settle_secured
from orders.services.sharing import lines_of, shares_of
from orders.services.states import move_together

log = structlog.get_logger(__name__)


def pay_group(*, group: OrderGroup, provider: str, return_url: str, description: str, is_on_phone: bool = False) -> StartedPayment:
    """Where the buyer goes to pay; the same payment again while it lives. Call it outside of any transaction. Raises NotPayable
    when the group is paid or its hold is over, NotOffered, OnlyForCompanies, and what start_payment raises. A way of paying that takes
    days holds the goods as long, counted from the order."""
    if not group.is_payable:
        raise NotPayable(group)
    door = get_provider(provider)
    if door not in providers_for(currency=group.currency, country=group.destination_country):
        raise NotOffered(provider)
    if door.is_for_companies and not group.company_name:
        raise OnlyForCompanies(provider)
    if time := door.time_to_pay(group.currency):
        group = lengthen_hold(group=group, until=group.placed_at + time, why=provider)
    started = start_payment(
        purpose=PURPOSE,
        key=group.number,
        amount=group.total,
        provider=provider,
        expires_at=group.held_until,
        return_url=return_url,
        description=description,
        is_on_phone=is_on_phone,
    )
    if not door.can_be_asked and started.payment.provider == provider:
        tell_buyer(group, "pro_forma", key=f"pro-forma:{started.payment.reference}", note=started.redirect_url)
    return started


def settle_group(payment: Payment) -> Outcome:
    """The money has come: hand the stock over and tell everyone, exactly once, in the transaction that settles the payment.
    Refuses money for a group that is paid already, ended, or of another amount; it then goes to the refund queue."""
    group = OrderGroup.objects.locked().filter(number=payment.key).first()
    if group is None:
        return refuse("no such order group")
    if payment.money != group.total:
        return refuse(f"{payment.money} came for {group.total}")
    if group.state == GroupState.SECURED:
        return settle_secured(group, payment)
    if group.state != GroupState.AWAITING_PAYMENT:
        tell_buyer(group, "late_payment", key=f"late:{payment.reference}", amount=payment.money)
        return refuse(f"the order group is {group.state}")
    try:
        stock.commit(group.hold_key)
    except NothingHeld:  # its time was over, and others took the goods before the sweeper came
        tell_buyer(group, "late_payment", key=f"late:{payment.reference}", amount=payment.money)
        return refuse("the goods are no longer held")
    if group.discount_amount:
        keep_uses(group.number)
    lines = lines_of(group)
    orders = list({line.order_id: line.order for line in reversed(lines)}.values())[::-1]
    move_together([group, *orders], to=GroupState.PAID, payment_reference=payment.reference, payment_note="")
    for order in orders:
        order.group = group
        tell_seller(order, "seller_paid")
    tell_buyer(group, "paid")
    return accept(shares_of(lines))


def note_unpaid(payment: Payment) -> None:
    """An attempt failed, ran out, or brought another amount. The group lives on until its hold ends, and may be paid by another
    attempt."""
    OrderGroup.objects.filter(number=payment.key, state=GroupState.AWAITING_PAYMENT).update(payment_note=payment.state)
    group = payment.captured and OrderGroup.objects.filter(number=payment.key).first()
    if group:
        tell_buyer(group, "wrong_amount", key=f"wrong:{payment.reference}", amount=payment.captured)


def note_part(payment: Payment, came: Money, missing: Money) -> None:
    """A part of a transfer has come: tell the buyer what is here and what is missing."""
    group = OrderGroup.objects.filter(number=payment.key, state=GroupState.AWAITING_PAYMENT).first()
    if group is not None:
        written = with_code(missing, group.language)
        tell_buyer(group, "part_paid", key=f"part:{payment.reference}:{came.amount}", amount=came, note=written)


def note_refunded(payment: Payment) -> None:
    """Money has gone back: note on each order how much of it was its own, and tell the buyer how much in all."""
    count_refunded(payment)
    group = OrderGroup.objects.filter(number=payment.key).first()
    if group is not None:
        tell_buyer(group, "refunded", key=f"refunded:{payment.reference}:{payment.refunded_amount}", amount=payment.refunded)


def note_refund_refused(payment: Payment) -> None:
    """The payment company refused to send money back, or an officer tries it again: note what is held up, and tell the buyer of each
    refusal once."""
    count_refunded(payment)
    group = OrderGroup.objects.filter(number=payment.key).first()
    if group is not None:
        for refund in payment.refunds.filter(state=RefundState.REFUSED):
            tell_buyer(group, "refund_held_up", key=f"held-up:{refund.reference}", amount=refund.money)
