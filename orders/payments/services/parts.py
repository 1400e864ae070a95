"""A payment that consists of payments of its own: what was agreed to come one after the other, each by a way of its own. The whole is
what its purpose knows; the parts name it (`part_of`). Locks go part → whole → whatever the purpose of the whole locks."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db.models import F, Sum

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.payments.enums import EFFECTIVE, LIVE, PaymentState
from orders.payments.models import Payment
from orders.payments.purposes import Outcome, accepted, refuse

INSTALMENTS = "instalments"


def open_whole(*, purpose: str, key: str, amount: Money, expires_at: datetime, address: str, description: str = "") -> Payment:
    """Write down in the caller's transaction that this will be paid in parts, which are begun at the address. It is settled by its last
    part, and ends as any other payment does; then its parts go back by themselves."""
    return Payment.objects.create(
        hub=current_hub(),
        purpose=purpose,
        key=key,
        provider=INSTALMENTS,
        amount=amount.amount,
        currency=amount.currency,
        state=PaymentState.PENDING,
        expires_at=expires_at,
        next_query_at=expires_at,
        redirect_url=address,
        return_url=address,
        description=description[:200],
    )


def whole_for(*, purpose: str, key: str) -> Payment | None:
    """The payment in parts of this purpose that counts: the live or paid one, else the last; None where there was none."""
    wholes = list(Payment.objects.filter(purpose=purpose, key=key, provider=INSTALMENTS))
    return next((each for each in wholes if each.state in (*LIVE, *EFFECTIVE)), wholes[0] if wholes else None)


def came_for(whole: Payment) -> Money:
    """What of the whole is here and is not going back."""
    here = whole.parts.filter(state__in=EFFECTIVE).aggregate(sum=Sum(F("captured_amount") - F("refund_requested")))["sum"]
    return Money(here or Decimal(0), whole.currency).rounded()


def take_part(payment: Payment) -> Outcome:
    """What a purpose answers when a part's money has come: taken while the whole waits for it, refused where it has ended or less is
    missing. The caller holds the part; the whole is locked here."""
    whole = Payment.objects.locked().get(pk=payment.part_of_id)
    if whole.state not in LIVE:
        return refuse(f"{whole.key} is {whole.state}")
    if (came_for(whole) + payment.money).amount > whole.amount:
        return refuse(f"{payment.money} is more than is missing of {whole.key}")
    return accepted
