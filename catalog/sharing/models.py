from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.hubs.owned import HubOwned


class FormerAddress(HubOwned):
    """An address that a page has left. Links to it, printed and stored elsewhere, lead on to where the page is now."""

    product = models.ForeignKey("catalog.Product", null=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("product"))
    category = models.ForeignKey("catalog.Category", null=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("category"))
    slug = models.SlugField(_("address"), max_length=90)
    left_at = models.DateTimeField(pgettext_lazy("an address", "left"), auto_now_add=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["-left_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "slug"], condition=Q(product__isnull=False), name="former_address_once_of_products"),
            models.UniqueConstraint(fields=["hub", "slug"], condition=Q(category__isnull=False), name="former_address_once_of_shelves"),
            models.CheckConstraint(
                condition=Q(product__isnull=False, category__isnull=True) | Q(product__isnull=True, category__isnull=False),
                name="former_address_of_one_page",
            ),
        ]

    def __str__(self) -> str:
        return self.slug
