from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class PaymentRoute(HubOwned):
    """Which provider may take a currency from which country, and since when. No row: no way to pay, said plainly."""

    provider = models.CharField(_("provider"), max_length=40)
    currency = models.CharField(_("currency"), max_length=3)
    country = models.CharField(_("buyer's country"), max_length=2, blank=True, help_text=_("ISO 3166 alpha-2; empty for every country."))
    position = models.PositiveSmallIntegerField(_("place in the list"), default=10)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day it may be used; empty for open."))
    source = models.CharField(_("source"), max_length=200, help_text=_("The contract or decision behind it."))

    class Meta:
        verbose_name = _("way to pay")
        verbose_name_plural = _("ways to pay")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="route_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["hub", "provider", "currency", "country", "valid_from"], name="route_once"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.currency} {self.country}".strip()
