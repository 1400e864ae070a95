from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.jobs import enqueue
from marketplace.money import Money
from orders.payments.enums import MessageKind, PaymentState, RefundReason, RefundState, Verdict
from orders.payments.exceptions import BadMessage, PaymentRefused, ProviderAway, RefundTooLarge, Underway
from orders.payments.ledger.services.posting import BORNE_BY_US, post_refund
from orders.payments.models import Payment, Refund
from orders.payments.providers import get_provider
from orders.payments.providers.base import RefundAnswer
from orders.payments.purposes import get_purpose
from orders.payments.services.moving import move
from orders.payments.services.recording import judge, keep, keep_failure

log = structlog.get_logger(__name__)

WAKE_AFTER = timedelta(hours=1)
BATCH = 100


@transaction.atomic
def request_refund(
    *, payment: Payment, amount: Money, reason: RefundReason, key: str, note: str = "", by=None, parts: dict | None = None
) -> Refund:
    """Put money in the queue of what goes back. The same key again gives the first refund. `parts` is kept as it is told: what the
    amount is made of, in plain values. Raises RefundTooLarge when all
    refunds together would exceed what was captured, PaymentRefused for a wrong currency or no amount."""
    payment = Payment.objects.locked().get(pk=payment.pk)
    if standing := payment.refunds.filter(key=key).first():
        return standing
    if amount != payment.refundable:  # all of it goes back to the cent that came
        amount = amount.rounded()
    if amount.currency != payment.refundable.currency or amount.amount <= 0:
        raise PaymentRefused(f"{amount} cannot go back on a payment in {payment.refundable.currency}.")
    _reserve(payment, amount)
    refund = Refund.objects.create(
        hub=current_hub(),
        payment=payment,
        key=key,
        amount=amount.amount,
        currency=amount.currency,
        reason=reason,
        note=note,
        parts=parts or {},
        requested_by=by,
    )
    _send_to_queue(refund)
    return refund


def carry_out_refund(*, refund: Refund) -> Refund:
    """Ask the provider to send the money back, outside of any lock, and write down what it says. Asking twice is one refund.
    One that is underway stays in the queue as it is. Raises ProviderAway, BadMessage: then it stays there too, and is asked again soon."""
    if refund.state != RefundState.WAITING:
        return refund
    Refund.objects.filter(pk=refund.pk).update(attempts=refund.attempts + 1)
    try:
        answer = get_provider(refund.payment.provider).refund(refund)
    except Underway as word:
        _note_underway(refund, word)
        refund.refresh_from_db()
        return refund
    except (ProviderAway, BadMessage) as error:
        keep_failure(refund.payment, MessageKind.REFUND, error)
        Refund.objects.filter(pk=refund.pk, state=RefundState.WAITING).update(last_error=(str(error) or type(error).__name__)[:300])
        raise
    message = keep(provider=refund.payment.provider, kind=MessageKind.REFUND, body=answer.body, payment=refund.payment)
    with transaction.atomic():
        refund = _record(refund, answer)
        judge(message, Verdict.SETTLED if answer.is_done else Verdict.ERROR, answer.note)
    return refund


@transaction.atomic
def _note_underway(refund: Refund, word: Underway) -> None:
    Refund.objects.filter(pk=refund.pk, state=RefundState.WAITING).update(last_error=str(word)[:300])
    if word.again_in is not None:
        key = f"refund:{refund.reference}:underway:{refund.attempts + 1}"
        enqueue("payments.refund", payload={"refund": refund.pk}, key=key, run_after=timezone.now() + word.again_in)


@transaction.atomic
def retry_refund(*, refund: Refund, by) -> Refund:
    """A second try for a refund that was refused or hangs: an officer's, or the comparison's that found it done at the provider. Raises
    RefundTooLarge, PaymentRefused."""
    payment = Payment.objects.locked().get(pk=refund.payment_id)
    refund = Refund.objects.get(pk=refund.pk)
    before = refund.state
    if before == RefundState.DONE:
        raise PaymentRefused(f"{refund.reference} has gone back already.")
    if before == RefundState.REFUSED:
        _reserve(payment, refund.money)
        refund.state = RefundState.WAITING
        refund.save(update_fields=["state"])
        get_purpose(payment.purpose).on_refund_refused(payment)
    record(subject=refund, action="refund.retried", by=by, before={"state": before}, after={"state": refund.state})
    _send_to_queue(refund)
    return refund


@transaction.atomic
def take_in_refund(*, payment: Payment, amount: Money, reference: str, note: str, by) -> Refund:
    """Write down a refund that was made at the provider without us, under its number there. Nobody is asked to send anything: it has gone.
    The marketplace bears it, for no order asked for it. Raises RefundTooLarge, PaymentRefused where the number is taken."""
    payment = Payment.objects.locked().get(pk=payment.pk)
    if Refund.across_hubs.filter(reference=reference).exists():
        raise PaymentRefused(f"{reference} is a refund of ours.")
    if payment.captured is None or amount.currency != payment.captured_currency:
        raise PaymentRefused(f"{amount} cannot go back on {payment.reference}.")
    _reserve(payment, amount)
    refund = Refund.objects.create(
        hub=current_hub(),
        payment=payment,
        reference=reference,
        key=f"outside:{reference}",
        amount=amount.amount,
        currency=amount.currency,
        reason=RefundReason.OUTSIDE,
        note=note[:300],
        parts={"borne_by": BORNE_BY_US},
        requested_by=by,
    )
    refund = _record(refund, RefundAnswer(b"", is_done=True))
    if payment.part_of_id and payment.part_of.captured:  # what a part lost, the whole has lost
        take_in_refund(payment=payment.part_of, amount=amount, reference=f"{reference[:57]}/whole", note=note, by=by)
    record(subject=refund, action="refund.taken_in", by=by, after={"amount": str(amount), "reference": reference}, note=note)
    return refund


def _reserve(payment: Payment, amount: Money) -> None:
    if payment.refundable < amount:
        raise RefundTooLarge(amount, payment.refundable)
    payment.refund_requested += amount.amount
    payment.save(update_fields=["refund_requested"])


def _send_to_queue(refund: Refund) -> None:
    enqueue("payments.refund", payload={"refund": refund.pk}, key=f"refund:{refund.reference}:{refund.attempts}")


def _record(refund: Refund, answer: RefundAnswer) -> Refund:
    payment = Payment.objects.locked().get(pk=refund.payment_id)
    refund = Refund.objects.get(pk=refund.pk)
    if refund.state != RefundState.WAITING:
        return refund
    refund.last_error = answer.note[:300]
    if not answer.is_done:
        log.error("refund refused", refund=refund.reference, payment=payment.reference, why=answer.note)
        refund.state = RefundState.REFUSED
        refund.save(update_fields=["state", "last_error"])
        payment.refund_requested -= refund.amount
        payment.save(update_fields=["refund_requested"])
        get_purpose(payment.purpose).on_refund_refused(payment)
        return refund
    refund.state, refund.done_at = RefundState.DONE, timezone.now()
    refund.save(update_fields=["state", "done_at", "last_error"])
    refund.payment = payment
    post_refund(refund)
    payment.refunded_amount += refund.amount
    if payment.refunded_amount == payment.captured_amount:
        move(payment, PaymentState.REFUNDED)
    elif payment.state == PaymentState.PAID:
        move(payment, PaymentState.PARTIALLY_REFUNDED)
    payment.save(update_fields=["refunded_amount", "state"])
    get_purpose(payment.purpose).on_refunded(payment)
    if payment.part_of_id:
        wake_whole(refund)
    return refund


def wake_whole(part: Refund) -> None:
    """Go on with the refund of a whole payment that this one of its parts belongs to (its key says so)."""
    whole = Refund.objects.filter(payment=part.payment.part_of_id, reference=part.key, state=RefundState.WAITING).first()
    if whole is not None:
        enqueue("payments.refund", payload={"refund": whole.pk}, key=f"refund:{whole.reference}:part:{part.reference}")


def wake_waiting_refunds(*, now: datetime) -> int:
    """Send refunds that still wait long after they were asked for to the queue again, those that were tried least first: a hundred bank
    transfers that wait for an officer keep no other refund asleep. Returns how many."""
    sleeping = Refund.objects.filter(state=RefundState.WAITING, created_at__lt=now - WAKE_AFTER)
    count = 0
    for refund in sleeping.order_by("attempts", "created_at")[:BATCH]:
        round_number = int((now - refund.created_at) / WAKE_AFTER)
        enqueue("payments.refund", payload={"refund": refund.pk}, key=f"refund:{refund.reference}:again:{round_number}")
        count += 1
    return count
