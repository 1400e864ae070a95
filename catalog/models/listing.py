from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class Listing(HubOwned):
    """A published product in one currency, flat, as the list pages sort, filter and count it.

    Written by services.listings alone, deleted when the product is withdrawn. Whether the seller may sell today is asked of
    the seller's own row at every reading, so a suspension hides the goods at once."""

    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="listings")
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.DecimalField(_("lowest price"), max_digits=14, decimal_places=2)
    net_weight_g = models.PositiveIntegerField(_("net weight for it, g"), null=True, help_text=_("Empty for goods not sold by weight."))
    has_several_prices = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(default=False)
    seller = models.ForeignKey("sellers.Seller", on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey("catalog.Category", on_delete=models.CASCADE, related_name="+")
    district = models.ForeignKey("hubs.District", null=True, on_delete=models.SET_NULL, related_name="+")
    process = models.CharField(max_length=12, blank=True)
    roast = models.CharField(max_length=12, blank=True)
    materials = ArrayField(models.BigIntegerField(), default=list)
    minimum_quantity = models.PositiveIntegerField(default=1, help_text=_("The least that can be ordered of any of its variants."))
    ready_days = models.PositiveSmallIntegerField(null=True, help_text=_("Working days; empty where the firm's own word counts."))
    cup_score = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("listing row")
        verbose_name_plural = _("listing rows")
        constraints = [models.UniqueConstraint(fields=["product", "currency"], name="listing_once_per_currency")]
        indexes = [
            models.Index(fields=["hub", "currency", "-published_at"], name="listing_newest"),
            models.Index(fields=["hub", "currency", "category", "-published_at"], name="listing_newest_on_shelf"),
            models.Index(fields=["hub", "currency", "amount"], name="listing_by_price"),
            models.Index(
                fields=["hub", "currency", "category", "process", "district", "seller"],
                include=["amount", "roast", "materials", "minimum_quantity", "ready_days"],
                name="listing_counts",
            ),
            models.Index(fields=["seller", "currency"], name="listing_of_seller"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.amount} {self.currency}"
