from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from marketplace.hubs.context import current_hub
from orders.payments.enums import MessageKind, Verdict
from orders.payments.exceptions import BadMessage, PaymentRefused, ProviderAway
from orders.payments.models import Payment
from orders.payments.providers.momo import client
from orders.payments.providers.momo.account import our_account
from orders.payments.providers.momo.client import Standing
from orders.payments.providers.momo.enums import OPEN, AskState
from orders.payments.providers.momo.models import MomoAsk
from orders.payments.providers.momo.phones import masked
from orders.payments.services.recording import judge, keep, keep_failure

COLLECTION, KIND = "collection", "requesttopay"
MOST_ASKS = 6
ENDS = {"SUCCESSFUL": AskState.SUCCESSFUL, "FAILED": AskState.FAILED}


class AlreadyAsked(PaymentRefused):
    """A phone has the question already, and its holder has not answered."""


class AskedTooOften(PaymentRefused):
    """So many questions for one payment are no use to anybody, and a nuisance to whose phone it is."""


class PaymentOver(PaymentRefused):
    """It is paid, ended, or its time is over."""


def ask_payer(*, payment: Payment, msisdn: str) -> MomoAsk:
    """Put the question on this phone. It is written down first and the company is called outside of any transaction; an unclear answer
    leaves it open, and the company is asked what became of it. Raises AlreadyAsked, AskedTooOften, PaymentOver."""
    ask = _write_down(payment, msisdn)
    return send_ask(ask)


@transaction.atomic
def _write_down(payment: Payment, msisdn: str) -> MomoAsk:
    payment = Payment.objects.locked().get(pk=payment.pk)
    if not payment.is_live or payment.expires_at <= timezone.now():
        raise PaymentOver(payment.reference)
    # Approved, and whoever heard it died before the payment was told: a second phone would pay the same once more.
    if payment.momo_asks.filter(state=AskState.SUCCESSFUL).exists():
        raise PaymentOver(payment.reference)
    if payment.momo_asks.count() >= MOST_ASKS:
        raise AskedTooOften(payment.reference)
    try:
        with transaction.atomic():
            return MomoAsk.objects.create(hub=current_hub(), payment=payment, msisdn=msisdn, masked=masked(msisdn))
    except IntegrityError as error:
        raise AlreadyAsked(payment.reference) from error


def send_ask(ask: MomoAsk) -> MomoAsk:
    """Call the company; the same question twice is one."""
    payment = ask.payment
    body = {
        "amount": str(payment.money.amount),
        "currency": payment.currency,
        "externalId": payment.reference,
        "payer": {"partyIdType": "MSISDN", "partyId": ask.msisdn},
        "payerMessage": plain(payment.description or payment.key),
        "payeeNote": plain(payment.key),
    }
    callback = settings.SITE_URL + reverse("payments:notify", args=["momo"])
    try:
        begun = client.begin(our_account(COLLECTION), KIND, ask.id, body, callback_url=callback)
    except (ProviderAway, BadMessage) as error:
        keep_failure(payment, MessageKind.QUERY, error)
        return ask  # open: the next question says whether it arrived
    message = keep(provider=payment.provider, kind=MessageKind.QUERY, body=begun.body, payment=payment)
    judge(message, Verdict.REPEATED if begun.is_taken else Verdict.SETTLED, begun.reason)
    return _note(ask, AskState.PENDING if begun.is_taken else AskState.FAILED, begun.reason)


def look_at(ask: MomoAsk) -> Standing:
    """What the company says of this question, noted on it; one that never arrived there and may still be answered is sent again.
    Raises ProviderAway, BadMessage."""
    standing = client.look(our_account(COLLECTION), KIND, ask.id)
    if standing.status is None:
        is_wanted = ask.is_open and ask.payment.is_live and ask.payment.expires_at > timezone.now()
        if is_wanted:
            send_ask(ask)
        elif ask.is_open:
            _note(ask, AskState.FAILED, "RESOURCE_NOT_FOUND")
    elif standing.status in ENDS:
        _note(ask, ENDS[standing.status], standing.reason, standing.financial_id)
    return standing


def _note(ask: MomoAsk, state: AskState, reason: str = "", financial_id: str = "") -> MomoAsk:
    """Only forward: an answer that was slower than another changes nothing."""
    before = [AskState.CREATED] if state == AskState.PENDING else OPEN
    told = {"state": state, "reason": reason[:60], "financial_id": financial_id}
    if state != AskState.PENDING:
        told["answered_at"] = timezone.now()
    MomoAsk.objects.filter(pk=ask.pk, state__in=before).update(**told)
    ask.refresh_from_db()
    return ask


def plain(text: str) -> str:
    """What the company takes as a message: 160 signs, no quotation marks."""
    return "".join(sign for sign in text if sign not in "'\"<>")[:160]
