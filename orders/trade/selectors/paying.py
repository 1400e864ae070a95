"""How a call-off is paid: its deposit and its rest, each a payment of its own, together the payment of its order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from marketplace.money import Money
from orders.enums import GroupState
from orders.payments.enums import DEAD, LIVE, PaymentState
from orders.payments.models import Payment
from orders.payments.providers import get_provider
from orders.payments.providers.bank_transfer.models import LineShare
from orders.payments.providers.base import Provider
from orders.payments.providers.letter_of_credit.provider import CODE as CREDIT
from orders.payments.selectors import providers_for
from orders.payments.services.parts import came_for, whole_for
from orders.services.payment import PURPOSE
from orders.trade.enums import DrawingState, PartKind, PartState
from orders.trade.models import CallOff, CreditDrawing

PART = "call_off"  # the purpose of a deposit and of a rest
LETTERS = {PartKind.DEPOSIT: "D", PartKind.REST: "R"}
# While one of these stands, a bank owes the rest.
SECURING = (DrawingState.SECURED, DrawingState.PRESENTED)


@dataclass(frozen=True)
class Part:
    """What is paid by itself: how much of it has come, by when it must, and the payment that counts. `shares`: what of a transfer is
    here that is not complete."""

    kind: PartKind
    amount: Money
    due_at: datetime
    state: PartState
    payment: Payment | None
    shares: Money

    @property
    def is_open(self) -> bool:
        return self.state in (PartState.OPEN, PartState.WAITING)

    @property
    def is_waiting_at_provider(self) -> bool:
        """The buyer was sent there, and it can be asked what became of it."""
        return self.state == PartState.WAITING and get_provider(self.payment.provider).can_be_asked


def key_of(called: CallOff, kind: str) -> str:
    """SC-26-000001-C1-D for the deposit, -R for the rest: also what a transfer may name."""
    return f"{called.number}-{LETTERS[PartKind(kind)]}"


def called_off_by(key: str) -> CallOff:
    """The call-off that this key is a part of."""
    return _read().get(number=key.rpartition("-")[0])


def whole_of(called: CallOff) -> Payment | None:
    """The payment of its order, where it is paid in parts."""
    return whole_for(purpose=PURPOSE, key=called.group.number)


def parts_of(called: CallOff) -> list[Part]:
    """Deposit, what banks paid under a letter of credit, and rest: those that are above zero."""
    whole = whole_of(called)
    drawing = called.drawings.order_by("-pk").first()
    advised = _advised(called, whole) if drawing else []
    paid_by_bank = sum((part.amount.amount for part in advised), Decimal(0))
    amounts = {PartKind.DEPOSIT: called.deposit, PartKind.REST: called.balance - Money(paid_by_bank, called.currency)}
    payments = _payments(called)
    parts: list[Part] = []
    for kind in (kind for kind, amount in amounts.items() if amount):
        payment, amount = payments.get(key_of(called, kind)), amounts[kind]
        before_is_here = all(part.state == PartState.PAID for part in parts)
        state = _state(called, whole, payment, before_is_here)
        if kind == PartKind.REST and state == PartState.OPEN and drawing and drawing.state in SECURING:
            state = PartState.SECURED
        shares = _shares(payment) if state == PartState.WAITING else Money.zero(called.currency)
        parts.append(Part(kind, amount, _due(called, kind, drawing), state, payment, shares))
    return parts[:1] + advised + parts[1:] if called.deposit else advised + parts


def _advised(called: CallOff, whole: Payment | None) -> list[Part]:
    """What banks paid under a letter of credit, the first first."""
    paid = Payment.objects.filter(part_of=whole, provider=CREDIT).order_by("pk")
    nothing = Money.zero(called.currency)
    return [
        Part(PartKind.CREDIT, row.captured, row.paid_at, _state(called, whole, row, before_is_here=True), row, nothing)
        for row in paid
        if row.captured is not None
    ]


def ways_for(called: CallOff) -> list[Provider]:
    """The ways to pay a part of it today."""
    return providers_for(currency=called.currency, country=called.group.destination_country)


def received_for(called: CallOff) -> Money:
    """What is here for it: all of it once it is paid, otherwise the parts that are paid and what the bank's statements show of others."""
    if called.group.paid_at:
        return called.total
    whole = whole_of(called)
    payments = Payment.objects.filter(purpose=PURPOSE, key=called.group.number).exclude(state=PaymentState.REFUNDED)
    if whole is not None:
        payments = payments | Payment.objects.filter(part_of=whole, state__in=LIVE)
    shares = LineShare.objects.filter(payment__in=payments).aggregate(came=Sum("amount"))["came"] or Decimal(0)
    came = Money(shares, called.currency).rounded()
    return came + came_for(whole) if whole is not None else came


def _payments(called: CallOff) -> dict[str, Payment]:
    """Of every part the payment that counts: the live or paid one, else the last."""
    keys = [key_of(called, kind) for kind in LETTERS]
    found: dict[str, Payment] = {}
    for payment in Payment.objects.filter(purpose=PART, key__in=keys).order_by("-pk"):
        standing = found.get(payment.key)
        if standing is None or (payment.is_live or payment.is_paid) and not (standing.is_live or standing.is_paid):
            found[payment.key] = payment
    return found


def _state(called: CallOff, whole: Payment | None, payment: Payment | None, before_is_here: bool) -> PartState:
    is_open = whole is not None and whole.is_live and (called.group.is_payable or called.group.state == GroupState.SECURED)
    if payment is not None and payment.captured is not None:
        has_ended = whole is None or whole.state in DEAD
        if payment.is_paid and payment.refundable.amount and not has_ended:
            return PartState.PAID
        if payment.is_paid or not is_open:
            return PartState.GONE_BACK if payment.refunded_amount == payment.captured_amount else PartState.GOING_BACK
    if not is_open:
        return PartState.PAID if called.group.paid_at and whole is None else PartState.ENDED
    if payment is not None and payment.is_live and payment.redirect_url and payment.expires_at > timezone.now():
        return PartState.WAITING
    return PartState.OPEN if before_is_here else PartState.LATER


def _shares(payment: Payment) -> Money:
    came = LineShare.objects.filter(payment=payment).aggregate(came=Sum("amount"))["came"] or Decimal(0)
    return Money(came, payment.currency).rounded()


def _due(called: CallOff, kind: PartKind, drawing: CreditDrawing | None) -> datetime:
    """Also after the clock has looked at it; of a rest that a letter of credit secured, the day of its next step."""
    if kind == PartKind.DEPOSIT:
        return called.deposit_due_at or called.called_at + timedelta(days=called.contract.deposit_days)
    if called.group.state == GroupState.SECURED and drawing is not None and drawing.due_at:
        return drawing.due_at
    return called.balance_due_at


def _read():
    return CallOff.objects.select_related("contract__seller", "contract__offer__request", "contract__buyer", "group")
