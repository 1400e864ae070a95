from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.money import Money


class VariantPrice(models.Model):
    """The price of a variant in one currency: typed by the seller, or proposed at a dated rate and taken by them (then the row says
    which rate, and what was converted)."""

    variant = models.ForeignKey("catalog.Variant", on_delete=models.CASCADE, related_name="prices", verbose_name=_("variant"))
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    rate = models.ForeignKey(
        "money.ExchangeRate", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("converted with")
    )
    converted_from = models.CharField(_("converted from"), max_length=3, blank=True, help_text=_("Empty where the seller set this price."))
    base_amount = models.DecimalField(_("converted amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    is_demonstration = models.BooleanField(_("demonstration price"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        ordering = ["currency"]
        constraints = [
            models.UniqueConstraint(fields=["variant", "currency"], name="one_price_per_variant_and_currency"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="price_above_zero"),
            models.CheckConstraint(
                condition=models.Q(converted_from="", rate__isnull=True) | (~models.Q(converted_from="") & models.Q(rate__isnull=False)),
                name="converted_price_names_its_rate",
            ),
        ]

    def __str__(self) -> str:
        return str(self.money)

    @property
    def money(self) -> Money:
        """What the seller asks; where the row was read with what is scheduled (selectors.scheduling), what holds at this moment."""
        scheduled = self.__dict__.get("scheduled_amount")
        return Money(self.amount if scheduled is None else scheduled, self.currency).rounded()

    @property
    def is_typed_by_seller(self) -> bool:
        return not self.converted_from
