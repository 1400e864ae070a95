"""What a provider's word does to a payment. Every word, whoever carries it, comes through settle()."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

import structlog
from django.db import transaction
from django.utils import timezone

from marketplace.money import Money
from orders.payments.enums import DEAD, LIVE, PaymentState, RefundReason, Verdict
from orders.payments.ledger.services.posting import post_capture
from orders.payments.models import Payment
from orders.payments.providers.base import Event, EventKind
from orders.payments.purposes import Outcome, get_purpose, refuse
from orders.payments.services.checking import check_after_hint, check_soon
from orders.payments.services.ending import end_unpaid
from orders.payments.services.moving import move
from orders.payments.services.parts import came_for
from orders.payments.services.refunding import request_refund

log = structlog.get_logger(__name__)


CENT = Decimal("0.01")
CAPTURED = ["state", "captured_amount", "captured_currency", "paid_at", "provider_reference", "next_query_at"]


@dataclass(frozen=True)
class Settlement:
    verdict: Verdict
    payment: Payment | None = None
    note: str = ""


@transaction.atomic(savepoint=False)  # what cannot be settled is rolled back with whoever brought the word
def settle(*, provider: str, event: Event, is_answer: bool = False) -> Settlement:
    """Apply an event under the lock of its payment's row. The same word twice, or an older word after a newer one, changes
    nothing. Money is taken once; money for an ended payment, money its purpose refuses and money of another amount go to the
    refund queue. A wrong amount is believed only in the answer to our own question (`is_answer`): told, it makes us ask."""
    payment = Payment.objects.locked().filter(provider=provider, reference=event.reference).first()
    if payment is None:
        return Settlement(Verdict.UNKNOWN_PAYMENT, note=event.reference[:64])
    if event.kind is EventKind.HINT:
        check_after_hint(payment)
        return Settlement(Verdict.REPEATED, payment, "unsigned: the provider is asked")
    if event.kind is EventKind.PAID:
        return _take_money(payment, event, is_answer)
    if event.kind is EventKind.CLOSED and payment.state in LIVE:
        end_unpaid(payment, PaymentState.EXPIRED if payment.expires_at <= timezone.now() else PaymentState.FAILED)
        return Settlement(Verdict.SETTLED, payment)
    return Settlement(Verdict.REPEATED, payment)


def _take_money(payment: Payment, event: Event, is_answer: bool) -> Settlement:
    came = Money(event.money.amount.quantize(CENT, rounding=ROUND_FLOOR), event.money.currency)
    if came != (payment.captured or payment.money):
        return _doubt(payment, event, came, is_answer)
    if payment.state not in (*LIVE, *DEAD):
        return Settlement(Verdict.REPEATED, payment)
    _capture(payment, event, came)
    if payment.state in DEAD:
        reason, outcome = RefundReason.LATE, refuse("")
        move(payment, PaymentState.UNWANTED)
    else:
        reason, outcome = RefundReason.REFUSED, _offer(payment)
    payment.save(update_fields=CAPTURED)
    post_capture(payment, outcome.split)
    note = outcome.reason[:300]
    if payment.state == PaymentState.UNWANTED:
        _send_back(payment, reason, note)
    elif payment.part_of_id:
        _complete(payment)
    return Settlement(Verdict.SETTLED, payment, note)


def _complete(part: Payment) -> None:
    """The last part makes the whole paid, in the same transaction; its row was locked when the part was taken."""
    whole = Payment.objects.locked().get(pk=part.part_of_id)
    if came_for(whole) == whole.money:
        settle(provider=whole.provider, event=Event(EventKind.PAID, whole.reference, part.reference[:64], whole.money), is_answer=True)


def _doubt(payment: Payment, event: Event, came: Money, is_answer: bool) -> Settlement:
    """Another amount than was due. Once the provider's own books say so, it is what came, and it goes back whole."""
    note = f"{event.money} came for {payment.money}"
    log.error("payment of a wrong amount", payment=payment.reference, due=str(payment.money), named=str(event.money))
    is_open = payment.state in (*LIVE, *DEAD)
    if is_open and not is_answer:
        check_soon(payment)
    if not is_open or not is_answer or came.amount <= 0:
        return Settlement(Verdict.WRONG_AMOUNT, payment, note)
    was_live = payment.state in LIVE
    move(payment, PaymentState.UNWANTED)
    _capture(payment, event, came)
    payment.save(update_fields=CAPTURED)
    post_capture(payment)
    if was_live:
        get_purpose(payment.purpose).on_ended(payment)
    _send_back(payment, RefundReason.WRONG_AMOUNT, note)
    return Settlement(Verdict.SETTLED, payment, note)


def _capture(payment: Payment, event: Event, came: Money) -> None:
    payment.captured_amount, payment.captured_currency, payment.paid_at = came.amount, came.currency, timezone.now()
    payment.provider_reference, payment.next_query_at = event.provider_reference, None


def _send_back(payment: Payment, reason: RefundReason, note: str) -> None:
    log.warning("payment goes back", payment=payment.reference, reason=reason, note=note)
    request_refund(payment=payment, amount=payment.captured, reason=reason, key="all", note=note)


def _offer(payment: Payment) -> Outcome:
    """Ask the room that wanted the money whether it still does. It sees the payment as paid."""
    before = payment.state
    move(payment, PaymentState.PAID)
    outcome = get_purpose(payment.purpose).on_paid(payment)
    if not outcome.is_accepted:
        payment.state = before
        move(payment, PaymentState.UNWANTED)
    return outcome
