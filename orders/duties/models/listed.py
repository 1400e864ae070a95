from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.approval.rows import approved_constraints
from orders.duties.enums import Listing
from orders.duties.models.dated import PREFIX, MarketRow


class ListedGoods(MarketRow):
    """Whether goods whose code begins so are on the market's cross-border retail list. No row: unknown, never allowed."""

    KEY = ("market", "hs_prefix")

    hs_prefix = models.CharField(_("HS codes that begin with"), max_length=10, validators=[PREFIX])
    listing = models.CharField(_("on the cross-border list"), max_length=12, choices=Listing.choices)

    class Meta(MarketRow.Meta):
        verbose_name = _("entry of the cross-border list")
        verbose_name_plural = _("entries of the cross-border list")
        ordering = ["market", "hs_prefix", "-valid_from"]
        constraints = [
            *approved_constraints("listed_goods", ("market", "hs_prefix")),
            models.CheckConstraint(condition=Q(hs_prefix__regex=r"^(\d{2}|\d{4}|\d{6,10})$"), name="listed_goods_prefix_is_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.market.code} {self.hs_prefix}: {self.get_listing_display()}"
