"""What the buyer does at the wallet."""

from __future__ import annotations

import time
from urllib.parse import urlencode

from orders.payments.sandbox import store
from orders.payments.sandbox.alipay import trades
from orders.payments.sandbox.alipay.notices import notify_closed, notify_paid
from orders.payments.sandbox.alipay.party import MERCHANTS, wallet_key
from orders.payments.sandbox.alipay.trades import Trade, TradeOver, TradeStatus, wire_time
from orders.payments.sandbox.faults import Fault
from orders.payments.signing import canonical, sign


def _again(trade: Trade) -> Trade:
    """As it stands now that nobody else may write."""
    return trades.close_if_overdue(trades.by_token(trade.token) or trade)


def pay(trade: Trade, *, fault: Fault | None = None, anyway: bool = False) -> Trade:
    """Take the money and tell the shop in the chosen manner. `anyway` pays a closed trade too: the wallet's own mistake, for
    trying out late money. Raises TradeOver."""
    with store.writing():
        trade = _again(trade)
        may_pay = trade.is_open or (anyway and trade.paid_at is None)
        if not may_pay:
            raise TradeOver(trade.trade_no)
        trade.status, trade.paid_at = TradeStatus.TRADE_SUCCESS, time.time()
        trades.save(trade)
        notify_paid(trade, fault)
    return trade


def refuse(trade: Trade) -> Trade:
    """The buyer does not want to pay: the trade closes and the shop is told. Raises TradeOver."""
    with store.writing():
        trade = let_expire(trade)
        notify_closed(trade)
    return trade


def let_expire(trade: Trade) -> Trade:
    """As if the trade's time were over: it closes and nobody is told. Raises TradeOver."""
    with store.writing():
        trade = _again(trade)
        if not trade.is_open:
            raise TradeOver(trade.trade_no)
        return trades.close(trade)


def signed_return(trade: Trade) -> str:
    """Where the buyer's browser goes back to, signed by the wallet."""
    fields = {
        "app_id": trade.app_id,
        "auth_app_id": trade.app_id,
        "charset": "utf-8",
        "method": "alipay.trade.wap.pay.return" if trade.product == "QUICK_WAP_WAY" else "alipay.trade.page.pay.return",
        "out_trade_no": trade.out_trade_no,
        "seller_id": MERCHANTS[trade.app_id].seller_id,
        "timestamp": wire_time(time.time()),
        "total_amount": f"{trade.total:.2f}",
        "trade_no": trade.trade_no,
        "version": "1.0",
    }
    return f"{trade.return_url}?{urlencode({**fields, 'sign_type': 'RSA2', 'sign': sign(canonical(fields), wallet_key())})}"
