"""The bank's word that it has paid under a letter of credit: one officer writes it down, another confirms it, and it is money of the
order. Locks go contract → payment → drawing → advice → group."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.money import round_money
from orders.exceptions import IllegalMove
from orders.payments.enums import PaymentState
from orders.payments.ledger.services.fees import Fee, record_fees
from orders.payments.models import Payment
from orders.payments.providers.bank_transfer.models import BankLine
from orders.payments.providers.bank_transfer.services.matching import CannotPlace, use_line
from orders.payments.providers.base import Event, EventKind
from orders.payments.providers.letter_of_credit.provider import CODE
from orders.payments.services import settle
from orders.trade.enums import PAYABLE_DRAWINGS, AdviceState, DrawingState
from orders.trade.exceptions import CreditRefused
from orders.trade.models import BankAdvice, CallOff, CreditDrawing
from orders.trade.selectors.drawings import owed_for
from orders.trade.selectors.paying import PART, whole_of
from orders.trade.services.drawings import DAYS_TO_MEND, move, take_drawing, tell_both
from sellers.selectors.calendar import hub_zone


@transaction.atomic
def enter_advice(
    *, drawing: CreditDrawing, reference: str, amount: Decimal, charges: Decimal, value_on: date, by: User, line: BankLine | None = None
) -> BankAdvice:
    """What the bank says it paid and kept. Nothing moves yet. Raises CreditRefused (amount, more, day, line, told, no_money)."""
    called, drawing, _whole = take_drawing(drawing)
    amount, charges = round_money(amount, drawing.currency), round_money(charges, drawing.currency)
    check_advice(drawing=drawing, reference=reference.strip(), amount=amount, charges=charges, value_on=value_on, line=line)
    facts = {"reference": reference.strip(), "amount": amount, "charges": charges, "value_on": value_on, "line": line}
    try:
        with transaction.atomic():
            advice = BankAdvice.objects.create(drawing=drawing, entered_by=by, **facts)
    except IntegrityError as again:
        raise CreditRefused("told") from again
    record(subject=called, action="trade_advice.entered", by=by, after={name: str(value) for name, value in facts.items() if value})
    return advice


def check_advice(
    *, drawing: CreditDrawing, reference: str, amount: Decimal, charges: Decimal, value_on: date, line: BankLine | None
) -> None:
    """Raises CreditRefused where a bank cannot have said so."""
    whole = whole_of(drawing.call_off)
    if drawing.state not in PAYABLE_DRAWINGS or whole is None or not whole.is_live:
        raise CreditRefused("no_money")
    if amount <= 0 or charges < 0:
        raise CreditRefused("amount")
    if amount + charges > owed_for(drawing.call_off).amount:
        raise CreditRefused("more")
    if value_on > timezone.localdate(timezone=hub_zone()):
        raise CreditRefused("day")
    if line is not None and (line.free.amount, line.currency) != (amount, drawing.currency):
        raise CreditRefused("line")
    if drawing.advices.filter(reference=reference).exclude(state=AdviceState.DROPPED).exists():
        raise CreditRefused("told")


@transaction.atomic
def confirm_advice(*, advice: BankAdvice, by: User) -> BankAdvice:
    """A second officer has seen the bank's advice too: what was drawn is money of the order, what the banks kept is their fee, and what
    is still missing is the buyer's to pay. Raises CreditRefused (same_officer, more, line, no_money), IllegalMove where somebody was
    faster."""
    called, drawing, whole = take_drawing(advice.drawing)
    advice = BankAdvice.objects.select_for_update(of=("self",)).get(pk=advice.pk)
    advice.drawing = drawing
    if advice.state != AdviceState.WAITING:
        raise IllegalMove(advice, AdviceState.CONFIRMED)
    if advice.entered_by_id == by.pk:
        raise CreditRefused("same_officer")
    if drawing.state not in PAYABLE_DRAWINGS or whole is None or not whole.is_live:
        raise CreditRefused("no_money")
    owed = owed_for(called)
    if advice.drawn.amount > owed.amount:
        raise CreditRefused("more")
    payment = _take_money(called, whole, advice)
    if advice.kept:
        record_fees(provider=CODE, day=advice.value_on, fees=[Fee(payment.reference, advice.kept, payment=payment)])
    if advice.line is not None:
        try:
            use_line(line=advice.line, payment=payment, money=advice.money, by=by)
        except CannotPlace as taken:
            raise CreditRefused("line") from taken
    advice.state, advice.payment, advice.confirmed_by, advice.confirmed_at = AdviceState.CONFIRMED, payment, by, timezone.now()
    advice.save(update_fields=["state", "payment", "confirmed_by", "confirmed_at"])
    record(subject=called, action="trade_advice.confirmed", by=by, after={"reference": advice.reference, "drawn": str(advice.drawn)})
    missing = owed - advice.drawn
    if missing:
        move(drawing, DrawingState.SHORT, by=by, due_at=timezone.now() + timedelta(days=DAYS_TO_MEND))
        tell_both(drawing, "credit_short", amount=advice.drawn, missing=missing, day=drawing.due_at)
    else:
        move(drawing, DrawingState.PAID, by=by, due_at=None)
        tell_both(drawing, "credit_paid", amount=advice.drawn)
    return advice


@transaction.atomic
def drop_advice(*, advice: BankAdvice, by: User) -> BankAdvice:
    """It was written down wrongly; another may take its place. Raises IllegalMove once it is confirmed."""
    called, drawing, _whole = take_drawing(advice.drawing)
    advice = BankAdvice.objects.select_for_update(of=("self",)).get(pk=advice.pk)
    if advice.state != AdviceState.WAITING:
        raise IllegalMove(advice, AdviceState.DROPPED)
    advice.state = AdviceState.DROPPED
    advice.save(update_fields=["state"])
    record(subject=called, action="trade_advice.dropped", by=by, after={"reference": advice.reference})
    return advice


def _take_money(called: CallOff, whole: Payment, advice: BankAdvice) -> Payment:
    """A part of the order's payment, settled as any provider's word. The caller holds the whole."""
    number = Payment.objects.filter(part_of=whole, provider=CODE).count() + 1
    payment = Payment.objects.create(
        hub=called.hub,
        purpose=PART,
        key=f"{called.number}-L{number}",
        provider=CODE,
        amount=advice.drawn.amount,
        currency=called.currency,
        state=PaymentState.PENDING,
        description=advice.reference,
        return_url="/",
        expires_at=timezone.now() + timedelta(hours=1),
        part_of=whole,
    )
    settle(provider=CODE, event=Event(EventKind.PAID, payment.reference, advice.reference, advice.drawn), is_answer=True)
    return payment
