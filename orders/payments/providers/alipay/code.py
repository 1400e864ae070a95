"""A code of Alipay's that we show ourselves and the buyer scans (`alipay.trade.precreate`)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orders.payments.exceptions import PaymentRefused, ProviderAway
from orders.payments.models import Payment
from orders.payments.providers.alipay.provider import Alipay
from orders.payments.providers.base import CloseAnswer, Opened
from orders.payments.providers.pagepay import NO_SUCH_TRADE


class AlipayCode(Alipay):
    code = "alipay_code"
    name = _("Alipay, by scanning a code")

    def start(self, payment: Payment, *, notify_url: str, return_url: str) -> Opened:
        body, answer = self._call("alipay.trade.precreate", self._offer(payment), notify_url=notify_url)
        if answer.get("code") == "40004":
            raise PaymentRefused(f"{answer.get('sub_code', '')} {answer.get('sub_msg', '')}".strip())
        self._expect_success(body, answer)
        code = answer.get("qr_code", "")
        if not code:
            raise ProviderAway("precreate: no code", body)
        return Opened(reverse("pay:code", args=[payment.reference]), body, code)

    def cancel(self, payment: Payment) -> CloseAnswer:
        """A code nobody has scanned is no trade yet: closing finds none, though it could still be paid. Cancelling ends the code. Money
        that came in between is sent back by Alipay itself, and its answer, which we keep, says so."""
        closed = super().cancel(payment)
        if NO_SUCH_TRADE.encode() not in closed.body:
            return closed
        body, answer = self._call("alipay.trade.cancel", {"out_trade_no": payment.reference})
        if answer.get("code") != "10000" or answer.get("retry_flag") == "Y":
            raise ProviderAway(f"cancelling: {answer.get('code')} {answer.get('sub_code', '')}".strip(), body)
        return CloseAnswer(body, is_closed=True)
