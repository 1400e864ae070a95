"""A provider that gives no list of a day is asked about each of our payments and refunds of that day."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Q

from orders.payments.enums import RefundState
from orders.payments.exceptions import BadMessage, ProviderAway
from orders.payments.models import Payment, Refund
from orders.payments.providers.base import BookLine, Event, EventKind, Provider
from orders.payments.reconciliation.enums import Kind, RunState
from orders.payments.reconciliation.models import Run
from orders.payments.reconciliation.services.finding import Findings
from orders.payments.reconciliation.services.refunds import amount_there, compare_refund
from orders.payments.services.asking import ask
from orders.payments.services.refunding import carry_out_refund


def question_day(run: Run, ways: list[Provider]) -> Run:
    """Compare one day. Money that such a provider took without our knowing cannot be found so: it has to be a number of ours. Raises
    ProviderAway where a question got no answer; what did is compared all the same, and nothing found before is closed."""
    findings, codes = Findings(run, ways[0].code), [way.code for way in ways]
    payments, refunds = _payments_of(run, codes, ways[0].books_zone), _refunds_of(run, codes, ways[0].books_zone)
    unanswered = [payment.reference for payment in payments if not _question_payment(findings, payment)]
    unanswered += [refund.reference for refund in refunds if not _question_refund(findings, refund)]
    answers = {"lines": len(payments) + len(refunds) - len(unanswered), "payments": len(payments)}
    if unanswered:
        note = f"{len(unanswered)} of {len(payments) + len(refunds)} questions had no answer: {', '.join(unanswered)}"
        findings.finish(RunState.FAILED, note=note[:300], **answers)
        raise ProviderAway(note[:300])
    findings.close_what_is_none()
    return findings.finish(RunState.DONE, **answers)


def _that_day(run: Run, zone: str, *moments: str) -> Q:
    begins = datetime.combine(run.day, time(), ZoneInfo(zone))
    span = (begins, begins + timedelta(days=1))
    found = Q()
    for moment in moments:
        found |= Q(**{f"{moment}__gte": span[0], f"{moment}__lt": span[1]})
    return found


def _payments_of(run: Run, codes: list[str], zone: str) -> list[Payment]:
    """Begun, paid or ended that day: what lives and what ended unpaid may have been paid without our knowing."""
    return list(Payment.objects.filter(_that_day(run, zone, "created_at", "paid_at", "ended_at"), provider__in=codes).order_by("pk"))


def _refunds_of(run: Run, codes: list[str], zone: str) -> list[Refund]:
    that_day = _that_day(run, zone, "created_at", "done_at")
    return list(Refund.objects.filter(that_day, payment__provider__in=codes).select_related("payment").order_by("pk"))


def _question_payment(findings: Findings, payment: Payment) -> bool:
    """False where there was no answer."""
    was_known = payment.captured is not None
    try:
        event = ask(payment=payment)
    except (ProviderAway, BadMessage):
        return False
    payment.refresh_from_db()
    findings.healed += payment.captured is not None and not was_known
    _compare(findings, payment, event)
    return True


def _compare(findings: Findings, payment: Payment, event: Event | None) -> None:
    is_paid_there = event is not None and event.kind is EventKind.PAID and event.money is not None
    theirs = event.money.amount if is_paid_there else Decimal(0)
    ours = payment.captured_amount
    if theirs == ours:
        return
    kind = Kind.PAID_WITHOUT_ORDER if not ours else Kind.ORDER_WITHOUT_PAYMENT if not theirs else Kind.AMOUNT_DIFFERS
    line = BookLine(payment.reference, payment.provider_reference, theirs, payment.captured_currency or payment.currency)
    findings.note(kind, line, payment, our_amount=ours)


def _question_refund(findings: Findings, refund: Refund) -> bool:
    try:
        if refund.state == RefundState.WAITING:  # it is asked for once more, which is a question as well
            refund = carry_out_refund(refund=refund)
            findings.healed += refund.state == RefundState.DONE
        if refund.state != RefundState.WAITING:
            compare_refund(findings, refund, amount_there(refund))
    except (ProviderAway, BadMessage):
        return False
    return True
