from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orders.payments.keys import private_key, public_key
from orders.payments.providers.pagepay import PagePay


class Sandbox(PagePay):
    """The wallet of the sandbox process: real requests, real signatures, no money."""

    code = "sandbox"
    name = _("Sandbox wallet")
    hint = _("A page of our own that plays the wallet. No money moves.")
    currencies = frozenset({"CNY", "USD", "EUR", "RWF"})
    books = "sandbox"
    app_id = "2026000000000001"
    seller_id = "2088000000000001"

    def is_available(self) -> bool:
        return bool(settings.PAYMENTS_SANDBOX and settings.SANDBOX_URL)

    @property
    def gateway_url(self) -> str:
        return f"{settings.SANDBOX_URL}/alipay/gateway.do"

    @property
    def page_url(self) -> str:
        return reverse("sandbox:door", args=["alipay/gateway.do"])

    @property
    def bill_hosts(self) -> tuple[str, ...]:
        return (settings.SANDBOX_URL,)

    @property
    def our_key(self):
        return private_key("sandbox_merchant")

    @property
    def their_key(self):
        return public_key(settings.SANDBOX_DIR / "keys" / "wallet.pub.pem")
