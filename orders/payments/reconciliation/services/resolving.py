"""What an officer does with a difference: look again, send the money back, or say what it is."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.history.services import record
from marketplace.money import Money
from orders.payments.enums import MessageKind, RefundReason, RefundState, Verdict
from orders.payments.exceptions import PaymentRefused, UnknownProvider
from orders.payments.models import Payment, Refund
from orders.payments.providers import get_provider
from orders.payments.providers.base import EventKind
from orders.payments.reconciliation.enums import DifferenceState, Kind
from orders.payments.reconciliation.models import Difference
from orders.payments.reconciliation.services.refunds import amount_there, put_right
from orders.payments.services.asking import ask
from orders.payments.services.recording import judge, keep
from orders.payments.services.refunding import take_in_refund
from orders.payments.services.unwanted import take_unwanted

UNASKED = "unasked_money"  # the purpose of money that a provider's list alone knows of


class CannotResolve(PaymentRefused):
    """It is closed already, or this is no way to close it; the text says why."""


def look_again(*, difference: Difference, by) -> Difference:
    """Ask the provider once more about the payment; the row is closed where both agree now. Call it outside of any transaction.
    Raises CannotResolve, ProviderAway, BadMessage."""
    row = Difference.objects.get(pk=difference.pk)
    if row.state != DifferenceState.OPEN:
        raise CannotResolve(_("This one is closed."))
    if row.payment_id is None:
        raise CannotResolve(_("There is no payment of ours to ask about."))
    if _agrees(row):
        _close(row, DifferenceState.HEALED, by)
    record(subject=row, action="difference.looked_at", by=by, after={"state": row.state})
    return row


def _agrees(row: Difference) -> bool:
    if row.refund_number:
        return _refund_agrees(row)
    try:
        event = ask(payment=row.payment)
    except UnknownProvider as error:
        raise CannotResolve(_("The provider is switched off here.")) from error
    payment = Payment.objects.get(pk=row.payment_id)
    if row.kind == Kind.PAID_WITHOUT_ORDER:
        return payment.captured is not None and payment.captured_amount == row.their_amount
    if event is None or event.kind is not EventKind.PAID or payment.captured is None:
        return False
    return event.money.amount == payment.captured_amount


def _refund_agrees(row: Difference) -> bool:
    refund = Refund.objects.select_related("payment").filter(reference=row.refund_number).first()
    if refund is None:
        return False
    theirs = _amount_there(refund)
    return theirs == refund.amount and (refund.state == RefundState.DONE or put_right(refund))


def _amount_there(refund: Refund) -> Decimal | None:
    try:
        return amount_there(refund)
    except UnknownProvider as error:
        raise CannotResolve(_("The provider is switched off here.")) from error


def send_again(*, difference: Difference, by) -> Difference:
    """A refund we hold for done is not in the provider's books: ask for it once more under its own number, which moves nothing twice, and
    look whether it is there now. Call it outside of any transaction. Raises CannotResolve, ProviderAway, BadMessage."""
    row = Difference.objects.select_related("refund__payment").get(pk=difference.pk)
    if row.state != DifferenceState.OPEN:
        raise CannotResolve(_("This one is closed."))
    if row.kind != Kind.REFUND_MISSING or row.refund is None:
        raise CannotResolve(_("This is no refund of ours that is missing there."))
    if _amount_there(row.refund) is None:
        answer = get_provider(row.provider).refund(row.refund)
        message = keep(provider=row.provider, kind=MessageKind.REFUND, body=answer.body, payment=row.refund.payment)
        judge(message, Verdict.REPEATED if answer.is_done else Verdict.ERROR, answer.note)
        if not answer.is_done:
            raise CannotResolve(_("The provider refuses: %(why)s") % {"why": answer.note})
    if _amount_there(row.refund) != row.refund.amount:
        raise CannotResolve(_("The provider took it, and does not show it yet. Ask again later."))
    _close(row, DifferenceState.HEALED, by)
    record(subject=row, action="difference.sent_again", by=by, after={"refund": row.refund.reference, "amount": str(row.refund.money)})
    return row


@transaction.atomic
def take_in(*, difference: Difference, by) -> Difference:
    """Write a refund that was made at the provider without us into our books, at the marketplace's expense. It moves no money: it has
    gone. Raises CannotResolve."""
    row = _locked_open(difference)
    if row.kind != Kind.REFUND_UNKNOWN or row.payment is None:
        raise CannotResolve(_("There is no payment of ours from which this money could have gone."))
    try:
        row.refund = take_in_refund(
            payment=row.payment, amount=row.theirs, reference=row.refund_number, note=f"{row.books} {row.day}", by=by
        )
    except PaymentRefused as error:
        raise CannotResolve(_("Our books have less left of this payment than went back.")) from error
    _close(row, DifferenceState.HEALED, by)
    record(subject=row, action="difference.taken_in", by=by, after={"refund": row.refund.reference, "amount": str(row.theirs)})
    return row


@transaction.atomic
def send_back(*, difference: Difference, by) -> Difference:
    """Send back what the provider took and we have no use for: all of it where nothing of ours stands for it, what is too much where
    more came than we know of. Raises CannotResolve."""
    row = _locked_open(difference)
    excess = row.their_amount - row.our_amount
    if row.refund_number or row.kind == Kind.ORDER_WITHOUT_PAYMENT or excess <= 0:
        raise CannotResolve(_("Nothing of theirs is too much."))
    if row.payment_id and row.kind == Kind.PAID_WITHOUT_ORDER:
        raise CannotResolve(_("This is a payment of ours: ask the provider again, and what is not wanted goes back by itself."))
    row.refund = take_unwanted(
        purpose=UNASKED,
        key=f"difference-{row.pk}",
        provider=row.provider,
        money=Money(Decimal(excess), row.currency),
        reason=RefundReason.STRAY,
        provider_reference=row.provider_reference,
        note=f"{row.books} {row.day} {row.provider_reference}",
        by=by,
    )
    _close(row, DifferenceState.SENT_BACK, by)
    record(subject=row, action="difference.sent_back", by=by, after={"refund": row.refund.reference, "amount": str(excess)})
    return row


@transaction.atomic
def explain(*, difference: Difference, note: str, by) -> Difference:
    """Close it with words: what it is, and why both may stay as they are. Raises CannotResolve."""
    row = _locked_open(difference)
    if len(note.strip()) < 5:
        raise CannotResolve(_("Say what it is."))
    row.note = note.strip()[:300]
    _close(row, DifferenceState.EXPLAINED, by)
    record(subject=row, action="difference.explained", by=by, note=row.note)
    return row


def _locked_open(difference: Difference) -> Difference:
    row = Difference.objects.select_for_update().get(pk=difference.pk)
    if row.state != DifferenceState.OPEN:
        raise CannotResolve(_("This one is closed."))
    return row


def _close(row: Difference, state: DifferenceState, by) -> None:
    row.state, row.closed_at, row.closed_by = state, timezone.now(), by
    row.save(update_fields=["state", "closed_at", "closed_by", "note", "refund"])
