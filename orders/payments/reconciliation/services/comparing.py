"""Our books against a provider's list of one day. What asking the provider can put right is put right at once; the rest becomes a row that
waits for an officer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from marketplace.hubs.context import current_hub
from orders.payments.enums import PaymentState, RefundState
from orders.payments.exceptions import BadMessage, ProviderAway, UnknownProvider
from orders.payments.models import Payment, PaymentRoute, Refund
from orders.payments.providers import books_kept
from orders.payments.providers.base import BookLine, EventKind, Provider
from orders.payments.reconciliation.enums import DifferenceState, Kind, RunState
from orders.payments.reconciliation.models import Difference, Run
from orders.payments.services.asking import ask
from orders.payments.services.refunding import carry_out_refund

log = structlog.get_logger(__name__)


def reconcile_day(*, books: str, day: date, by=None) -> Run:
    """Compare one day. Doing it again finds each difference once, and closes those that are none any more. Call it outside of any
    transaction: it asks the provider. Raises UnknownProvider where nobody gives such a list, and ProviderAway or BadMessage, the run
    then being noted as failed."""
    ways = books_kept().get(books)
    if not ways:
        raise UnknownProvider(books)
    run = Run.objects.create(hub=current_hub(), books=books, day=day, asked_by=by)
    try:
        lines = ways[0].lines_of(day)
    except (ProviderAway, BadMessage) as error:
        _finish(run, RunState.FAILED, note=f"{type(error).__name__}: {error}"[:300])
        raise
    return _Comparison(run, ways).carry_out(lines)


def _finish(run: Run, state: RunState, **facts) -> Run:
    for name, value in {**facts, "state": state, "finished_at": timezone.now()}.items():
        setattr(run, name, value)
    run.save()
    return run


class _Comparison:
    def __init__(self, run: Run, ways: list[Provider]) -> None:
        self.run, self.codes, self.zone = run, [way.code for way in ways], ZoneInfo(ways[0].books_zone)
        self.healed = 0
        self.seen: set[tuple[str, ...]] = set()

    def carry_out(self, lines: list[BookLine]) -> Run:
        self._open_our_books(lines)
        came = [line for line in lines if not line.refund]
        for line in came:
            self._compare_payment(line)
        for line in lines:
            if line.refund:
                self._compare_refund(line)
        ours = self._paid_that_day()
        self._look_for_missing(ours, came)
        closed = self._close_what_is_none()
        found = Difference.objects.open().filter(books=self.run.books, day=self.run.day).count()
        run = _finish(self.run, RunState.DONE, lines=len(lines), payments=len(ours), healed=self.healed + closed, found=found)
        log.info("reconciled", books=run.books, day=str(run.day), lines=run.lines, healed=run.healed, found=found)
        return run

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

    def _compare_payment(self, line: BookLine) -> None:
        payment = self._payment_of(line)
        if self._is_anothers(payment):
            return
        if payment is not None and payment.captured is None and self._ask(payment):
            self.healed += payment.captured is not None  # its message was lost, or came to a house on fire
        if payment is None or payment.captured is None:
            self._note(Kind.PAID_WITHOUT_ORDER, line, payment, our_amount=Decimal(0))
        elif payment.captured_amount != line.amount:
            self._note(Kind.AMOUNT_DIFFERS, line, payment, our_amount=payment.captured_amount)

    def _compare_refund(self, line: BookLine) -> None:
        refund = self.refunds.get(line.refund)
        payment = refund.payment if refund else self._payment_of(line)
        if self._is_anothers(payment):
            return
        if refund is not None and refund.state == RefundState.WAITING and refund.amount == line.amount:
            try:
                refund = carry_out_refund(refund=refund)  # asked again it moves nothing, and its answer is written down
                self.healed += refund.state == RefundState.DONE
            except (ProviderAway, BadMessage):
                pass
        ours = refund.amount if refund is not None and refund.state == RefundState.DONE else Decimal(0)
        if ours != line.amount:
            self._note(Kind.AMOUNT_DIFFERS, line, payment, our_amount=ours)

    def _paid_that_day(self) -> list[Payment]:
        begins = datetime.combine(self.run.day, time(), self.zone)
        paid = Payment.objects.filter(provider__in=self.codes, paid_at__gte=begins, paid_at__lt=begins + timedelta(days=1))
        return list(paid.exclude(captured_currency=""))

    def _look_for_missing(self, ours: Iterable[Payment], came: list[BookLine]) -> None:
        listed = {line.reference for line in came} | {line.provider_reference for line in came}
        for payment in ours:
            if payment.reference in listed or payment.provider_reference in listed:
                continue
            if payment.state == PaymentState.REFUNDED or self._is_paid_there(payment):
                continue  # paid before midnight there, and noted after it here
            line = BookLine(payment.reference, payment.provider_reference, Decimal(0), payment.captured_currency)
            self._note(Kind.ORDER_WITHOUT_PAYMENT, line, payment, our_amount=payment.captured_amount)

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

    def _note(self, kind: Kind, line: BookLine, payment: Payment | None, *, our_amount: Decimal) -> None:
        names = (kind.value, line.reference, line.provider_reference, line.refund)
        self.seen.add(names)
        currency = line.currency or (payment and (payment.captured_currency or payment.currency)) or "CNY"
        facts = {"their_amount": line.amount, "our_amount": our_amount, "payment": payment, "currency": currency, "day": self.run.day}
        with transaction.atomic():
            row, is_new = Difference.objects.get_or_create(
                hub=current_hub(),
                kind=kind,
                books=self.run.books,
                reference=line.reference,
                provider_reference=line.provider_reference,
                refund_number=line.refund,
                defaults={**facts, "provider": payment.provider if payment else self.codes[0]},
            )
            if row.state == DifferenceState.HEALED:  # it seemed settled
                Difference.objects.filter(pk=row.pk).update(**facts, state=DifferenceState.OPEN, closed_at=None, closed_by=None)
        if is_new:
            log.error(
                "books differ",
                kind=kind.value,
                books=self.run.books,
                reference=line.reference,
                theirs=str(line.amount),
                ours=str(our_amount),
            )

    def _close_what_is_none(self) -> int:
        open_rows = Difference.objects.open().filter(books=self.run.books, day=self.run.day)
        gone = [row.pk for row in open_rows if (row.kind, row.reference, row.provider_reference, row.refund_number) not in self.seen]
        return Difference.objects.open().filter(pk__in=gone).update(state=DifferenceState.HEALED, closed_at=timezone.now())
