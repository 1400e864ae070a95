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
    promotion_amount = models.DecimalField(
        _("of the goods not from the buyer"), max_digits=16, decimal_places=2, default=0, help_text=_("A discount that others pay.")
    )
    promotions = models.JSONField(_("whose money that is"), default=dict, blank=True)
    goods_refunded = models.DecimalField(_("goods refunded"), max_digits=16, decimal_places=2, default=0)
    promotion_refunded = models.DecimalField(
        _("of it to whoever paid the discount"), max_digits=16, decimal_places=2, default=0,
    )  # fmt: skip
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
            models.CheckConstraint(
                condition=Q(promotion_refunded__gte=0, promotion_refunded__lte=F("promotion_amount"))
                & Q(goods_refunded__gte=F("promotion_refunded"))
                & (Q(promotion_amount=0) | Q(goods_amount__gt=F("promotion_amount"))),
                name="split_promotion_within_its_goods",
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
    def promotion(self) -> Money:
        """What of the goods others than the buyer paid."""
        return self.money(self.promotion_amount)

    @property
    def promotion_left(self) -> Money:
        return self.money(self.promotion_amount - self.promotion_refunded)

    @property
    def buyers_goods(self) -> Money:
        """What the buyer paid for the goods and has not got back."""
        return self.goods_left - self.promotion_left

    @property
    def buyers_left(self) -> Money:
        """What of the share can go back to the buyer."""
        return self.left - self.promotion_left

    @property
    def promotion_kept(self) -> Money:
        """What of the discount stays paid as of the goods stays sold: the same share of what the buyer paid, rounded once from the whole,
        so that nothing of it stays when all has gone back."""
        paid = self.money(self.goods_amount - self.promotion_amount)
        stays = min(self.buyers_goods, self.buyers_left)
        return self.money(self.promotion_amount * stays.amount / paid.amount) if paid else self.promotion

    @property
    def sold(self) -> Money:
        """The goods that commission is due on: those the buyer kept, and no more than the seller keeps."""
        return min(self.goods_left, self.left)

    @property
    def is_earned(self) -> bool:
        return self.earned_at is not None
