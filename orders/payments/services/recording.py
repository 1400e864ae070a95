"""Providers' words: kept first, judged after."""

from __future__ import annotations

from collections.abc import Mapping

from marketplace.hubs.context import current_hub
from orders.payments.enums import MessageKind, Verdict
from orders.payments.exceptions import BadMessage, BadSignature, NotOurs
from orders.payments.models import Payment, PaymentMessage

KEPT_HEADERS = ("content-type", "content-length", "user-agent", "x-forwarded-for")


def keep(
    *, provider: str, kind: MessageKind, body: bytes, headers: Mapping[str, str] | None = None, payment: Payment | None = None
) -> PaymentMessage:
    """Write down what came, before anything is made of it."""
    kept = {name.lower(): value[:300] for name, value in (headers or {}).items() if name.lower() in KEPT_HEADERS}
    return PaymentMessage.objects.create(hub=current_hub(), provider=provider, kind=kind, headers=kept, body=body, payment=payment)


def judge(
    message: PaymentMessage,
    verdict: Verdict,
    note: str = "",
    payment: Payment | None = None,
    *,
    notice_id: str = "",
    first: PaymentMessage | None = None,
) -> None:
    """Note once what became of it."""
    message.verdict, message.note, message.payment = verdict, note[:300], payment or message.payment
    message.notice_id, message.first = notice_id[:64], first or message.first
    message.save(update_fields=["verdict", "note", "payment", "notice_id", "first"])


def verdict_on(error: Exception) -> Verdict:
    """How a message that raised this is judged."""
    if not isinstance(error, BadMessage):
        return Verdict.ERROR
    if isinstance(error, BadSignature):
        return Verdict.BAD_SIGNATURE
    return Verdict.NOT_OURS if isinstance(error, NotOurs) else Verdict.UNREADABLE


def keep_failure(payment: Payment, kind: MessageKind, error: Exception) -> None:
    """Keep what was left of a call that did not end well."""
    message = keep(provider=payment.provider, kind=kind, body=getattr(error, "body", b""), payment=payment)
    judge(message, verdict_on(error), f"{type(error).__name__}: {error}")
