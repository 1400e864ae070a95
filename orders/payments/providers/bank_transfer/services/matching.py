"""What a line of a statement is for. Locks go payment → line → whatever the purpose locks, as everywhere in payments."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import CharField, F, Sum, Value
from django.db.models.functions import Replace, Upper
from django.utils.translation import gettext_lazy as _

from marketplace.history.services import record
from marketplace.money import Money
from orders.payments.enums import DEAD, MessageKind, RefundReason, Verdict
from orders.payments.ledger.services.posting import post_part
from orders.payments.models import Payment
from orders.payments.providers.bank_transfer.enums import LineState
from orders.payments.providers.bank_transfer.models import BankLine, LineShare, ProForma
from orders.payments.providers.bank_transfer.reference import references_in, squeezed
from orders.payments.providers.bank_transfer.services import returning
from orders.payments.providers.base import Event, EventKind
from orders.payments.purposes import get_purpose
from orders.payments.services.recording import judge, keep
from orders.payments.services.settling import settle
from orders.payments.services.unwanted import take_unwanted

CODE = "bank_transfer"
STRAY = "stray_transfer"  # the purpose of money that nobody asked for


class CannotPlace(Exception):
    """The line cannot be for that; the text says why, to the officer."""


@dataclass(frozen=True)
class Payee:
    """Where the words of a line lead: one pro forma, or why not."""

    pro_forma: ProForma | None
    note: str = ""


@transaction.atomic
def match_line(*, line: BankLine) -> BankLine:
    """Find what an unread line is for and book it there. What cannot be told for certain is left open for an officer; nothing is guessed
    from an amount. Matching twice is matching once."""
    line = BankLine.objects.get(pk=line.pk)
    if line.state != LineState.UNREAD:
        return line
    if not line.is_credit:
        return _match_debit(line)
    if returning.note_bounce(line):
        return line
    payee = find_payee(line)
    if payee.pro_forma is None:
        return _leave_open(line, payee.note)
    return _book(line, payee.pro_forma.payment_id, by=None)


def find_payee(line: BankLine) -> Payee:
    """The pro forma that the words of the transfer name: by its reference, whose check digits must fit, else by its own number or that of
    the order. Two different ones named: nobody knows."""
    said = squeezed(line.text)
    found = list(ProForma.objects.filter(reference__in=references_in(line.text)).select_related("payment"))
    if not found:
        named = Replace(Upper("payment__key"), Value("-"), Value(""))
        bills = ProForma.objects.annotate(said=Value(said, CharField()), named=named).filter(said__contains=F("named"))
        # IS-26-000012 stands in IS-26-0000123 as well: the longest is meant; and of several attempts to pay it the last.
        by_key = {bill.payment.key: bill for bill in bills.select_related("payment").order_by("pk")}
        longest = max(map(len, by_key), default=0)
        found = [bill for key, bill in by_key.items() if len(key) == longest]
    if len(found) != 1:
        return Payee(None, str(_("The text names no order.")) if not found else str(_("The text names several orders.")))
    if found[0].payment.currency != line.currency:
        return Payee(None, str(_("The order is to be paid in another currency.")))
    return Payee(found[0])


@transaction.atomic
def place_line(*, line: BankLine, pro_forma: ProForma, by) -> BankLine:
    """An officer says which pro forma an open line is for. Raises CannotPlace."""
    if pro_forma.payment.currency != line.currency:
        raise CannotPlace(_("The order is to be paid in another currency."))
    line = _book(line, pro_forma.payment_id, by=by)
    record(subject=line, action="bank_line.placed", by=by, after={"pro_forma": pro_forma.number, "state": line.state})
    return line


@transaction.atomic
def send_line_back(*, line: BankLine, by, note: str = "") -> BankLine:
    """An officer sends an open line's money back to whom it came from. Raises CannotPlace."""
    line = _locked_open(line)
    key = f"line-{line.pk}"
    refund = take_unwanted(
        purpose=STRAY, key=key, provider=CODE, money=line.free, reason=RefundReason.STRAY,
        provider_reference=line.bank_reference, note=note or str(line), by=by,
    )  # fmt: skip
    _share(line, refund.payment, line.free.amount, by)
    _end(line, LineState.RETURNED, note)
    record(subject=line, action="bank_line.sent_back", by=by, after={"refund": refund.reference}, note=note)
    return line


@transaction.atomic
def set_line_aside(*, line: BankLine, by, note: str) -> BankLine:
    """An officer says that an open line is no payment (interest, a fee, a transfer between our own accounts), and what it is.
    Raises CannotPlace."""
    line = _locked_open(line, also_debits=True)
    if not note.strip():
        raise CannotPlace(_("Say what it is."))
    _end(line, LineState.NOTED, note)
    record(subject=line, action="bank_line.set_aside", by=by, note=note)
    return line


@transaction.atomic
def use_line(*, line: BankLine, payment: Payment, money: Money, by) -> BankLine:
    """An open line is the money of a payment that a bank advised otherwise, not by a pro forma. The caller holds the payment. Raises
    CannotPlace where another amount is free of it."""
    line = _locked_open(line)
    if line.free != money:
        raise CannotPlace(_("The line shows another amount."))
    _share(line, payment, money.amount, by)
    _end(line, LineState.MATCHED, "")
    record(subject=line, action="bank_line.placed", by=by, after={"payment": payment.reference, "state": line.state})
    return line


def _book(line: BankLine, payment_id: int, *, by) -> BankLine:
    """So much of the line as the payment still lacks is for it; when nothing lacks it is paid. What is more goes back."""
    payment = Payment.objects.locked().get(pk=payment_id)
    line = _locked_open(line)
    words = keep(provider=CODE, kind=MessageKind.NOTIFICATION, body=_words(line), payment=payment)
    part = Decimal(0)
    if payment.is_live:
        arrived = came_for(payment).amount
        part = min(line.free.amount, payment.amount - arrived)
        share = _share(line, payment, part, by)
        if arrived + part == payment.amount:
            settlement = settle(
                provider=CODE, event=Event(EventKind.PAID, payment.reference, line.bank_reference, payment.money), is_answer=True
            )
            judge(words, settlement.verdict, settlement.note)
        else:
            judge(words, Verdict.SETTLED, f"{arrived + part} of {payment.money}")
            post_part(payment, share.as_part())
            came, missing = Money(arrived + part, payment.currency), Money(payment.amount - arrived - part, payment.currency)
            get_purpose(payment.purpose).on_part(payment, came, missing)
    else:
        judge(words, Verdict.REPEATED, f"the payment is {payment.state}")
    if excess := line.free:
        reason = RefundReason.LATE if payment.state in DEAD else RefundReason.OVERPAID
        _send_back(line, payment, excess, reason, by)
    _end(line, LineState.MATCHED if part else LineState.RETURNED, "" if not by else line.note)
    return line


def came_for(payment: Payment) -> Money:
    """What of a payment has arrived so far."""
    arrived = payment.bank_shares.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    return Money(arrived, payment.currency)


def _send_back(line: BankLine, payment: Payment, money: Money, reason: RefundReason, by) -> None:
    refund = take_unwanted(
        purpose=payment.purpose, key=payment.key, provider=CODE, money=money, reason=reason,
        provider_reference=line.bank_reference, note=f"{payment.reference}: {line}", by=by,
    )  # fmt: skip
    _share(line, refund.payment, money.amount, by)


def send_back_parts_of_ended() -> int:
    """Parts that came for payments which ended unpaid go back to whom they came from. Returns how many."""
    stranded = (
        LineShare.objects.filter(payment__state__in=DEAD, payment__provider=CODE).order_by("pk").values_list("pk", "payment_id")[:100]
    )
    return sum(_send_part_back(share, payment) for share, payment in stranded)


@transaction.atomic
def _send_part_back(share_id: int, payment_id: int) -> bool:
    payment = Payment.objects.locked().get(pk=payment_id)
    share = LineShare.objects.select_for_update(of=("self",)).select_related("line").filter(pk=share_id, payment=payment).first()
    if share is None or payment.state not in DEAD:
        return False
    refund = take_unwanted(
        purpose=payment.purpose, key=payment.key, provider=CODE, money=Money(share.amount, payment.currency), reason=RefundReason.LATE,
        provider_reference=share.line.bank_reference, note=f"{payment.reference}: {share.line}", parts_of=payment,
    )  # fmt: skip
    share.payment = refund.payment
    share.save(update_fields=["payment"])
    BankLine.objects.filter(pk=share.line_id).update(state=LineState.RETURNED)
    return True


def _match_debit(line: BankLine) -> BankLine:
    if line.is_reversal:
        return _leave_open(line, str(_("The bank has taken money back. Look what it was for.")))
    if returning.note_booked(line):
        return line
    if returning.names_a_return(line):
        return _leave_open(line, str(_("It names a transfer back, of another amount or one that left before. Look what it was.")))
    _end(line, LineState.NOTED, "")
    return line


def _locked_open(line: BankLine, *, also_debits: bool = False) -> BankLine:
    locked = BankLine.objects.locked().get(pk=line.pk)
    if locked.state not in (LineState.UNREAD, LineState.OPEN) or not (locked.is_credit or also_debits):
        raise CannotPlace(_("Somebody has placed this line meanwhile, or it is no money that came."))
    return locked


def _share(line: BankLine, payment: Payment, amount: Decimal, by) -> LineShare:
    share = LineShare.objects.create(hub=line.hub, line=line, payment=payment, amount=amount, placed_by=by)
    line.assigned += amount
    line.save(update_fields=["assigned"])
    return share


def _leave_open(line: BankLine, note: str) -> BankLine:
    _end(line, LineState.OPEN, note)
    return line


def _end(line: BankLine, state: LineState, note: str) -> None:
    line.state, line.note = state, note[:300]
    line.save(update_fields=["state", "note"])


def _words(line: BankLine) -> bytes:
    """The line as it stands in the statement, for the payment's own record; without their account, which is kept encrypted."""
    said = {
        "statement": line.statement_id, "row": line.row, "booked_on": str(line.booked_on), "amount": str(line.amount),
        "currency": line.currency, "from": line.counterparty, "text": line.text, "reference": line.bank_reference,
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False).encode()
