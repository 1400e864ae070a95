"""A statement as a bank would send it, for trying the desk out: demonstration accounts have no bank."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.utils import timezone

from orders.payments.providers.bank_transfer.models import ProForma
from orders.payments.providers.bank_transfer.services.matching import came_for
from orders.payments.providers.bank_transfer.statements.table import COLUMNS


def specimen_statement(pro_formas: Iterable[ProForma]) -> bytes:
    """The table with what each live pro forma of a demonstration account still lacks, and one line that names nobody. Empty where there
    is none."""
    rows = [row for pro_forma in pro_formas if (row := _row(pro_forma))]
    if not rows:
        return b""
    stray = [
        f"{timezone.localdate()}",
        "12.50",
        rows[0][2],
        "Nobody Ltd.",
        "DEMO9999",
        "DEMOCNBJ",
        "thank you",
        f"STRAY{timezone.now():%y%m%d%H%M}",
    ]
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerows([COLUMNS, *rows, stray])
    return out.getvalue().encode("utf-8-sig")


def _row(pro_forma: ProForma) -> list[str] | None:
    payment = pro_forma.payment
    if not (pro_forma.account.is_demonstration and payment.is_live):
        return None
    came = came_for(payment).amount
    payer = (pro_forma.facts["buyer"] or ["Demo buyer"])[0]
    number = f"DEMO{pro_forma.pk}-{int(came * 100)}"
    missing = f"{payment.amount - came}"
    return [
        f"{timezone.localdate()}",
        missing,
        payment.currency,
        payer,
        f"DEMO{pro_forma.pk:04}",
        "DEMOCNBJ",
        pro_forma.written_reference,
        number,
    ]
