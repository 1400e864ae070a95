"""Our books against a provider's of one day. What asking the provider can put right is put right at once; the rest becomes a row that
waits for an officer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Q

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.payments.enums import PaymentState, RefundState
from orders.payments.exceptions import BadMessage, ProviderAway, UnknownProvider
from orders.payments.ledger.services.fees import Fee, record_fees
from orders.payments.models import Payment, PaymentRoute, Refund
from orders.payments.providers import books_kept
from orders.payments.providers.base import BookLine, EventKind, Provider
from orders.payments.reconciliation.enums import Kind, RunState
from orders.payments.reconciliation.models import Run
from orders.payments.reconciliation.services.finding import Findings
from orders.payments.reconciliation.services.questioning import question_day
from orders.payments.reconciliation.services.refunds import amount_there, compare_refund
from orders.payments.services.asking import ask


def reconcile_day(*, books: str, day: date, by=None) -> Run:
    """Compare one day. Doing it again finds each difference once, and closes those that are none any more. Call it outside of any
    transaction: it asks the provider. Raises UnknownProvider where nobody keeps such books, and ProviderAway or BadMessage, the run
    then being noted as not complete."""
    ways = books_kept().get(books)
    if not ways:
        raise UnknownProvider(books)
    run = Run.objects.create(hub=current_hub(), books=books, day=day, asked_by=by, is_by_question=not ways[0].gives_list)
    if run.is_by_question:
        return question_day(run, ways)
    try:
        lines = ways[0].lines_of(day)
    except (ProviderAway, BadMessage) as error:
        Findings(run, ways[0].code).finish(RunState.FAILED, note=f"{type(error).__name__}: {error}"[:300])
        raise
    return _Comparison(run, ways).carry_out(lines)


class _Comparison:
    def __init__(self, run: Run, ways: list[Provider]) -> None:
        self.run, self.codes, self.zone = run, [way.code for way in ways], ZoneInfo(ways[0].books_zone)
        currencies = {currency for way in ways for currency in way.currencies}
        self.only_currency = currencies.pop() if len(currencies) == 1 else ""
        self.findings = Findings(run, self.codes[0])

    def carry_out(self, lines: list[BookLine]) -> Run:
        self._open_our_books(lines)
        gone = _came_and_went(lines)
        came = [line for line in lines if not line.refund]
        for line in came:
            self._compare_payment(line, came_to_nothing=line.provider_reference in gone)
        for line in lines:
            if line.refund:
                self._compare_refund(line, came_to_nothing=line.provider_reference in gone)
        ours = self._paid_that_day()
        self._look_for_missing(ours, came)
        self._look_for_missing_refunds()
        self.findings.close_what_is_none()
        self._book_fees(lines)
        return self.findings.finish(RunState.DONE, lines=len(lines), payments=len(ours))

    def _open_our_books(self, lines: list[BookLine]) -> None:
        """Two questions however long the list is. Of all hubs: one contract may serve several, and its list knows of none."""
        named = Q(reference__in={line.reference for line in lines}) | Q(provider_reference__in={line.provider_reference for line in lines})
        payments = list(Payment.across_hubs.filter(named, provider__in=self.codes).order_by("pk"))
        self.by_reference = {payment.reference: payment for payment in payments}
        self.by_theirs = {payment.provider_reference: payment for payment in payments if payment.provider_reference}
        numbers = {line.refund for line in lines if line.refund}
        refunds = Refund.across_hubs.filter(reference__in=numbers, payment__provider__in=self.codes).select_related("payment")
        self.refunds = {refund.reference: refund for refund in refunds}
        self.notes_strangers = self._is_first_hub()

    def _is_first_hub(self) -> bool:
        """Money that no hub knows is listed by one of those the contract serves, lest two send it back."""
        hubs = PaymentRoute.across_hubs.filter(provider__in=self.codes).order_by("hub_id").values_list("hub_id", flat=True)
        return (hubs.first() or self.run.hub_id) == self.run.hub_id

    def _payment_of(self, line: BookLine) -> Payment | None:
        """By our number; by theirs where the money came without one and was taken in afterwards."""
        return self.by_reference.get(line.reference) or self.by_theirs.get(line.provider_reference)

    def _is_anothers(self, payment: Payment | None) -> bool:
        return payment.hub_id != self.run.hub_id if payment else not self.notes_strangers

    def _compare_payment(self, line: BookLine, *, came_to_nothing: bool) -> None:
        payment = self._payment_of(line)
        if self._is_anothers(payment):
            return
        if payment is not None and payment.captured is None and self._ask(payment):
            self.findings.healed += payment.captured is not None  # its message was lost, or came to a house on fire
        if payment is None or payment.captured is None:
            if not came_to_nothing:  # the company gave back itself what it took too late
                self.findings.note(Kind.PAID_WITHOUT_ORDER, line, payment, our_amount=Decimal(0))
        elif payment.captured_amount != line.amount:
            self.findings.note(Kind.AMOUNT_DIFFERS, line, payment, our_amount=payment.captured_amount)

    def _compare_refund(self, line: BookLine, *, came_to_nothing: bool) -> None:
        refund = self.refunds.get(line.refund)
        payment = refund.payment if refund else self._payment_of(line)
        if self._is_anothers(payment):
            return
        if refund is not None:
            compare_refund(self.findings, refund, line.amount)
        elif not (came_to_nothing and (payment is None or payment.captured is None)):
            self.findings.note(Kind.REFUND_UNKNOWN, line, payment, our_amount=Decimal(0))

    def _that_day(self, moment: str) -> Q:
        begins = datetime.combine(self.run.day, time(), self.zone)
        return Q(**{f"{moment}__gte": begins, f"{moment}__lt": begins + timedelta(days=1)})

    def _paid_that_day(self) -> list[Payment]:
        paid = Payment.objects.filter(self._that_day("paid_at"), provider__in=self.codes)
        return list(paid.exclude(captured_currency=""))

    def _look_for_missing(self, ours: Iterable[Payment], came: list[BookLine]) -> None:
        listed = {line.reference for line in came} | {line.provider_reference for line in came}
        for payment in ours:
            if payment.reference in listed or payment.provider_reference in listed:
                continue
            if payment.state == PaymentState.REFUNDED or self._is_paid_there(payment):
                continue  # paid before midnight there, and noted after it here
            line = BookLine(payment.reference, payment.provider_reference, Decimal(0), payment.captured_currency)
            self.findings.note(Kind.ORDER_WITHOUT_PAYMENT, line, payment, our_amount=payment.captured_amount)

    def _ask(self, payment: Payment) -> bool:
        try:
            ask(payment=payment)
        except (ProviderAway, BadMessage, UnknownProvider):
            return False
        payment.refresh_from_db()
        return True

    def _is_paid_there(self, payment: Payment) -> bool:
        try:
            event = ask(payment=payment)
        except (ProviderAway, BadMessage, UnknownProvider):
            return False
        return event is not None and event.kind is EventKind.PAID and event.money.amount == payment.captured_amount

    def _look_for_missing_refunds(self) -> None:
        """Refunds that we hold for done and their list does not show. One that stands on the list of another day is none of them."""
        done = Refund.objects.filter(self._that_day("done_at"), payment__provider__in=self.codes, state=RefundState.DONE)
        for refund in done.exclude(reference__in=self.refunds).select_related("payment").order_by("pk"):
            try:
                theirs = amount_there(refund)
            except (ProviderAway, BadMessage, UnknownProvider):
                theirs = None
            compare_refund(self.findings, refund, theirs)

    def _book_fees(self, lines: list[BookLine]) -> None:
        """What the company took for each trade goes into the ledger, once."""
        fees: dict[str, list[Fee]] = defaultdict(list)
        for line in lines:
            payment = self._payment_of(line)
            currency = line.currency or (payment.captured_currency if payment else "") or self.only_currency
            if not line.fee or not currency or self._is_anothers(payment):
                continue
            provider = payment.provider if payment else self.codes[0]
            fees[provider].append(Fee(line.provider_reference, Money(line.fee, currency), line.refund, payment))
        for provider, found in fees.items():
            record_fees(provider=provider, day=self.run.day, fees=found)


def _came_and_went(lines: list[BookLine]) -> set[str]:
    """Their numbers of trades of which nothing is left by this list alone."""
    left: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        left[line.provider_reference] += -line.amount if line.refund else line.amount
    return {number for number, amount in left.items() if not amount}
