"""The inbox: what providers send is written down and committed first, then worked; what could not be worked can be worked again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from orders.payments.enums import MessageKind, Verdict
from orders.payments.exceptions import BadMessage, PaymentRefused, UnknownProvider
from orders.payments.models import PaymentMessage
from orders.payments.providers import get_provider
from orders.payments.providers.base import Event, Provider
from orders.payments.services.recording import judge, keep, verdict_on
from orders.payments.services.settling import settle

log = structlog.get_logger(__name__)

TAKEN = (Verdict.SETTLED, Verdict.REPEATED, Verdict.TOLD_AGAIN)
ABANDONED = timedelta(minutes=2)  # whoever was to work a message has died by then


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes


def receive_notification(*, provider: str, headers: Mapping[str, str], raw_body: bytes) -> Reply:
    """Keep what was sent, then verify, then settle. Only a settled or repeated word is acknowledged; all else is refused, so
    that a true sender tries again. Call it outside of any transaction: the word is committed before it is worked. Raises
    UnknownProvider."""
    door = get_provider(provider)
    message = keep(provider=provider, kind=MessageKind.NOTIFICATION, body=raw_body, headers=headers)
    verdict = _work(message, door, headers)
    status = 200 if verdict in TAKEN else 500 if verdict == Verdict.ERROR else 400
    return Reply(status, door.acknowledge(is_taken=verdict in TAKEN))


def replay_message(*, message: PaymentMessage, by) -> PaymentMessage:
    """Work a notification again that changed nothing the first time: another message with the same words, judged anew. Raises
    PaymentRefused where it was taken, or is no notification."""
    if message.kind != MessageKind.NOTIFICATION or message.verdict in (*TAKEN, Verdict.UNREAD):
        raise PaymentRefused(f"Message {message.pk} is {message.verdict}.")
    door = get_provider(message.provider)
    first = message.first or message
    again = PaymentMessage.objects.create(
        hub=current_hub(), provider=message.provider, kind=message.kind, headers=message.headers, body=bytes(message.body), first=first
    )
    verdict = _work(again, door, message.headers)
    record(subject=message, action="message.replayed", by=by, before={"verdict": message.verdict}, after={"verdict": verdict})
    return again


def work_abandoned_messages(*, now: datetime) -> int:
    """Those that were written down and never worked, because the process died in between. Returns how many."""
    count = 0
    left = PaymentMessage.objects.filter(kind=MessageKind.NOTIFICATION, verdict=Verdict.UNREAD, received_at__lt=now - ABANDONED)
    for message in left.order_by("pk")[:100]:
        try:
            _work(message, get_provider(message.provider), message.headers)
        except UnknownProvider:
            judge(message, Verdict.ERROR, "the provider is switched off")
        count += 1
    return count


def _work(message: PaymentMessage, door: Provider, headers: Mapping[str, str]) -> Verdict:
    try:
        event = door.read_notification(headers, bytes(message.body))
    except BadMessage as error:
        log.warning("notification refused", provider=message.provider, message=message.pk, why=type(error).__name__)
        judge(message, verdict_on(error), str(error))
        return message.verdict
    try:
        with transaction.atomic():
            _settle(message, event)
    except Exception as error:  # the money is there: keep the word, refuse it, and let it come again
        log.exception("notification could not be worked", provider=message.provider, message=message.pk)
        judge(message, Verdict.ERROR, f"{type(error).__name__}: {error}", notice_id=event.notice_id)
    return message.verdict


def _settle(message: PaymentMessage, event: Event) -> None:
    settlement = settle(provider=message.provider, event=event)
    verdict, first = settlement.verdict, None
    # Under the lock of the payment's row: of two equal messages at once the second sees the first.
    if event.notice_id and verdict == Verdict.REPEATED:
        taken = PaymentMessage.objects.filter(provider=message.provider, notice_id=event.notice_id)
        first = taken.filter(verdict__in=[Verdict.SETTLED, Verdict.REPEATED]).first()
        verdict = Verdict.TOLD_AGAIN if first else verdict
    judge(message, verdict, settlement.note, settlement.payment, notice_id=event.notice_id, first=first)
