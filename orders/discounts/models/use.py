from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from marketplace.money import Money
from orders.discounts.enums import UseState
from orders.discounts.models.discount import Discount


class DiscountUse(HubOwned):
    """One rule that counted for one sale, with what it took off. `key` is what the sale is known by to the room above."""

    discount = models.ForeignKey(Discount, on_delete=models.PROTECT, related_name="uses", verbose_name=_("discount"))
    key = models.CharField(_("sale"), max_length=40)
    state = models.CharField(_("state"), max_length=10, choices=UseState.choices, default=UseState.HELD)
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.DecimalField(_("taken off"), max_digits=16, decimal_places=2)
    house_amount = models.DecimalField(_("paid by the marketplace"), max_digits=16, decimal_places=2)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta(HubOwned.Meta):
        verbose_name = _("use of a discount")
        verbose_name_plural = _("uses of discounts")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "key", "discount"], name="discount_once_a_sale"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, house_amount__gte=0, amount__gte=F("house_amount")), name="use_within_its_amount"
            ),
        ]
        indexes = [models.Index(fields=["discount", "state"], name="use_of_discount")]

    def __str__(self) -> str:
        return f"{self.key}: {self.amount} {self.currency}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency).rounded()

    @property
    def by_house(self) -> Money:
        return Money(self.house_amount, self.currency).rounded()

    @property
    def by_seller(self) -> Money:
        return self.money - self.by_house
