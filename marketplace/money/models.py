from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class ExchangeRate(HubOwned):
    """What one unit of `base` cost in `quote` on a day. The rate of a day is the latest row not later than it."""

    base = models.CharField(_("from"), max_length=3)
    quote = models.CharField(_("to"), max_length=3)
    rate = models.DecimalField(_("rate"), max_digits=20, decimal_places=10)
    day = models.DateField(_("day"))
    source = models.CharField(_("source"), max_length=200)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["-day", "base", "quote"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "base", "quote", "day"], name="one_rate_a_day"),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="exchange_rate_above_zero"),
        ]

    def __str__(self) -> str:
        return f"1 {self.base} = {self.shown_rate} {self.quote} ({self.day})"

    @property
    def shown_rate(self) -> str:
        return f"{self.rate.normalize():f}"
