"""The pro forma as its paper wants it: every word and figure from the frozen facts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from marketplace.documents.letters import unprintable
from marketplace.look.writing import with_code
from marketplace.money import Money, precision
from orders.payments.providers.bank_transfer.models import ProForma

IN_THE_ZONE = "%Y-%m-%d %H:%M"


def pro_forma_data(pro_forma: ProForma) -> dict[str, Any]:
    """What `templates/documents/payments/pro_forma-1.typ` takes. A sign that no font of ours has is a question mark: the figures and the
    reference never hold one."""
    facts = pro_forma.facts
    issued, due = date.fromisoformat(facts["issued_on"]), datetime.fromisoformat(facts["due_at"])
    account = facts["account"]
    money = Money(Decimal(facts["total"]), facts["currency"])
    data = {
        "number": pro_forma.number,
        "created": [issued.year, issued.month, issued.day],
        "date": issued.isoformat(),
        "due": f"{timezone.localtime(due):{IN_THE_ZONE}} {timezone.localtime(due):%Z}",
        "issuer": {"name": facts["issuer"]["name"], "address": [row for row in [facts["issuer"]["address"]] if row]},
        "buyer": facts["buyer"] or ["–"],
        "references": facts["references"] or ["–"],
        "reference": pro_forma.written_reference,
        "account": {
            "holder": account["holder"],
            "number": " ".join(account["number"][start : start + 4] for start in range(0, len(account["number"]), 4)),
            "bank": account["bank"],
            "address": account["bank_address"],
            "bic": account["bic"],
        },
        "lines": [
            {
                "number": str(number),
                "name": line["name"],
                "detail": line["detail"],
                "quantity": line["quantity"],
                "total": _figure(Decimal(line["total"]), facts["currency"]),
            }
            for number, line in enumerate(facts["lines"], start=1)
        ],
        "total": with_code(money),
        "total_figure": _figure(money.amount, money.currency),
        "currency": money.currency,
        "demonstration": facts["is_demonstration"],
    }
    return _printable(data)


def _figure(value: Decimal, currency: str) -> str:
    return f"{value:,.{precision(currency)}f}"


def _printable(data: dict[str, Any]) -> dict[str, Any]:
    missing = unprintable("".join(_texts(data)))
    return _replaced(data, str.maketrans(dict.fromkeys(missing, "?"))) if missing else data


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]


def _replaced(value: Any, table: dict[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, dict):
        return {name: _replaced(part, table) for name, part in value.items()}
    return [_replaced(part, table) for part in value] if isinstance(value, list) else value
