"""Money to phones: refunds of what was collected, and payouts."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.payments.exceptions import PaymentRefused
from orders.payments.providers.momo import client
from orders.payments.providers.momo.account import our_account
from orders.payments.providers.momo.enums import SendingKind, SendingState
from orders.payments.providers.momo.models import MomoAsk, MomoSending
from orders.payments.providers.momo.phones import masked
from orders.payments.providers.momo.services.asking import plain

DISBURSEMENT = "disbursement"
ENDS = {"SUCCESSFUL": SendingState.SUCCESSFUL, "FAILED": SendingState.FAILED}


class AnotherSending(PaymentRefused):
    """This reference was used for another amount or another phone."""


def send(
    *,
    kind: SendingKind,
    reference: str,
    money: Money,
    msisdn: str = "",
    refers_to: MomoAsk | None = None,
    note: str = "",
    may_retry: bool = False,
) -> MomoSending:
    """Have the company move it, and say how it stands. Written down before the company is asked; asking twice is one movement. Call it
    outside of any transaction. `may_retry`: one that failed for good is tried anew. Raises AnotherSending, ProviderAway, BadMessage."""
    sending = _standing_or_new(kind, reference, money, msisdn or (refers_to.msisdn if refers_to else ""), refers_to, note, may_retry)
    if sending.state == SendingState.CREATED:
        sending = _begin(sending)
    return look_at(sending) if sending.state == SendingState.PENDING else sending


@transaction.atomic
def _standing_or_new(
    kind: SendingKind, reference: str, money: Money, msisdn: str, refers_to: MomoAsk | None, note: str, may_retry: bool
) -> MomoSending:
    last = MomoSending.objects.select_for_update(of=("self",)).filter(reference=reference).order_by("-attempt").first()
    if last is not None:
        if (last.kind, last.money, last.msisdn) != (kind, money.rounded(), msisdn):
            raise AnotherSending(reference)
        if last.state != SendingState.FAILED or not may_retry:
            return last
    values = {
        "hub": current_hub(),
        "kind": kind,
        "refers_to": refers_to and refers_to.id,
        "msisdn": msisdn,
        "masked": masked(msisdn),
        "amount": money.rounded().amount,
        "currency": money.currency,
        "note": plain(note),
    }
    attempt = last.attempt + 1 if last else 1
    return MomoSending.objects.get_or_create(reference=reference, attempt=attempt, defaults=values)[0]


def _begin(sending: MomoSending) -> MomoSending:
    body = {
        "amount": str(sending.money.amount),
        "currency": sending.currency,
        "externalId": sending.reference,
        "payerMessage": sending.note,
        "payeeNote": sending.note,
    }
    if sending.kind == SendingKind.REFUND:
        body["referenceIdToRefund"] = str(sending.refers_to)
    else:
        body["payee"] = {"partyIdType": "MSISDN", "partyId": sending.msisdn}
    begun = client.begin(our_account(DISBURSEMENT), sending.kind, sending.id, body)
    return _note(sending, SendingState.PENDING if begun.is_taken else SendingState.FAILED, begun.reason)


def look_at(sending: MomoSending) -> MomoSending:
    """How it stands at the company. Raises ProviderAway, BadMessage."""
    standing = client.look(our_account(DISBURSEMENT), sending.kind, sending.id)
    if standing.status is None:
        # It was taken, they said, and is not there: begin it anew, under the same number.
        MomoSending.objects.filter(pk=sending.pk, state=SendingState.PENDING).update(state=SendingState.CREATED)
        sending.refresh_from_db()
        return sending
    if standing.status not in ENDS:
        return sending
    return _note(sending, ENDS[standing.status], standing.reason, standing.financial_id)


def _note(sending: MomoSending, state: SendingState, reason: str = "", financial_id: str = "") -> MomoSending:
    """Only forward: an answer that was slower than another changes nothing."""
    before = [SendingState.CREATED] if state == SendingState.PENDING else [SendingState.CREATED, SendingState.PENDING]
    told = {"state": state, "reason": reason[:60], "financial_id": financial_id}
    if state != SendingState.PENDING:
        told["ended_at"] = timezone.now()
    MomoSending.objects.filter(pk=sending.pk, state__in=before).update(**told)
    sending.refresh_from_db()
    return sending
