"""Money back through our bank: an officer orders it there, the statement says that it left."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.jobs import enqueue
from orders.payments.models import Refund
from orders.payments.providers.bank_transfer.enums import LineState, ReturnState
from orders.payments.providers.bank_transfer.models import BankAccount, BankLine, BankReturn
from orders.payments.providers.bank_transfer.reference import squeezed

_REFUND = re.compile(r"R[0-9A-F]{28}")
COLUMNS = ["reference", "amount", "currency", "name", "account", "bic", "from_account"]


@transaction.atomic
def prepare_return(*, refund: Refund) -> BankReturn:
    """The transfer back of this refund, written down at the first call: to the account that most of the payment's money came from."""
    standing = BankReturn.objects.filter(refund=refund).first()
    if standing:
        return standing
    share = refund.payment.bank_shares.select_related("line__account").order_by("-amount", "pk").first()
    line = share and share.line
    account = line.account if line else BankAccount.objects.filter(currency=refund.currency).standing().first()
    values = {"hub": current_hub(), "account": account, "amount": refund.amount, "currency": refund.currency}
    if line:
        values |= {"payee": line.counterparty, "payee_account": line.counterparty_account, "payee_bic": line.counterparty_bic}
    return BankReturn.objects.get_or_create(refund=refund, defaults=values)[0]


@transaction.atomic
def order_returns(*, returns: Iterable[BankReturn], by) -> tuple[bytes, list[BankReturn]]:
    """The table for our bank (CSV) and the transfers in it: those that wait and have a payee. They count as ordered from now on."""
    chosen = BankReturn.objects.locked().filter(pk__in=[one.pk for one in returns], state__in=[ReturnState.WAITING, ReturnState.BOUNCED])
    ordered = [one for one in chosen.select_related("refund", "account") if one.is_addressed]
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for one in ordered:
        to = [_cell(one.payee), one.payee_account, one.payee_bic]
        table.writerow([one.refund.reference, one.money.amount, one.currency, *to, one.account.number])
        before, one.state, one.ordered_at, one.ordered_by = one.state, ReturnState.ORDERED, timezone.now(), by
        one.save(update_fields=["state", "ordered_at", "ordered_by"])
        record(
            subject=one, action="bank_return.ordered", by=by, before={"state": before}, after={"state": one.state, "money": str(one.money)}
        )
    return out.getvalue().encode("utf-8-sig"), ordered


def _cell(text: str) -> str:
    """A name that a spreadsheet would take for a formula is kept from being one."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def note_booked(line: BankLine) -> bool:
    """A debit that names a refund of ours, of its amount: the money has left, and the refund is done. False when it names none, or one
    that stands otherwise."""
    found = _named(line, [ReturnState.WAITING, ReturnState.ORDERED, ReturnState.BOUNCED])
    if found is None or found.money.amount != -line.amount or found.currency != line.currency:
        return False
    found.state, found.booked_line = ReturnState.BOOKED, line
    found.save(update_fields=["state", "booked_line"])
    line.state = LineState.MATCHED
    line.save(update_fields=["state"])
    refund = found.refund
    enqueue("payments.refund", payload={"refund": refund.pk}, key=f"refund:{refund.reference}:booked:{line.pk}")
    return True


def names_a_return(line: BankLine) -> bool:
    """Whether a line names any transfer back, however that stands: money that left twice, or more of it, is for somebody to look at."""
    return BankReturn.objects.filter(refund__reference__in=_REFUND.findall(squeezed(line.text))).exists()


def note_bounce(line: BankLine) -> bool:
    """A credit that names a transfer back which is only ordered: it came back to us, and waits for another account. False when it names
    none. One that was booked as done and comes back later stays open for an officer: the buyer was told that the money is there."""
    found = _named(line, [ReturnState.ORDERED])
    if found is None or found.money.amount != line.amount:
        return False
    found.state, found.note = ReturnState.BOUNCED, f"{line}: {line.text}"[:300]
    found.save(update_fields=["state", "note"])
    line.state = LineState.NOTED
    line.save(update_fields=["state"])
    return True


def _named(line: BankLine, states: list[ReturnState]) -> BankReturn | None:
    names = _REFUND.findall(squeezed(line.text))
    return BankReturn.objects.locked().select_related("refund").filter(refund__reference__in=names, state__in=states).first()
