from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PriceTier(models.Model):
    """What one costs from so many on, in the currency of the price that it hangs on. Which of them count is said in catalog/tiers.py."""

    price = models.ForeignKey("catalog.VariantPrice", on_delete=models.CASCADE, related_name="tiers", verbose_name=_("price"))
    from_quantity = models.PositiveIntegerField(_("from how many"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("price by quantity")
        verbose_name_plural = _("prices by quantity")
        ordering = ["from_quantity"]
        constraints = [
            models.UniqueConstraint(fields=["price", "from_quantity"], name="one_tier_a_price_and_quantity"),
            models.CheckConstraint(condition=models.Q(from_quantity__gte=2), name="tier_begins_above_one"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="tier_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.from_quantity}: {self.amount}"
