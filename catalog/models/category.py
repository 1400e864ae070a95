from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class Category(HubOwned):
    """A shelf of the market. Products stand on leaves; a page shows a shelf with all below it."""

    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("above"))
    slug = models.SlugField(_("address"), max_length=60)
    path = models.CharField(
        _("path"), max_length=200, editable=False, help_text=_("The addresses from the root to here, each followed by a slash.")
    )
    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("description"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_sold_by_weight = models.BooleanField(_("sold by weight"), default=False, help_text=_("Shows the price of 100 g."))
    has_coffee_facts = models.BooleanField(_("asks for coffee facts"), default=False)
    is_food = models.BooleanField(_("asks for what a food label says"), default=False)
    has_materials = models.BooleanField(_("asks for materials"), default=False)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "slug"], name="category_slug_once_per_hub"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="category_not_above_itself"),
        ]

    def __str__(self) -> str:
        return self.name
