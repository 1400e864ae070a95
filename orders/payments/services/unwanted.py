from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.payments.enums import PaymentState, RefundReason
from orders.payments.ledger.services.posting import post_capture
from orders.payments.models import Payment, Refund
from orders.payments.services.refunding import request_refund


@transaction.atomic
def take_unwanted(
    *,
    purpose: str,
    key: str,
    provider: str,
    money: Money,
    reason: RefundReason,
    provider_reference: str = "",
    note: str = "",
    by=None,
    parts_of: Payment | None = None,
) -> Refund:
    """Money that lies with us and stands for nothing: a payment of its own that nobody wanted, and the refund that sends it back. For
    what came beside a payment: an excess, a second transfer, a part of what was never completed. It never touches the payment that was
    paid, whose captured amount stays what was due. `parts_of`: the ended payment whose part it was, in the books already."""
    now = timezone.now()
    payment = Payment.objects.create(
        hub=current_hub(),
        purpose=purpose,
        key=key,
        provider=provider,
        amount=money.amount,
        currency=money.currency,
        captured_amount=money.amount,
        captured_currency=money.currency,
        state=PaymentState.UNWANTED,
        provider_reference=provider_reference[:64],
        description=note[:200],
        return_url="/",
        expires_at=now,
        paid_at=now,
        ended_at=now,
    )
    post_capture(payment, parts_of=parts_of)
    return request_refund(payment=payment, amount=money, reason=reason, key="all", note=note, by=by)
