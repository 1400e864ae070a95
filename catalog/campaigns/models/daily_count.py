from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.hubs.owned import HubOwned


class DailyCount(HubOwned):
    """How often a product was looked at, or put into a cart, on a day of the hub's calendar. Nothing here tells who."""

    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+", verbose_name=_("product"))
    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=8)
    number = models.PositiveIntegerField(pgettext_lazy("how many", "number"))

    class Meta(HubOwned.Meta):
        verbose_name = _("daily count")
        verbose_name_plural = _("daily counts")
        constraints = [models.UniqueConstraint(fields=["product", "day", "kind"], name="daily_count_once_a_day")]
        indexes = [models.Index(fields=["hub", "kind", "day"], name="daily_count_of_day")]

    def __str__(self) -> str:
        return f"{self.product_id} {self.day} {self.kind} {self.number}"
