"""Companies pay on a pro forma invoice. There is no gateway to ask: the bank's statement tells (services/matching.py)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from marketplace.money import Money
from orders.payments.enums import DEAD, LIVE
from orders.payments.exceptions import CurrencyNotTaken, Underway, Unreadable
from orders.payments.models import Payment, Refund
from orders.payments.providers.bank_transfer.enums import ReturnState
from orders.payments.providers.bank_transfer.models import BankAccount, BankReturn, LineShare
from orders.payments.providers.bank_transfer.services.issuing import issue_pro_forma
from orders.payments.providers.bank_transfer.services.returning import prepare_return
from orders.payments.providers.base import Answer, CloseAnswer, Event, EventKind, Part, Provider, RefundAnswer, RefundStanding


class BankTransfer(Provider):
    """Unlike the others it does read the database: the rows are its gateway."""

    code = "bank_transfer"
    name = _("Bank transfer")
    hint = _("For companies: you get a pro forma invoice, and the goods are held while the money is on its way.")
    is_for_companies = True
    can_be_asked = False
    takes_parts = True
    # Its books are the statements that were read in; there is none of a day.
    books, books_zone, gives_list = "bank_transfer", "Africa/Kigali", False

    @property
    def currencies(self) -> frozenset[str]:
        """Those that an account of ours takes today."""
        return frozenset(BankAccount.objects.all().standing().values_list("currency", flat=True))

    def is_available(self) -> bool:
        return True

    def time_to_pay(self, currency: str) -> timedelta | None:
        account = BankAccount.objects.filter(currency=currency).standing().first()
        return timedelta(days=account.days_to_pay) if account else None

    def start(self, payment: Payment, *, notify_url: str, return_url: str) -> str:
        account = BankAccount.objects.filter(currency=payment.currency).standing().first()
        if account is None:
            raise CurrencyNotTaken(payment.currency)
        return issue_pro_forma(payment=payment, account=account).get_absolute_url()

    def parts_waiting(self) -> list[Part]:
        shares = LineShare.objects.filter(payment__provider=self.code, payment__state__in=[*LIVE, *DEAD]).select_related("payment")
        return [share.as_part() for share in shares.order_by("pk")]

    def query(self, payment: Payment) -> Answer:
        """What the lines of the statements say that were read in; None while nothing has come for it."""
        shares = list(payment.bank_shares.select_related("line").order_by("pk"))
        if not shares:
            return Answer(b"", None)
        came = Money(sum((share.amount for share in shares), Decimal(0)), shares[0].line.currency)
        kind = EventKind.PAID if came == (payment.captured or payment.money) else EventKind.PENDING
        last = shares[-1].line.bank_reference
        said = ", ".join(f"{share.line.booked_on} {share.amount} of {share.line.money}" for share in shares)
        return Answer(said.encode(), Event(kind, payment.reference, last, came))

    def cancel(self, payment: Payment) -> CloseAnswer:
        """Nobody can forbid a transfer. What still comes goes back."""
        return CloseAnswer(b"", is_closed=True)

    def refund(self, refund: Refund) -> RefundAnswer:
        order = prepare_return(refund=refund)
        if order.state == ReturnState.BOOKED:
            return RefundAnswer(f"booked as {order.booked_line}".encode(), is_done=True)
        raise Underway(str(_("The desk orders this transfer at the bank; the statement will show it.")))

    def look_at_refund(self, refund: Refund) -> RefundStanding:
        order = BankReturn.objects.filter(refund=refund, state=ReturnState.BOOKED).select_related("booked_line").first()
        if order is None or order.booked_line is None:
            return RefundStanding(b"", None)
        return RefundStanding(f"booked as {order.booked_line}".encode(), -order.booked_line.amount)

    def read_notification(self, headers: Mapping[str, str], raw_body: bytes) -> Event:
        raise Unreadable("a bank tells by statements")

    def read_return(self, query_string: str) -> str:
        raise Unreadable("a bank sends nobody back")

    def acknowledge(self, *, is_taken: bool) -> bytes:
        return b""
