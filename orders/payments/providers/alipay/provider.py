"""Alipay's Open Platform: its page on a desk, its app on a phone. The same code towards Alipay and towards the sandbox; only the
address and the keys differ. What a mainland contract settles is yuan."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orders.payments.keys import private_key, public_key, read_public
from orders.payments.providers.alipay.customs import DeclaresAtAlipay

# The merchant that the sandbox knows us as.
SANDBOX_APP, SANDBOX_SELLER = "2026000000000002", "2088000000000002"


class Alipay(DeclaresAtAlipay):
    code = "alipay"
    name = _("Alipay")
    currencies = frozenset({"CNY"})
    books = "alipay"

    @property
    def is_real(self) -> bool:
        """A contract with Alipay is configured; else it is the sandbox."""
        return bool(settings.ALIPAY_APP_ID)

    def is_available(self) -> bool:
        return self.is_real or bool(settings.PAYMENTS_SANDBOX and settings.SANDBOX_URL)

    @property
    def hint(self):
        return "" if self.is_real else _("In the sandbox: no money moves.")

    @property
    def app_id(self) -> str:
        return settings.ALIPAY_APP_ID or SANDBOX_APP

    @property
    def seller_id(self) -> str:
        return settings.ALIPAY_SELLER_ID if self.is_real else SANDBOX_SELLER

    @property
    def gateway_url(self) -> str:
        return settings.ALIPAY_GATEWAY if self.is_real else f"{settings.SANDBOX_URL}/alipay/gateway.do"

    @property
    def page_url(self) -> str:
        return settings.ALIPAY_GATEWAY if self.is_real else reverse("sandbox:door", args=["alipay/gateway.do"])

    @property
    def bill_hosts(self) -> tuple[str, ...]:
        return (".alipay.com",) if self.is_real else (settings.SANDBOX_URL,)

    @property
    def our_key(self):
        return private_key("alipay_app" if self.is_real else "alipay_merchant")

    @property
    def their_key(self):
        if self.is_real:
            return read_public(settings.ALIPAY_PUBLIC_KEY)
        return public_key(settings.SANDBOX_DIR / "keys" / "wallet.pub.pem")
