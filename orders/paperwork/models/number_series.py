from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned

from ..enums import Kind


class NumberSeries(HubOwned):
    """The next number of one seller's papers of one kind in one year. The database lets it rise by one and never fall (migration 0002)."""

    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+", verbose_name=_("seller"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    next_number = models.PositiveIntegerField(_("next number"), default=1)

    class Meta(HubOwned.Meta):
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        ordering = ["-year", "seller", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["seller", "kind", "year"], name="number_series_once"),
            models.CheckConstraint(condition=models.Q(next_number__gte=1), name="number_series_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"
