from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.payments.enums import EFFECTIVE, LIVE, MessageKind, PaymentState, Verdict
from orders.payments.exceptions import AlreadyPaid, BadMessage, CurrencyNotTaken, PaymentRefused, ProviderAway
from orders.payments.models import Payment
from orders.payments.providers import get_provider, is_agreed
from orders.payments.providers.base import Opened
from orders.payments.purposes import get_purpose
from orders.payments.services.ending import cancel_locked
from orders.payments.services.recording import judge, keep, keep_failure

FIRST_QUESTION = timedelta(seconds=20)


@dataclass(frozen=True)
class StartedPayment:
    """redirect_url is absolute, or a path of this site where the provider lives here."""

    payment: Payment
    redirect_url: str


def start_payment(
    *,
    purpose: str,
    key: str,
    amount: Money,
    provider: str,
    expires_at: datetime,
    return_url: str,
    description: str = "",
    is_on_phone: bool = False,
    part_of: Payment | None = None,
) -> StartedPayment:
    """The payment for this purpose and key, and where the buyer's browser goes next. A second call gives the same payment while
    it lives; another amount or provider replaces it, except where the way was agreed (`part_of`: the one it is a part of). Call it
    after your own transaction: the intent is committed before a provider is asked. Raises AlreadyPaid, UnknownPurpose,
    UnknownProvider, CurrencyNotTaken, PaymentRefused, ProviderAway."""
    get_purpose(purpose)
    door = get_provider(provider)
    amount = amount.rounded()
    if amount.currency not in door.currencies:
        raise CurrencyNotTaken(amount.currency)
    if amount.amount <= 0 or expires_at <= timezone.now():
        raise PaymentRefused("A payment needs an amount above zero and an end that lies ahead.")
    if not url_has_allowed_host_and_scheme(return_url, allowed_hosts={settings.SITE_URL.partition("://")[2]}):
        raise PaymentRefused(f"The buyer cannot be sent back to {return_url}.")
    fields = {
        "purpose": purpose,
        "key": key,
        "provider": provider,
        "amount": amount.amount,
        "currency": amount.currency,
        "expires_at": expires_at,
        "return_url": return_url,
        "description": description,
        "is_on_phone": is_on_phone,
        "part_of": part_of,
    }
    payment = _live_or_new(fields)
    if not payment.redirect_url:
        _send_to_provider(payment)
    return StartedPayment(payment, payment.redirect_url)


def _live_or_new(fields: dict) -> Payment:
    same_purpose = Payment.objects.filter(purpose=fields["purpose"], key=fields["key"])
    while True:
        try:
            with transaction.atomic():
                return _standing_or_new(same_purpose, fields)
        except IntegrityError:
            continue  # the buyer's other click was first: theirs is the one


def _standing_or_new(same_purpose, fields: dict) -> Payment:
    standing = same_purpose.filter(state__in=[*LIVE, *EFFECTIVE]).locked().first()
    if standing and standing.state in EFFECTIVE:
        raise AlreadyPaid(standing)
    if standing and is_agreed(standing.provider):
        return standing
    agreed = ("provider", "amount", "currency")
    if standing and standing.expires_at > timezone.now() and all(getattr(standing, name) == fields[name] for name in agreed):
        return standing
    if standing:
        cancel_locked(standing)  # another attempt takes its place
    return Payment.objects.create(hub=current_hub(), next_query_at=_first_question(fields), **fields)


def _first_question(fields: dict) -> datetime:
    return timezone.now() + FIRST_QUESTION if get_provider(fields["provider"]).can_be_asked else fields["expires_at"]


def _send_to_provider(payment: Payment) -> None:
    try:
        opened = get_provider(payment.provider).start(
            payment,
            notify_url=settings.SITE_URL + reverse("payments:notify", args=[payment.provider]),
            return_url=settings.SITE_URL + reverse("payments:return", args=[payment.provider]),
        )
    except (ProviderAway, BadMessage) as error:
        keep_failure(payment, MessageKind.START, error)
        raise
    if isinstance(opened, str):
        opened = Opened(opened)
    if opened.body:
        judge(keep(provider=payment.provider, kind=MessageKind.START, body=opened.body, payment=payment), Verdict.SETTLED)
    # Only forward: a notification, or the buyer's other click, may have been quicker than this line.
    mine = Payment.objects.filter(pk=payment.pk, state=PaymentState.CREATED)
    changes = {"state": PaymentState.PENDING, "redirect_url": opened.address, "shown_code": opened.code}
    if mine.update(**changes):
        for name, value in changes.items():
            setattr(payment, name, value)
    else:
        payment.refresh_from_db()
