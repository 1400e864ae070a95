"""A payment that consists of payments. Nobody chooses it: a room above opens it (services/parts.py) where parts were agreed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from marketplace.money import Money
from orders.payments.enums import DEAD, EFFECTIVE, PaymentState, RefundReason, RefundState
from orders.payments.exceptions import PaymentRefused, Underway, Unreadable
from orders.payments.models import Payment, Refund
from orders.payments.providers.base import Answer, CloseAnswer, Event, EventKind, Part, Provider, RefundAnswer, RefundStanding
from orders.payments.services.parting import send_back_parts_of_ended, spread_refund
from orders.payments.services.parts import INSTALMENTS, came_for


class Instalments(Provider):
    """Its gateway are the payments that name it; each of them has a provider of its own."""

    code = INSTALMENTS
    name = _("In parts, as agreed")
    currencies = frozenset()
    can_be_asked = False
    takes_parts = True
    is_agreed = True

    def is_available(self) -> bool:
        return True

    def start(self, payment: Payment, *, notify_url: str, return_url: str) -> str:
        raise PaymentRefused("A payment in parts is opened by the room that agreed on it.")

    def parts_waiting(self) -> list[Part]:
        """What lies with us for each whole: what its parts brought and have not given back, without what the whole itself took and has not
        given back. Between the refund of a part and that of its whole it is below zero."""
        unwanted = [RefundReason.LATE, RefundReason.WRONG_AMOUNT, RefundReason.REFUSED]
        parts = Payment.objects.filter(part_of__isnull=False, state__in=[*EFFECTIVE, PaymentState.REFUNDED])
        kept = F("captured_amount") - F("refunded_amount")
        brought = dict(parts.exclude(refunds__reason__in=unwanted).values_list("part_of").annotate(sum=Sum(kept)).order_by())
        wholes = Payment.objects.in_bulk(brought)
        waiting = {whole: brought[pk] - whole.captured_amount + whole.refunded_amount for pk, whole in wholes.items()}
        return [
            Part(f"parts:{whole.reference}", whole.reference, Money(amount, whole.currency)) for whole, amount in waiting.items() if amount
        ]

    def query(self, payment: Payment) -> Answer:
        """What its parts brought; None while nothing has come."""
        came = came_for(payment)
        if not came:
            return Answer(b"", None)
        kind = EventKind.PAID if came == (payment.captured or payment.money) else EventKind.PENDING
        return Answer(str(came).encode(), Event(kind, payment.reference, "", came))

    def cancel(self, payment: Payment) -> CloseAnswer:
        """What still comes for a part goes back; what came goes back where the whole has ended."""
        if payment.state in DEAD:
            send_back_parts_of_ended()
        return CloseAnswer(b"", is_closed=True)

    def refund(self, refund: Refund) -> RefundAnswer:
        parts = spread_refund(refund)
        gone = sum((part.amount for part in parts if part.state == RefundState.DONE), Decimal(0))
        if gone == refund.amount:
            return RefundAnswer(", ".join(part.reference for part in parts).encode(), is_done=True)
        refused = ", ".join(part.reference for part in parts if part.state == RefundState.REFUSED)
        if refused:
            raise Underway(str(_("Refused at a payment company: %(refunds)s. Try those again.") % {"refunds": refused}))
        raise Underway(str(_("It goes back by the ways it came, each part by its own.")))

    def look_at_refund(self, refund: Refund) -> RefundStanding:
        gone = Refund.objects.filter(payment__part_of=refund.payment_id, key=refund.reference, state=RefundState.DONE)
        amount = gone.aggregate(sum=Sum("amount"))["sum"]
        return RefundStanding(b"", amount)

    def read_notification(self, headers: Mapping[str, str], raw_body: bytes) -> Event:
        raise Unreadable("parts tell of themselves")

    def read_return(self, query_string: str) -> str:
        raise Unreadable("parts send nobody back")

    def acknowledge(self, *, is_taken: bool) -> bytes:
        return b""
