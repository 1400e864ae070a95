from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned
from marketplace.money import Money


class PaymentSplitQuerySet(models.QuerySet):
    def locked(self) -> PaymentSplitQuerySet:
        """In primary-key order. Lock the payment first where both are needed."""
        return self.select_for_update(of=("self",)).order_by("pk")


class PaymentSplit(HubOwned):
    """One seller's share of a captured payment. What was captured never changes; how much went back to the buyer at the
    seller's expense, and when the seller had earned the rest, is noted on it as it happens."""

    payment = models.ForeignKey("payments.Payment", on_delete=models.PROTECT, related_name="splits", verbose_name=_("payment"))
    part = models.CharField(_("order"), max_length=40)
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+", verbose_name=_("seller"))
    currency = models.CharField(_("currency"), max_length=3)
    goods_amount = models.DecimalField(_("goods"), max_digits=16, decimal_places=2)
    delivery_amount = models.DecimalField(_("delivery"), max_digits=16, decimal_places=2)
    goods_refunded = models.DecimalField(_("goods refunded"), max_digits=16, decimal_places=2, default=0)
    delivery_refunded = models.DecimalField(_("delivery refunded"), max_digits=16, decimal_places=2, default=0)
    other_refunded = models.DecimalField(
        _("other refunds"),
        max_digits=16,
        decimal_places=2,
        default=0,
        help_text=_("Goodwill and return freight that the seller bears."),
    )
    captured_at = models.DateTimeField(_("received"), default=timezone.now)
    earned_at = models.DateTimeField(_("earned"), null=True, blank=True)

    blocked = models.CharField(
        _("not paid out because"), max_length=100, blank=True, help_text=_("While a dispute is open; empty: it may be paid out.")
    )

    objects = HubManager.from_queryset(PaymentSplitQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("payment split")
        verbose_name_plural = _("payment splits")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "part"], name="one_split_a_part"),
            models.CheckConstraint(
                condition=Q(goods_refunded__gte=0, goods_refunded__lte=F("goods_amount"))
                & Q(delivery_refunded__gte=0, delivery_refunded__lte=F("delivery_amount"), other_refunded__gte=0)
                & Q(goods_amount__gte=F("goods_refunded") + F("delivery_refunded") + F("other_refunded") - F("delivery_amount")),
                name="split_refunds_within_share",
            ),
        ]
        indexes = [models.Index(fields=["seller", "earned_at"], name="split_of_seller")]

    def __str__(self) -> str:
        return self.part

    def money(self, amount) -> Money:
        return Money(amount, self.currency).rounded()

    @property
    def goods(self) -> Money:
        return self.money(self.goods_amount)

    @property
    def delivery(self) -> Money:
        return self.money(self.delivery_amount)

    @property
    def goods_left(self) -> Money:
        """What of the goods the buyer has not got back."""
        return self.money(self.goods_amount - self.goods_refunded)

    @property
    def delivery_left(self) -> Money:
        return self.money(self.delivery_amount - self.delivery_refunded)

    @property
    def left(self) -> Money:
        """What the seller has of it, before anything is kept back."""
        return self.goods_left + self.delivery_left - self.money(self.other_refunded)

    @property
    def sold(self) -> Money:
        """The goods that commission is due on: those the buyer kept, and no more than the seller keeps."""
        return min(self.goods_left, self.left)

    @property
    def is_earned(self) -> bool:
        return self.earned_at is not None
