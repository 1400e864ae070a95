from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from orders.duties.enums import Channel
from orders.landed.enums import Colour


class SaleLight(HubOwned):
    """Whether a listing can be sold to a market by one way, as it was found at the last look. A job looks again when anything that it rests
    on has changed; pages work it out anew."""

    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+", verbose_name=_("product"))
    market = models.ForeignKey("duties.Market", on_delete=models.PROTECT, related_name="+", verbose_name=_("market"))
    way = models.CharField(_("way"), max_length=12, choices=Channel.choices)
    colour = models.CharField(_("light"), max_length=6, choices=Colour.choices)
    reasons = ArrayField(models.CharField(max_length=60), verbose_name=_("because of"), default=list)
    checked_at = models.DateTimeField(_("looked at"), default=timezone.now)
    changed_at = models.DateTimeField(_("like this since"), default=timezone.now)

    class Meta(HubOwned.Meta):
        verbose_name = _("light of a listing")
        verbose_name_plural = _("lights of listings")
        ordering = ["-changed_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["product", "market", "way"], name="one_light_a_listing_market_and_way")]
        indexes = [models.Index(fields=["hub", "checked_at"], name="light_looked_at")]

    def __str__(self) -> str:
        return f"{self.product_id} {self.market_id} {self.way}: {self.colour}"
