from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.payments.models import Payment, PaymentRoute
from orders.payments.sandbox.alipay import trades
from orders.payments.sandbox.alipay.notices import signed_notice
from orders.payments.sandbox.alipay.trades import Trade, TradeStatus
from orders.payments.services import start_payment


def make_route(currency: str = "CNY", **fields) -> PaymentRoute:
    values = {"provider": "sandbox", "valid_from": timezone.localdate(), "source": "test", **fields}
    return PaymentRoute.objects.create(hub=current_hub(), currency=currency, **values)


def make_payment(
    key: str = "T-1",
    amount: str = "400.80",
    currency: str = "CNY",
    minutes: float = 30,
    purpose: str = "test",
    provider: str = "sandbox",
    is_on_phone: bool = False,
) -> Payment:
    return start_payment(
        purpose=purpose,
        key=key,
        amount=Money(Decimal(amount), currency),
        provider=provider,
        expires_at=timezone.now() + timedelta(minutes=minutes),
        return_url="/orders/T-1/",
        description="Two bags of coffee",
        is_on_phone=is_on_phone,
    ).payment


def make_trade(payment: Payment, **fields) -> Trade:
    """The wallet's side of a payment, as if the buyer had opened its page."""
    values = {
        "out_trade_no": payment.reference,
        "subject": payment.description,
        "total": payment.amount,
        "currency": payment.currency,
        "expires_at": payment.expires_at.timestamp(),
        **fields,
    }
    return trades.save(Trade(**values))


def notice_body(
    payment: Payment,
    status: TradeStatus = TradeStatus.TRADE_SUCCESS,
    *,
    key: rsa.RSAPrivateKey | None = None,
    amount: str | None = None,
    **more: str,
) -> bytes:
    """A notification about the payment, signed by the wallet unless another key is given."""
    trade = Trade(
        trade_no=f"2026{payment.pk:024d}",
        out_trade_no=payment.reference,
        subject=payment.description,
        total=payment.amount,
        currency=payment.currency,
    )
    fields = signed_notice(trade, status, key=key, amount=Decimal(amount) if amount else None, **more)
    return urlencode(fields).encode()
