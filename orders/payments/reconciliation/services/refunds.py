"""A refund of ours against what the provider's books say of it; the same for a list and for a question."""

from __future__ import annotations

from decimal import Decimal

from orders.payments.enums import RefundState
from orders.payments.exceptions import BadMessage, PaymentRefused, ProviderAway
from orders.payments.models import Refund
from orders.payments.providers import get_provider
from orders.payments.providers.base import BookLine
from orders.payments.reconciliation.enums import Kind
from orders.payments.reconciliation.services.finding import Findings
from orders.payments.services.refunding import carry_out_refund, retry_refund


def put_right(refund: Refund) -> bool:
    """The provider says that it went back under this number, and we do not know that yet: asked to do it again it moves nothing, and its
    answer is written down. False where the answer is not clear, or the money has gone another way meanwhile."""
    try:
        if refund.state == RefundState.REFUSED:
            refund = retry_refund(refund=refund, by=None)
        return carry_out_refund(refund=refund).state == RefundState.DONE
    except (ProviderAway, BadMessage, PaymentRefused):
        return False


def amount_there(refund: Refund) -> Decimal | None:
    """What went back under its number by the provider's books. Raises ProviderAway, BadMessage, UnknownProvider."""
    return get_provider(refund.payment.provider).look_at_refund(refund).amount


def compare_refund(findings: Findings, refund: Refund, theirs: Decimal | None) -> None:
    """theirs: what went back under the number of our refund, None where nothing did."""
    if theirs == refund.amount and refund.state != RefundState.DONE and put_right(refund):
        findings.healed += 1
        return
    ours = refund.amount if refund.state == RefundState.DONE else Decimal(0)
    if ours == (theirs or Decimal(0)):
        return
    kind = Kind.REFUND_MISSING if theirs is None else Kind.AMOUNT_DIFFERS
    payment = refund.payment
    line = BookLine(payment.reference, payment.provider_reference, theirs or Decimal(0), refund.currency, refund.reference)
    findings.note(kind, line, payment, our_amount=ours, refund=refund)
