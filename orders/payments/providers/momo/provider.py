"""MTN MoMo: the buyer names a phone on our page, approves on it, and the company is asked until it says how it ended."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal, InvalidOperation

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.money import Money
from orders.payments.exceptions import ProviderAway, Underway, Unreadable
from orders.payments.models import Payment, Refund
from orders.payments.providers.base import Answer, CloseAnswer, Event, EventKind, Provider, RefundAnswer, RefundStanding
from orders.payments.providers.momo import client
from orders.payments.providers.momo.account import account, our_account
from orders.payments.providers.momo.enums import AskState, SendingKind, SendingState
from orders.payments.providers.momo.models import MomoAsk, MomoSending
from orders.payments.providers.momo.services.asking import look_at
from orders.payments.providers.momo.services.sending import DISBURSEMENT, send
from orders.payments.services.checking import check_at

COLLECTION = "collection"
MOST = Decimal(10) ** 12
REFERENCE = re.compile(r"[0-9A-Za-z]{1,64}")  # as ours look; what else stands there is no text for the database
TIME_TO_ANSWER = timedelta(minutes=6)  # the company gives five


class Momo(Provider):
    """What was asked on which phone stands in rows of its own (MomoAsk); everything else is the company's word."""

    code = "momo"
    name = _("MTN Mobile Money")
    hint = _("You approve on your phone.")
    books, books_zone, gives_list = "momo", "Africa/Kigali", False

    @property
    def currencies(self) -> frozenset[str]:
        ours = account(COLLECTION)
        return frozenset({ours.currency}) if ours else frozenset()

    def is_available(self) -> bool:
        return account(COLLECTION) is not None

    def start(self, payment: Payment, *, notify_url: str, return_url: str) -> str:
        """Our own page, where the buyer names the phone: the company has none."""
        return reverse("momo:ask", args=[payment.reference])

    def query(self, payment: Payment) -> Answer:
        ask = last_ask(payment)
        if ask is None:
            return Answer(b"", None)
        standing = look_at(ask)
        if standing.status is None:
            return Answer(standing.body, None)  # it never arrived there
        return Answer(standing.body, self._event(payment, ask, standing))

    def cancel(self, payment: Payment) -> CloseAnswer:
        """A question on a phone cannot be taken back. One that is still open there is looked at once more when its time is over: whoever
        approves a cancelled order meanwhile gets the money back."""
        ask = last_ask(payment)
        if ask is None or ask.state == AskState.FAILED:
            return CloseAnswer(b"", is_closed=True)
        standing = look_at(ask)
        if standing.status == "PENDING":
            check_at(payment, ask.created_at + TIME_TO_ANSWER)
        return CloseAnswer(standing.body, is_closed=standing.status in (None, "FAILED"))

    def refund(self, refund: Refund) -> RefundAnswer:
        paid = refund.payment.momo_asks.filter(state=AskState.SUCCESSFUL).first()
        if paid is None:
            return RefundAnswer(b"", is_done=False, note="nothing was collected")
        money = Money(refund.amount, refund.currency)
        sending = send(kind=SendingKind.REFUND, reference=refund.reference, money=money, refers_to=paid, may_retry=True)
        body = f"{sending.id} {sending.state} {sending.reason} {sending.financial_id}".encode()
        if sending.state == SendingState.SUCCESSFUL:
            return RefundAnswer(body, is_done=True)
        if sending.state == SendingState.FAILED:
            return RefundAnswer(body, is_done=False, note=sending.reason)
        raise Underway("refund: not settled yet", body, again_in=timedelta(seconds=min(5 * 2 ** min(refund.attempts, 7), 600)))

    def look_at_refund(self, refund: Refund) -> RefundStanding:
        sending = MomoSending.objects.filter(reference=refund.reference).order_by("-attempt").first()
        if sending is None:
            return RefundStanding(b"", None)
        standing = client.look(our_account(DISBURSEMENT), sending.kind, sending.id)
        if standing.status == "PENDING":
            raise ProviderAway("refund: not settled yet", standing.body)
        return RefundStanding(standing.body, _money(standing).amount if standing.status == "SUCCESSFUL" else None)

    def read_notification(self, headers: Mapping[str, str], raw_body: bytes) -> Event:
        """Unsigned, so a hint: which payment to ask about, and nothing else of it counts."""
        reference = client.read(raw_body).get("externalId")
        if not isinstance(reference, str) or not REFERENCE.fullmatch(reference):
            raise Unreadable("no externalId of ours")
        return Event(EventKind.HINT, reference)

    def read_return(self, query_string: str) -> str:
        raise Unreadable("nobody is sent away")

    def acknowledge(self, *, is_taken: bool) -> bytes:
        return b""

    def _event(self, payment: Payment, ask: MomoAsk, standing: client.Standing) -> Event:
        """A question that failed ends the question, not the payment: while it lives another phone may be asked."""
        money = _money(standing)
        if standing.said.get("externalId") != payment.reference:
            raise Unreadable(f"externalId {str(standing.said.get('externalId'))[:64]}", standing.body)
        kind = EventKind.PAID if standing.status == "SUCCESSFUL" else EventKind.PENDING
        return Event(kind, payment.reference, standing.financial_id or str(ask.id), money)


def _money(standing: client.Standing) -> Money:
    """What it was about. Raises Unreadable."""
    try:
        money = Money(Decimal(str(standing.said["amount"])), str(standing.said["currency"]))
    except (KeyError, InvalidOperation) as error:
        raise Unreadable(f"{type(error).__name__}: {error}", standing.body) from error
    if not money.amount.is_finite() or abs(money.amount) >= MOST or len(money.currency) != 3:
        raise Unreadable(str(standing.said["amount"])[:100], standing.body)
    return money


def last_ask(payment: Payment) -> MomoAsk | None:
    """The one that counts: what was approved, else the newest."""
    return payment.momo_asks.filter(state=AskState.SUCCESSFUL).first() or payment.momo_asks.first()
