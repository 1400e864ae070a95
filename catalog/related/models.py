from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class Companion(HubOwned):
    """What was bought together with a product. Written anew each night; nobody's basket can be read from it."""

    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+", verbose_name=_("product"))
    other = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+", verbose_name=_("bought with it"))
    baskets = models.PositiveIntegerField(_("baskets"))

    class Meta(HubOwned.Meta):
        verbose_name = _("companion")
        verbose_name_plural = _("companions")
        ordering = ["product", "-baskets", "other"]
        constraints = [
            models.UniqueConstraint(fields=["product", "other"], name="companion_once_a_pair"),
            models.CheckConstraint(condition=~models.Q(product=models.F("other")), name="companion_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} + {self.other_id}"
