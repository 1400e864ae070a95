from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.jobs import enqueue
from orders.payments.providers.bank_transfer.enums import StatementFormat
from orders.payments.providers.bank_transfer.models import BankAccount, BankLine, BankStatement
from orders.payments.providers.bank_transfer.statements.camt import read_camt
from orders.payments.providers.bank_transfer.statements.reading import BadStatement, RowError, StatementLine, fingerprints
from orders.payments.providers.bank_transfer.statements.table import read_table

LARGEST = 5 * 1024 * 1024


class StatementKnown(Exception):
    """This very file was read in before."""

    def __init__(self, statement: BankStatement) -> None:
        super().__init__(str(statement))
        self.statement = statement


@dataclass(frozen=True)
class Imported:
    """known: lines that an earlier statement had brought already; they count once."""

    statement: BankStatement
    new: int
    known: int


def import_statement(*, account: BankAccount, file_name: str, body: bytes, by) -> Imported:
    """Keep the file and its lines, and have each new one matched by a job of its own. Raises BadStatement with every row that cannot be
    read, then nothing is kept; StatementKnown for a file that is here already."""
    if len(body) > LARGEST:
        raise BadStatement([RowError(0, _("The file is larger than 5 MB: send a shorter period."))])
    sha256 = hashlib.sha256(body).hexdigest()
    if known := BankStatement.objects.filter(account=account, sha256=sha256).first():
        raise StatementKnown(known)
    is_xml = body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    lines = read_camt(body, account_number=account.number) if is_xml else read_table(body)
    if foreign := [
        RowError(line.row, _("The account is kept in %(currency)s.") % {"currency": account.currency})
        for line in lines
        if line.currency != account.currency
    ]:
        raise BadStatement(foreign)
    with transaction.atomic():
        BankAccount.objects.select_for_update().get(pk=account.pk)  # two officers with one file
        if known := BankStatement.objects.filter(account=account, sha256=sha256).first():
            raise StatementKnown(known)
        statement = BankStatement.objects.create(
            hub=current_hub(),
            account=account,
            file_name=file_name[:200],
            format=StatementFormat.CAMT053 if is_xml else StatementFormat.CSV,
            sha256=sha256,
            body=base64.b64encode(body).decode(),
            imported_by=by,
        )
        new = _keep_lines(statement, lines)
        figures = {"file": statement.file_name, "lines": len(lines), "new": new}
        record(subject=statement, action="bank_statement.imported", by=by, after=figures)
    return Imported(statement, new, len(lines) - new)


def _keep_lines(statement: BankStatement, lines: list[StatementLine]) -> int:
    prints = fingerprints(lines)
    known = set(BankLine.objects.filter(account=statement.account, fingerprint__in=prints).values_list("fingerprint", flat=True))
    fresh = BankLine.objects.bulk_create(
        BankLine(
            hub=statement.hub,
            account=statement.account,
            statement=statement,
            fingerprint=fingerprint,
            row=line.row,
            booked_on=line.booked_on,
            amount=line.amount,
            currency=line.currency,
            counterparty=line.counterparty,
            counterparty_account=line.counterparty_account,
            counterparty_bic=line.counterparty_bic,
            text=line.text,
            bank_reference=line.bank_reference,
            is_reversal=line.is_reversal,
        )
        for line, fingerprint in zip(lines, prints, strict=True)
        if fingerprint not in known
    )
    for line in fresh:
        enqueue("bank_transfer.match", payload={"line": line.pk}, key=f"bank-line:{line.pk}")
    return len(fresh)
