from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import models
from django.db.models.fields.json import KT
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.naming import line_name
from marketplace.hubs.owned import HubManager, HubOwned
from marketplace.money.amounts import Money
from orders.enums import BEFORE_PACKING, SELLER_SEES, MoneyState, OrderState
from orders.models.group import OrderGroup


class OrderQuerySet(models.QuerySet):
    def of_seller(self, seller) -> OrderQuerySet:
        """What this seller may see: their own, from the moment they are paid."""
        return self.filter(seller=seller, state__in=SELLER_SEES)


class Order(HubOwned):
    """One seller's share of a checkout, with the seller and the delivery as they stood on the day."""

    group = models.ForeignKey(OrderGroup, on_delete=models.PROTECT, related_name="orders", verbose_name=_("order group"))
    number = models.CharField(_("number"), max_length=24, unique=True)
    position = models.PositiveSmallIntegerField(_("position"))
    state = models.CharField(_("state"), max_length=20, choices=OrderState.choices, default=OrderState.AWAITING_PAYMENT)

    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+", verbose_name=_("seller"))
    seller_legal_name = models.CharField(_("legal name"), max_length=200)
    seller_trade_name = models.CharField(_("trade name"), max_length=200)
    seller_tin = models.CharField(_("TIN"), max_length=20)
    seller_registration = models.CharField(_("registration"), max_length=60, blank=True)
    seller_address = models.CharField(_("address"), max_length=255, blank=True)
    seller_district = models.CharField(_("district"), max_length=80, blank=True)
    seller_country = models.CharField(_("country"), max_length=2)
    seller_contact = models.CharField(_("contact"), max_length=120, blank=True)
    seller_phone = models.CharField(_("phone"), max_length=20, blank=True)
    seller_email = models.EmailField(_("e-mail"), blank=True)

    currency = models.CharField(_("currency"), max_length=3)
    goods_amount = models.DecimalField(_("goods"), max_digits=16, decimal_places=2)
    delivery_amount = models.DecimalField(_("delivery"), max_digits=16, decimal_places=2)
    total_amount = models.DecimalField(_("total"), max_digits=16, decimal_places=2)
    discount_amount = models.DecimalField(
        _("taken off"), max_digits=16, decimal_places=2, default=0, help_text=_("Of the goods; their amount is what is left.")
    )

    refund_requested = models.DecimalField(
        _("to go back"), max_digits=16, decimal_places=2, default=0, help_text=_("Gone back, on its way, or refused for now.")
    )
    delivery_refund_requested = models.DecimalField(_("of it for delivery"), max_digits=16, decimal_places=2, default=0)
    refunded_amount = models.DecimalField(_("gone back"), max_digits=16, decimal_places=2, default=0)
    refund_refused = models.DecimalField(
        _("refused by the payment company"), max_digits=16, decimal_places=2, default=0, help_text=_("Until an officer tries it again.")
    )

    delivery_service = models.CharField(_("service"), max_length=80)
    delivery_mode = models.CharField(_("mode"), max_length=20)
    transit_min_days = models.PositiveSmallIntegerField(_("transit, at least days"))
    transit_max_days = models.PositiveSmallIntegerField(_("transit, at most days"))
    ready_days = models.PositiveSmallIntegerField(
        _("ready to ship in, working days"), null=True, blank=True, help_text=_("As the seller said on the day; empty for what is usual.")
    )
    chargeable_weight_g = models.PositiveIntegerField(_("chargeable weight, g"), default=0)
    delivery_quote = models.JSONField(_("quote"), default=dict, help_text=_("The option chosen, as it was quoted."))

    carrier = models.CharField(_("carrier"), max_length=80, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=60, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=20, blank=True)
    end_note = models.TextField(_("note"), blank=True)

    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    secured_at = models.DateTimeField(_("secured"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    packed_at = models.DateTimeField(_("packed"), null=True, blank=True)
    shipped_at = models.DateTimeField(_("shipped"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = HubManager.from_queryset(OrderQuerySet)()
    across_hubs = models.Manager.from_queryset(OrderQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["group", "position"]
        constraints = [
            models.UniqueConstraint(fields=["group", "seller"], name="one_order_a_seller_in_a_group"),
            models.CheckConstraint(
                condition=models.Q(total_amount=models.F("goods_amount") + models.F("delivery_amount")), name="order_total_is_its_parts"
            ),
            models.CheckConstraint(
                condition=models.Q(goods_amount__gte=0, delivery_amount__gte=0, discount_amount__gte=0), name="order_amounts_not_negative"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[OrderState.SHIPPED, OrderState.DELIVERED]) | ~models.Q(tracking_number=""),
                name="shipped_order_has_tracking_number",
            ),
            models.CheckConstraint(
                condition=models.Q(refunded_amount__gte=0, refund_refused__gte=0)
                & models.Q(refund_requested__gte=models.F("refunded_amount") + models.F("refund_refused"))
                & models.Q(total_amount__gte=models.F("refund_requested")),
                name="order_refunds_within_its_total",
            ),
            models.CheckConstraint(
                condition=models.Q(delivery_refund_requested__gte=0) & models.Q(delivery_amount__gte=models.F("delivery_refund_requested")),
                name="order_delivery_refunded_once",
            ),
        ]
        indexes = [
            models.Index(fields=["seller", "state", "-paid_at"], name="order_of_seller"),
            models.Index(KT("delivery_quote__quote"), name="order_of_quote"),
            models.Index(fields=["tracking_number"], name="order_of_tracking_number", condition=~models.Q(tracking_number="")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def begun_at(self) -> datetime | None:
        """Since when it is the seller's work: paid, or secured by a letter of credit."""
        return self.secured_at or self.paid_at

    @property
    def goods(self) -> Money:
        return Money(self.goods_amount, self.currency).rounded()

    @property
    def discount(self) -> Money:
        """What was taken off the goods."""
        return Money(self.discount_amount, self.currency).rounded()

    @property
    def gross(self) -> Money:
        """The goods before anything was taken off."""
        return self.goods + self.discount

    @property
    def delivery(self) -> Money:
        return Money(self.delivery_amount, self.currency).rounded()

    @property
    def total(self) -> Money:
        return Money(self.total_amount, self.currency).rounded()

    @property
    def refunding(self) -> Money:
        """What has gone back, is on its way, or was refused by the payment company and waits for an officer."""
        return Money(self.refund_requested, self.currency).rounded()

    @property
    def refunded(self) -> Money:
        return Money(self.refunded_amount, self.currency).rounded()

    @property
    def held_up(self) -> Money:
        """What should go back and was refused by the payment company."""
        return Money(self.refund_refused, self.currency).rounded()

    @property
    def moving_back(self) -> Money:
        """What has gone back or is on its way."""
        return self.refunding - self.held_up

    @property
    def refundable(self) -> Money:
        """What may still go back, out of what was paid for it."""
        return self.total - self.refunding if self.paid_at else Money.zero(self.currency)

    @property
    def delivery_refundable(self) -> Money:
        left = Money(self.delivery_amount - self.delivery_refund_requested, self.currency).rounded()
        return min(left, self.refundable)

    @property
    def money_state(self) -> MoneyState:
        return money_state(is_paid=bool(self.paid_at), total=self.total, asked=self.refunding, gone=self.refunded, refused=self.held_up)

    @property
    def is_cancellable(self) -> bool:
        """A buyer may still turn back: paid, and not packed yet."""
        return self.state in BEFORE_PACKING


def money_state(*, is_paid: bool, total: Money, asked: Money, gone: Money, refused: Money) -> MoneyState:
    """Of an order or of a whole group. What was refused is said before what is on its way: that somebody must see to."""
    if not is_paid:
        return MoneyState.UNPAID
    if not asked:
        return MoneyState.PAID
    if refused:
        return MoneyState.REFUND_REFUSED
    if gone < asked:
        return MoneyState.REFUNDING
    return MoneyState.REFUNDED if gone == total else MoneyState.PARTLY_REFUNDED


class OrderLine(HubOwned):
    """So many of one thing at one price, with every fact a paper will need. Weights and measures are of one unit, packed."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines", verbose_name=_("order"))
    position = models.PositiveSmallIntegerField(_("position"))
    variant = models.ForeignKey("catalog.Variant", on_delete=models.PROTECT, related_name="+", verbose_name=_("variant"))
    sku = models.CharField(_("SKU"), max_length=80)
    product_slug = models.CharField(_("address of the page"), max_length=200, blank=True)
    name_en = models.CharField(_("name, English"), max_length=255)
    name_zh = models.CharField(_("name, Chinese"), max_length=255, blank=True)
    variant_name_en = models.CharField(_("variant, English"), max_length=160, blank=True)
    variant_name_zh = models.CharField(_("variant, Chinese"), max_length=160, blank=True)
    hs_code = models.CharField(_("HS code"), max_length=14, blank=True)
    hs6 = models.CharField(_("HS, six digits"), max_length=6, blank=True)
    is_recoded = models.BooleanField(_("code of an older HS edition"), default=False)
    origin_country = models.CharField(_("origin"), max_length=2)
    origin_district = models.CharField(_("district of origin"), max_length=80, blank=True)
    lot = models.CharField(_("lot"), max_length=60, blank=True)
    photo_url = models.CharField(_("picture"), max_length=400, blank=True)

    unit = models.CharField(_("unit"), max_length=30)
    quantity = models.PositiveIntegerField(_("quantity"))
    unit_price = models.DecimalField(_("unit price"), max_digits=14, decimal_places=2)
    line_total = models.DecimalField(_("line total"), max_digits=16, decimal_places=2, help_text=_("What the buyer pays for it."))
    currency = models.CharField(_("currency"), max_length=3)
    # What was taken off the price (docs/discounts.md): which rules, in all languages, how much of each, and whose money it is.
    discount_amount = models.DecimalField(_("taken off"), max_digits=16, decimal_places=2, default=0)
    promotion_amount = models.DecimalField(
        _("of it not the seller’s"), max_digits=16, decimal_places=2, default=0, help_text=_("Paid by the marketplace or a campaign.")
    )
    coupon_amount = models.DecimalField(_("of it by a code"), max_digits=16, decimal_places=2, default=0)
    discounts = models.JSONField(_("discounts"), default=list, blank=True)
    # What became of it after the sale; what was agreed above never changes.
    cancelled_quantity = models.PositiveIntegerField(_("cancelled"), default=0)
    returned_quantity = models.PositiveIntegerField(_("in a return"), default=0)
    refund_requested = models.DecimalField(_("to go back"), max_digits=16, decimal_places=2, default=0)
    net_weight_g = models.PositiveIntegerField(_("net weight, g"))
    gross_weight_g = models.PositiveIntegerField(_("gross weight, g"))
    length_mm = models.PositiveIntegerField(_("length, mm"))
    width_mm = models.PositiveIntegerField(_("width, mm"))
    height_mm = models.PositiveIntegerField(_("height, mm"))

    class Meta(HubOwned.Meta):
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        ordering = ["order", "position"]
        constraints = [
            models.UniqueConstraint(fields=["order", "variant"], name="variant_once_in_an_order"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="order_quantity_above_zero"),
            models.CheckConstraint(
                condition=models.Q(line_total=models.F("unit_price") * models.F("quantity") - models.F("discount_amount")),
                name="line_total_is_price_times_quantity",
            ),
            models.CheckConstraint(
                condition=models.Q(promotion_amount__gte=0, coupon_amount__gte=0)
                & models.Q(discount_amount__gte=models.F("promotion_amount"))
                & models.Q(discount_amount__gte=models.F("coupon_amount"))
                & (models.Q(discount_amount=0) | models.Q(line_total__gt=0)),
                name="line_discount_within_its_price",
            ),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=models.F("cancelled_quantity") + models.F("returned_quantity")),
                name="line_given_up_once",
            ),
            models.CheckConstraint(
                condition=models.Q(refund_requested__gte=0) & models.Q(line_total__gte=models.F("refund_requested")),
                name="line_refunds_within_its_total",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.sku}"

    @property
    def name(self) -> str:
        """In the reader's language, as frozen."""
        return (self.name_zh or self.name_en) if (get_language() or "").startswith("zh") else self.name_en

    @property
    def variant_name(self) -> str:
        is_chinese = (get_language() or "").startswith("zh")
        return (self.variant_name_zh or self.variant_name_en) if is_chinese else self.variant_name_en

    @property
    def full_name(self) -> str:
        """Good and variant; a size that the name says already is not said twice."""
        return line_name(self.name, self.variant_name, get_language() or "en")

    @property
    def price(self) -> Money:
        return Money(self.unit_price, self.currency).rounded()

    @property
    def total(self) -> Money:
        """What the buyer pays for it."""
        return Money(self.line_total, self.currency).rounded()

    @property
    def gross(self) -> Money:
        """Before anything was taken off."""
        return (self.price * self.quantity).rounded()

    @property
    def discount(self) -> Money:
        return Money(self.discount_amount, self.currency).rounded()

    @property
    def promotion(self) -> Money:
        """What somebody else than the buyer pays the seller for it."""
        return Money(self.promotion_amount, self.currency).rounded()

    def cost_of(self, pieces: int, *, before: int | None = None) -> Money:
        """What the buyer paid for so many pieces, once so many others (None: those given up until now) were given up before them. The last
        piece takes the remainder: whatever the order in which they go, all pieces together cost the line's total."""
        gone = self.quantity - self.open_quantity if before is None else before
        gone = max(min(gone, self.quantity - pieces), 0)
        return self._cost_until(gone + pieces) - self._cost_until(gone)

    def _cost_until(self, pieces: int) -> Money:
        return Money(self.line_total * pieces / self.quantity, self.currency).rounded()

    @property
    def kept_total(self) -> Money:
        """What the pieces that were not cancelled cost."""
        return self.cost_of(self.kept_quantity, before=self.cancelled_quantity)

    @property
    def kept_declared(self) -> Money:
        """The same with what a code took off: where customs counts a code as a means of payment."""
        by_code = Money(self.coupon_amount * self.kept_quantity / self.quantity, self.currency).rounded()
        return self.kept_total + by_code

    @property
    def kept_discount(self) -> Money:
        return (self.price * self.kept_quantity).rounded() - self.kept_total

    @property
    def kept_quantity(self) -> int:
        """What was not cancelled: to be packed, sent and kept."""
        return self.quantity - self.cancelled_quantity

    @property
    def open_quantity(self) -> int:
        """What is neither cancelled nor in a return."""
        return self.kept_quantity - self.returned_quantity

    @property
    def refundable(self) -> Money:
        return Money(self.line_total - self.refund_requested, self.currency).rounded()

    @property
    def gross_weight_total_g(self) -> Decimal | int:
        return self.gross_weight_g * self.kept_quantity
