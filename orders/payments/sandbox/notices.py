"""The wallet's notifications: made and signed once, posted until the shop answers `success`."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.jobs import enqueue
from orders.payments.sandbox.models import Behaviour, NoticeState, SandboxNotice, SandboxTrade, TradeStatus
from orders.payments.sandbox.party import APP_ID, BUYER_ID, BUYER_LOGON_ID, SELLER_ID, forger_key, wallet_key
from orders.payments.signing import canonical, sign

# Minutes between the tries of the real wallet; SANDBOX_CLOCK says how many times faster ours runs.
RETRIES = [2, 10, 10, 60, 120, 360, 900]


def wire_time(moment: datetime) -> str:
    """China's time to the second, as the wallet writes it."""
    return f"{timezone.localtime(moment, timezone.get_fixed_timezone(480)):%Y-%m-%d %H:%M:%S}"


def signed_notice(
    trade: SandboxTrade, status: TradeStatus, *, amount: Decimal | None = None, key: rsa.RSAPrivateKey | None = None, **more: str
) -> dict[str, str]:
    """The fields of one notification, in the wallet's own names, with its signature."""
    fields = {
        "notify_time": wire_time(timezone.now()),
        "notify_type": "trade_status_sync",
        "notify_id": uuid.uuid4().hex,
        "app_id": APP_ID,
        "charset": "utf-8",
        "version": "1.0",
        "trade_no": trade.trade_no,
        "out_trade_no": trade.out_trade_no,
        "buyer_id": BUYER_ID,
        "buyer_logon_id": BUYER_LOGON_ID,
        "seller_id": SELLER_ID,
        "trade_status": status.value,
        "total_amount": f"{amount if amount is not None else trade.total_amount:.2f}",
        "trans_currency": trade.currency,
        "subject": trade.subject,
        "gmt_create": wire_time(trade.created_at),
        **more,
    }
    return {**fields, "sign_type": "RSA2", "sign": sign(canonical(fields), key or wallet_key())}


def notify_paid(trade: SandboxTrade, *, delay: int = 0) -> None:
    """Tell the shop that money came, well or badly, as the trade's behaviour says."""
    paid = {"gmt_payment": wire_time(trade.paid_at), "receipt_amount": f"{trade.total_amount:.2f}"}
    behaviour = Behaviour(trade.behaviour)
    if behaviour == Behaviour.LOST:
        return
    if behaviour == Behaviour.FORGED:
        _post(trade, signed_notice(trade, TradeStatus.TRADE_SUCCESS, key=forger_key(), **paid))
    elif behaviour == Behaviour.WRONG_AMOUNT:
        _post(trade, signed_notice(trade, TradeStatus.TRADE_SUCCESS, amount=trade.total_amount + 1, **paid))
    elif behaviour == Behaviour.DUPLICATED:
        fields = signed_notice(trade, TradeStatus.TRADE_SUCCESS, **paid)
        for _ in range(3):
            _post(trade, fields)
    elif behaviour == Behaviour.OUT_OF_ORDER:
        _post(trade, signed_notice(trade, TradeStatus.TRADE_SUCCESS, **paid))
        _post(trade, signed_notice(trade, TradeStatus.WAIT_BUYER_PAY), delay=2)
    else:
        late = delay if behaviour == Behaviour.DELAYED else 0
        _post(trade, signed_notice(trade, TradeStatus.TRADE_SUCCESS, **paid), delay=late)


def notify_closed(trade: SandboxTrade) -> None:
    _post(trade, signed_notice(trade, TradeStatus.TRADE_CLOSED, gmt_close=wire_time(trade.closed_at)))


def _post(trade: SandboxTrade, fields: Mapping[str, str], *, delay: float = 0) -> SandboxNotice | None:
    if not trade.notify_url:
        return None
    notice = SandboxNotice.objects.create(hub=current_hub(), trade=trade, fields=dict(fields))
    _schedule(notice, delay)
    return notice


def _schedule(notice: SandboxNotice, seconds: float) -> None:
    run_after = timezone.now() + timedelta(seconds=seconds) if seconds else None
    key = f"sandbox-notice:{notice.pk}:{notice.attempts}"
    enqueue("sandbox.notice", payload={"notice": notice.pk}, key=key, run_after=run_after)


def deliver(notice: SandboxNotice) -> SandboxNotice:
    """Post it once over HTTP; plan the next try where the shop did not answer exactly `success`."""
    if notice.state != NoticeState.WAITING:
        return notice
    try:
        reply = requests.post(notice.trade.notify_url, data=notice.fields, timeout=(3, 10), allow_redirects=False)
        said = f"{reply.status_code} {reply.text[:150]}"
        is_taken = reply.status_code == 200 and reply.content == b"success"
    except requests.RequestException as error:
        said, is_taken = type(error).__name__, False
    with transaction.atomic():
        notice.attempts += 1
        notice.last_answer = said
        if is_taken:
            notice.state = NoticeState.ACKNOWLEDGED
        elif notice.attempts > len(RETRIES):
            notice.state = NoticeState.GIVEN_UP
        else:
            _schedule(notice, RETRIES[notice.attempts - 1] * 60 / settings.SANDBOX_CLOCK)
        notice.save(update_fields=["attempts", "last_answer", "state"])
    return notice
