from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from orders.models.cart import Cart, new_token


class Checkout(HubOwned):
    """A checkout under way: what was typed, the quotes asked for, the choices made. One a cart; gone once the order stands."""

    cart = models.OneToOneField(Cart, on_delete=models.CASCADE, related_name="checkout")
    # What the order will be known by when it is placed: a second click finds the first one's order.
    attempt = models.CharField(_("attempt"), max_length=80, default=new_token)
    typed = models.JSONField(_("as typed"), default=dict)
    address = models.JSONField(_("address"), default=dict, help_text=_("The checked address; empty until it passes."))
    contact = models.JSONField(_("contact"), default=dict, help_text=_("E-mail, and company, its code and its order number where given."))
    quotes = models.JSONField(_("quotes"), default=dict, help_text=_("Seller → quote and what it was asked for."))
    choices = models.JSONField(_("delivery chosen"), default=dict, help_text=_("Seller → option of the quote."))
    provider = models.CharField(_("payment"), max_length=30, blank=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta(HubOwned.Meta):
        verbose_name = _("checkout")
        verbose_name_plural = _("checkouts")

    def __str__(self) -> str:
        return f"{self.cart_id} · {self.changed_at:%Y-%m-%d %H:%M}"
