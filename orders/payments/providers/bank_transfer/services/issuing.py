from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language

from marketplace.hubs.context import current_hub
from orders.payments.models import Payment
from orders.payments.providers.bank_transfer.models import BankAccount, ProForma
from orders.payments.purposes import Bill, get_purpose


def issue_pro_forma(*, payment: Payment, account: BankAccount) -> ProForma:
    """The pro forma of this payment, issued at the first call. Another attempt for the same order gets a number of its own:
    PF-IS-26-000123, PF-IS-26-000123-2."""
    while True:
        standing = ProForma.objects.filter(payment=payment).first()
        if standing:
            return standing
        try:
            with transaction.atomic():
                return ProForma.objects.create(
                    hub=current_hub(),
                    payment=payment,
                    account=account,
                    number=_next_number(payment),
                    language=get_language() or "en",
                    facts=_facts(payment, account),
                )
        except IntegrityError:
            continue  # two clicks at once, or two attempts: look again


def _next_number(payment: Payment) -> str:
    earlier = ProForma.objects.filter(payment__purpose=payment.purpose, payment__key=payment.key).count()
    return f"PF-{payment.key}" + (f"-{earlier + 1}" if earlier else "")


def _facts(payment: Payment, account: BankAccount) -> dict:
    bill = get_purpose(payment.purpose).bill(payment) or Bill((), (payment.key,), (), payment.money)
    return {
        "issuer": {"name": account.holder, "address": account.holder_address},
        "account": {
            "holder": account.holder,
            "bank": account.bank,
            "bank_address": account.bank_address,
            "number": account.number,
            "bic": account.bic,
        },
        "buyer": list(bill.buyer),
        "references": list(bill.references),
        "lines": [
            {"name": line.name, "detail": line.detail, "quantity": line.quantity, "total": str(line.total.rounded().amount)}
            for line in bill.lines
        ],
        "total": str(payment.money.amount),
        "currency": payment.currency,
        "issued_on": timezone.localdate().isoformat(),
        "due_at": payment.expires_at.isoformat(),
        "is_demonstration": account.is_demonstration,
    }
