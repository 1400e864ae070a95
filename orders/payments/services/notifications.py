from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from django.db import transaction

from orders.payments.enums import MessageKind, Verdict
from orders.payments.exceptions import BadMessage
from orders.payments.providers import get_provider
from orders.payments.services.recording import judge, keep, verdict_on
from orders.payments.services.settling import settle

log = structlog.get_logger(__name__)

TAKEN = (Verdict.SETTLED, Verdict.REPEATED)


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes


def receive_notification(*, provider: str, headers: Mapping[str, str], raw_body: bytes) -> Reply:
    """Keep what was sent, then verify, then settle. Only a settled or repeated word is acknowledged; all else is refused, so
    that a true sender tries again. Raises UnknownProvider."""
    door = get_provider(provider)
    message = keep(provider=provider, kind=MessageKind.NOTIFICATION, body=raw_body, headers=headers)
    try:
        event = door.read_notification(headers, raw_body)
    except BadMessage as error:
        log.warning("notification refused", provider=provider, message=message.pk, why=type(error).__name__)
        judge(message, verdict_on(error), str(error))
        return Reply(400, door.acknowledge(is_taken=False))
    try:
        with transaction.atomic():
            settlement = settle(provider=provider, event=event)
            judge(message, settlement.verdict, settlement.note, settlement.payment)
    except Exception as error:  # the money is there: keep the word, refuse it, and let it come again
        log.exception("notification could not be worked", provider=provider, message=message.pk)
        judge(message, Verdict.ERROR, f"{type(error).__name__}: {error}")
        return Reply(500, door.acknowledge(is_taken=False))
    is_taken = settlement.verdict in TAKEN
    return Reply(200 if is_taken else 400, door.acknowledge(is_taken=is_taken))
