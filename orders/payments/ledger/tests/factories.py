"""Money in the books for tests, without orders: a payment settled for the shares a test names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.payments.enums import RefundReason
from orders.payments.ledger.enums import RuleKind
from orders.payments.ledger.models import CommissionRule
from orders.payments.models import Payment, Refund
from orders.payments.providers.base import Event, EventKind, RefundAnswer
from orders.payments.purposes import Share, accept
from orders.payments.services import request_refund, settle
from orders.payments.services.refunding import _record
from orders.payments.tests.factories import make_payment


def cny(amount: str | int | Decimal) -> Money:
    return Money(Decimal(amount), "CNY").rounded()


def make_rule(rate: str, kind: str = RuleKind.COMMISSION, **fields) -> CommissionRule:
    values = {"valid_from": date(2026, 1, 1), "source": "test", **fields}
    return CommissionRule.objects.create(hub=current_hub(), kind=kind, rate=Decimal(rate), **values)


def make_share(
    part: str, seller, *goods: Money | tuple[str, Money], delivery: Money | None = None, promotions: tuple[tuple[str, Money], ...] = ()
) -> Share:
    lines = tuple(line if isinstance(line, tuple) else ("food/coffee/", line) for line in goods)
    return Share(part, seller.pk, lines, delivery or Money.zero(lines[0][1].currency), promotions)


def due_for(share: Share) -> Money:
    """What the buyer pays for the share."""
    off = sum((amount.amount for _payer, amount in share.promotions), Decimal(0))
    return sum((amount for _path, amount in share.goods), share.delivery) - Money(off, share.delivery.currency)


def capture(book, *shares: Share, key: str = "") -> Payment:
    """A payment of these shares, settled as a provider's word settles it. `book` is the room above (the fixture)."""
    total = sum((due_for(share) for share in shares[1:]), due_for(shares[0]))
    payment = make_payment(key or shares[0].part, str(total.amount), total.currency)
    book.answer = accept(shares)
    settle(provider="sandbox", event=Event(EventKind.PAID, payment.reference, "W1", payment.money))
    payment.refresh_from_db()
    return payment


def refund(payment: Payment, amount: Money, part: str = "", *, borne_by: str = "seller", **made_of: Money) -> Refund:
    """Asked for, and done as the provider's answer does it. `made_of` names delivery, freight and goodwill in it; the rest is goods."""
    goods = amount - sum(made_of.values(), Money.zero(amount.currency))
    shares = {"goods": goods, **made_of}
    parts = {"order": part, "borne_by": borne_by, **{name: str(share.amount) for name, share in shares.items()}} if part else {}
    asked = request_refund(
        payment=payment, amount=amount, reason=RefundReason.RETURNED, key=f"{part}:{payment.refunds.count()}", parts=parts
    )
    return finish(asked)


def finish(asked: Refund) -> Refund:
    with transaction.atomic():
        return _record(asked, RefundAnswer(b"", is_done=True))


def day() -> date:
    return timezone.localdate()
