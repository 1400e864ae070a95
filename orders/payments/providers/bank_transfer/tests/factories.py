from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.payments.models import Payment
from orders.payments.providers.bank_transfer.models import BankAccount, BankLine, ProForma
from orders.payments.providers.bank_transfer.services.importing import import_statement
from orders.payments.services import start_payment

NUMBER = "000123456789"


def make_account(currency: str = "CNY", **fields) -> BankAccount:
    values = {
        "holder": "Rwanda Development Board",
        "bank": "Bank of Kigali",
        "number": NUMBER,
        "bic": "BKIGRWRW",
        "valid_from": timezone.localdate(),
        "source": "test",
        **fields,
    }
    return BankAccount.objects.create(hub=current_hub(), currency=currency, **values)


def make_pro_forma(key: str = "T-1", amount: str = "1000.00", currency: str = "CNY", days: float = 7) -> ProForma:
    """A live payment by transfer with its pro forma; the account is made where there is none."""
    if not BankAccount.objects.filter(currency=currency).exists():
        make_account(currency)
    payment = start_payment(
        purpose="test",
        key=key,
        amount=Money(Decimal(amount), currency),
        provider="bank_transfer",
        expires_at=timezone.now() + timedelta(days=days),
        return_url="/orders/T-1/",
    ).payment
    return ProForma.objects.select_related("payment").get(payment=payment)


def table(*rows: str) -> bytes:
    """A statement as a table; each row: amount,text[,their account[,bank's number]]"""
    lines = ["date;amount;currency;name;account;bic;text;reference"]
    for row in rows:
        amount, text, account, number = [*row.split(","), "", "", ""][:4]
        lines.append(f"2026-11-20;{amount};CNY;Carla Trading Co.;{account or 'CN001'};BKCHCNBJ;{text};{number}")
    return "\n".join(lines).encode()


def bring(*rows: str, account: BankAccount | None = None) -> list[BankLine]:
    """Read a statement of these rows in; its new lines in order."""
    account = account or BankAccount.objects.first()
    done = import_statement(account=account, file_name="november.csv", body=table(*rows), by=None)
    return list(BankLine.objects.filter(statement=done.statement).order_by("row"))


def state_of(payment: Payment) -> str:
    payment.refresh_from_db()
    return payment.state
