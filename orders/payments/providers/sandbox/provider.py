from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orders.payments.keys import private_key
from orders.payments.providers.pagepay import PagePay


class Sandbox(PagePay):
    """The wallet of `orders.payments.sandbox`: real requests, real signatures, no money."""

    code = "sandbox"
    name = _("Sandbox wallet")
    hint = _("A page of our own that plays the wallet. No money moves.")
    currencies = frozenset({"CNY", "USD", "EUR", "RWF"})
    app_id = "2026000000000001"
    seller_id = "2088000000000001"

    def is_available(self) -> bool:
        return settings.PAYMENTS_SANDBOX

    @property
    def gateway_url(self) -> str:
        return settings.SITE_URL + reverse("sandbox:gateway")

    @property
    def page_url(self) -> str:
        """On whatever host the buyer came by: the wallet lives in the same house, and another host would lose the session."""
        return reverse("sandbox:gateway")

    @property
    def our_key(self):
        return private_key("sandbox_merchant")

    @property
    def their_key(self):
        return private_key("sandbox_wallet").public_key()
