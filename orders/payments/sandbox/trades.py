"""What the buyer does at the wallet."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from orders.payments.sandbox.models import Behaviour, SandboxTrade, TradeStatus
from orders.payments.sandbox.notices import notify_closed, notify_paid, wire_time
from orders.payments.sandbox.party import APP_ID, SELLER_ID, wallet_key
from orders.payments.signing import canonical, sign


class TradeOver(Exception):
    """The trade is paid or closed already."""


def close_if_overdue(trade: SandboxTrade) -> SandboxTrade:
    """A trade whose time is over closes by itself; the caller holds its row."""
    if trade.is_open and trade.expires_at <= timezone.now():
        trade.status, trade.closed_at = TradeStatus.TRADE_CLOSED, timezone.now()
        trade.save(update_fields=["status", "closed_at"])
    return trade


def _locked(trade: SandboxTrade) -> SandboxTrade:
    return close_if_overdue(SandboxTrade.objects.select_for_update().get(pk=trade.pk))


@transaction.atomic
def pay(
    *, trade: SandboxTrade, behaviour: Behaviour, delay: int = 0, is_refund_hesitant: bool = False, anyway: bool = False
) -> SandboxTrade:
    """Take the money and tell the shop in the chosen manner. `anyway` pays a closed trade too: the wallet's own mistake, for
    trying out late money. Raises TradeOver."""
    trade = _locked(trade)
    may_pay = trade.is_open or (anyway and trade.paid_at is None)
    if not may_pay:
        raise TradeOver(trade.trade_no)
    trade.status, trade.paid_at = TradeStatus.TRADE_SUCCESS, timezone.now()
    trade.behaviour, trade.is_refund_hesitant = behaviour, is_refund_hesitant
    trade.save(update_fields=["status", "paid_at", "behaviour", "is_refund_hesitant"])
    notify_paid(trade, delay=delay)
    return trade


@transaction.atomic
def refuse(*, trade: SandboxTrade) -> SandboxTrade:
    """The buyer does not want to pay: the trade closes and the shop is told. Raises TradeOver."""
    trade = _close(trade)
    notify_closed(trade)
    return trade


@transaction.atomic
def let_expire(*, trade: SandboxTrade) -> SandboxTrade:
    """As if the trade's time were over: it closes and nobody is told. Raises TradeOver."""
    return _close(trade)


def _close(trade: SandboxTrade) -> SandboxTrade:
    trade = _locked(trade)
    if not trade.is_open:
        raise TradeOver(trade.trade_no)
    trade.status, trade.closed_at = TradeStatus.TRADE_CLOSED, timezone.now()
    trade.save(update_fields=["status", "closed_at"])
    return trade


def signed_return(trade: SandboxTrade) -> str:
    """Where the buyer's browser goes back to, signed by the wallet. To our own shop it stays on the host the buyer came by."""
    fields = {
        "app_id": APP_ID,
        "charset": "utf-8",
        "method": "alipay.trade.page.pay.return",
        "out_trade_no": trade.out_trade_no,
        "seller_id": SELLER_ID,
        "timestamp": wire_time(timezone.now()),
        "total_amount": f"{trade.total_amount:.2f}",
        "trade_no": trade.trade_no,
        "version": "1.0",
    }
    signature = sign(canonical(fields), wallet_key())
    return f"{trade.return_url.removeprefix(settings.SITE_URL)}?{urlencode({**fields, 'sign_type': 'RSA2', 'sign': signature})}"
