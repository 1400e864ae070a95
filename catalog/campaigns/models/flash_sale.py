from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.allocation.things import Thing
from marketplace.hubs.owned import HubOwned

FLASH = "flash"  # the subject of a sale's pools in marketplace.allocation


class FlashSale(HubOwned):
    """Units of one variant taken off the shelf and handed out one claim at a time. Its units lie in pools of their own."""

    slug = models.SlugField(_("address"), max_length=60)
    variant = models.ForeignKey("catalog.Variant", on_delete=models.PROTECT, related_name="+", verbose_name=_("variant"))
    units = models.PositiveIntegerField(_("units"))
    per_buyer = models.PositiveIntegerField(_("at most for each buyer"))
    hold_minutes = models.PositiveIntegerField(_("minutes to check out"), default=15)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))

    class Meta(HubOwned.Meta):
        verbose_name = _("flash sale")
        verbose_name_plural = _("flash sales")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "slug"], name="flash_sale_once_an_address"),
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="flash_sale_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(units__gt=0, per_buyer__gt=0, hold_minutes__gt=0), name="flash_sale_has_units_for_somebody"),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def thing(self) -> Thing:
        return Thing(FLASH, self.slug)

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at
