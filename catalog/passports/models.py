from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned


class LotPassport(HubOwned):
    """What a bag of this lot tells whoever scans it. Its address is printed, so it stays for good: also when the listing has gone on to the
    next lot, or is sold no more."""

    key = models.SlugField(_("address"), max_length=48, editable=False)
    product = models.ForeignKey("catalog.Product", on_delete=models.PROTECT, related_name="passports", verbose_name=_("product"))
    lot = models.CharField(_("lot"), max_length=40)
    facts = models.JSONField(
        _("facts"), editable=False, help_text=_("What the seller said of this lot while the listing named it; see passports.facts.")
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("lot passport")
        verbose_name_plural = _("lot passports")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "key"], name="passport_once_an_address"),
            models.UniqueConstraint(fields=["product", "lot"], name="passport_once_a_lot"),
            models.CheckConstraint(condition=~models.Q(lot=""), name="passport_names_its_lot"),
        ]

    def __str__(self) -> str:
        return self.lot
