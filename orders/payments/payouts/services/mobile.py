"""Payouts to phones through the operator's own door. The batch is the intent, written before the operator is asked; the question is asked
outside of any transaction, under the payout's number as the idempotency key."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import structlog
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.jobs import enqueue
from orders.payments.exceptions import PaymentRefused
from orders.payments.payouts.enums import PayoutState, Way
from orders.payments.payouts.exceptions import MixedBatch
from orders.payments.payouts.models import Payout, PayoutBatch
from orders.payments.payouts.services.sending import make_batch, mark_paid, mark_returned
from orders.payments.providers.momo.disbursement import NoSuchTransfer, TransferState, is_available, transfer, transfer_status
from sellers.enums import PayoutKind

log = structlog.get_logger(__name__)
PAUSES = [5, 15, 60, 300, 1800, 3600]  # seconds between the questions; the last one repeats


def batch_for_phones(*, payouts: Iterable[Payout], by: User) -> PayoutBatch:
    """Put prepared payouts to phones together; once another officer releases them, each goes out by a job of its own. Raises MixedBatch
    where one goes to a bank or the door is not set up for the currency, IllegalMove and BatchClosed as make_batch()."""
    rows = list(payouts)
    if any(payout.kind != PayoutKind.MOMO or not is_available(payout.currency) for payout in rows):
        raise MixedBatch("Only payouts to phones go through the operator's door, in its currency.")
    return make_batch(payouts=rows, by=by, way=Way.PHONES)


def carry_out(*, payout: Payout, round_number: int) -> Payout:
    """Ask the operator to send it, or how it stands, and write down what it says: paid, come back, or ask again later. Asking twice
    moves nothing twice. Raises ProviderAway, BadMessage when nothing is known: the job tries again."""
    if payout.state != PayoutState.SENT:
        return payout
    try:
        answer = transfer(payout.number, payout.money, payout.destination["momo"], f"Isoko {payout.number}")
    except PaymentRefused as error:
        try:
            answer = transfer_status(payout.number)  # refused now, but an earlier question may have set it going
        except NoSuchTransfer:
            log.warning("payout to a phone refused", payout=payout.number, why=str(error))
            return mark_returned(payout=payout, reason=str(error))
    if answer.state == TransferState.DONE:
        return mark_paid(payout=payout, bank_reference=answer.number)
    if answer.state == TransferState.FAILED:
        return mark_returned(payout=payout, reason=answer.reason)
    pause = timedelta(seconds=PAUSES[min(round_number, len(PAUSES) - 1)])
    enqueue(
        "payouts.transfer",
        payload={"payout": payout.pk, "round": round_number + 1},
        key=f"payout-transfer:{payout.number}:{round_number + 1}",
        run_after=timezone.now() + pause,
    )
    return payout
