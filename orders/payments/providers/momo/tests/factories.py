from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from marketplace.money import Money
from orders.payments.models import Payment
from orders.payments.providers.momo.models import MomoAsk
from orders.payments.providers.momo.services.asking import ask_payer
from orders.payments.sandbox.momo import gateway, operations
from orders.payments.services import start_payment
from orders.payments.services.asking import ask_about_open_payments
from orders.payments.tests.wire import jump

PHONE = "250788123456"
FAILING, REJECTING, EXPIRING, SILENT, SLOW, UNKNOWN = (f"4673312345{end}" for end in range(6))


assert gateway  # it tells the sandbox which faults there are


def make_payment(key: str = "T-1", amount: str = "5000", minutes: float = 15) -> Payment:
    return start_payment(
        purpose="test",
        key=key,
        amount=Money(Decimal(amount), "RWF"),
        provider="momo",
        expires_at=timezone.now() + timedelta(minutes=minutes),
        return_url="/orders/T-1/",
        description='Alice\'s "best" coffee',
    ).payment


def make_paid(run_waiting_jobs, **fields) -> Payment:
    payment = make_payment(**fields)
    ask(payment)
    wait(run_waiting_jobs)
    payment.refresh_from_db()
    return payment


def wait(run_waiting_jobs, rounds: int = 3) -> None:
    """Until everybody has said and heard everything."""
    for _ in range(rounds):
        pass_time()
        Payment.objects.live().update(next_query_at=timezone.now())
        ask_about_open_payments()
        run_waiting_jobs()


def ask(payment: Payment, phone: str = PHONE) -> MomoAsk:
    return ask_payer(payment=payment, msisdn=phone)


def pass_time() -> None:
    """Whoever holds a phone has made up their mind, and what waits anywhere is due."""
    operations.hurry()
    jump()
