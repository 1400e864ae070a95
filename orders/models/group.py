from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubManager, HubOwned
from marketplace.money.amounts import Money
from orders.enums import GroupState
from orders.models.cart import new_token


class OrderGroupQuerySet(models.QuerySet):
    def locked(self) -> OrderGroupQuerySet:
        """Paying, expiring and cancelling a group, and all of its orders' moves, queue at this row."""
        return self.select_for_update(of=("self",)).order_by("pk")

    def unpaid_after(self, moment) -> OrderGroupQuerySet:
        return self.filter(state=GroupState.AWAITING_PAYMENT, held_until__lt=moment)


class OrderGroup(HubOwned):
    """One checkout: who, where to, how much. Its orders, one a seller, hang below. Everything agreed is frozen here."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    idempotency_key = models.CharField(_("attempt"), max_length=80, editable=False)
    access_token = models.CharField(max_length=40, default=new_token, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=GroupState.choices, default=GroupState.AWAITING_PAYMENT)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("member")
    )
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("phone"), max_length=20, help_text=_("E.164"))
    language = models.CharField(_("language"), max_length=8)
    company_name = models.CharField(_("company"), max_length=160, blank=True)
    company_code = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    purchase_order = models.CharField(_("purchase order no."), max_length=60, blank=True)

    notify_party = models.JSONField(
        _("notify party"), null=True, blank=True, help_text=_("As a company named it before it paid; printed on the papers.")
    )

    address = models.JSONField(_("address"), help_text=_("As agreed; orders.addresses describes its fields."))
    destination_country = models.CharField(_("country"), max_length=2)

    currency = models.CharField(_("currency"), max_length=3)
    goods_amount = models.DecimalField(_("goods"), max_digits=16, decimal_places=2)
    delivery_amount = models.DecimalField(_("delivery"), max_digits=16, decimal_places=2)
    total_amount = models.DecimalField(_("total"), max_digits=16, decimal_places=2)
    discount_amount = models.DecimalField(
        _("taken off"), max_digits=16, decimal_places=2, default=0, help_text=_("Of the goods; their amount is what is left.")
    )

    held_until = models.DateTimeField(_("held until"))
    placed_at = models.DateTimeField(_("placed"), default=timezone.now)
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    secured_at = models.DateTimeField(_("secured"), null=True, blank=True)
    secured_until = models.DateTimeField(
        _("secured until"), null=True, blank=True, help_text=_("The goods may leave unpaid until then, under a letter of credit.")
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    payment_reference = models.CharField(_("payment"), max_length=64, blank=True, help_text=_("The payment that paid it."))
    payment_note = models.CharField(
        _("last answer of the payment"), max_length=40, blank=True, help_text=_("Why the last attempt did not pay.")
    )
    is_demonstration = models.BooleanField(_("demonstration"), default=False)

    objects = HubManager.from_queryset(OrderGroupQuerySet)()
    across_hubs = models.Manager.from_queryset(OrderGroupQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("order group")
        verbose_name_plural = _("order groups")
        ordering = ["-placed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "idempotency_key"], name="one_group_an_attempt"),
            models.CheckConstraint(
                condition=models.Q(total_amount=models.F("goods_amount") + models.F("delivery_amount")), name="group_total_is_its_parts"
            ),
            models.CheckConstraint(
                condition=models.Q(goods_amount__gte=0, delivery_amount__gte=0, discount_amount__gte=0), name="group_amounts_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(state=GroupState.AWAITING_PAYMENT)
                | models.Q(paid_at__isnull=False)
                | models.Q(ended_at__isnull=False)
                | models.Q(secured_at__isnull=False, secured_until__isnull=False),
                name="group_past_payment_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["held_until"], name="group_unpaid", condition=models.Q(state="awaiting_payment")),
            models.Index(fields=["user", "-placed_at"], name="group_of_member"),
        ]

    def __str__(self) -> str:
        return self.number

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
    def hold_key(self) -> str:
        """What its goods are held under."""
        return f"order_group:{self.number}"

    @property
    def may_leave(self) -> bool:
        """Whether its goods may be made ready and sent: they are paid, or a letter of credit stands for them today."""
        return self.state != GroupState.SECURED or self.secured_until > timezone.now()

    @property
    def is_payable(self) -> bool:
        return self.state == GroupState.AWAITING_PAYMENT and self.held_until > timezone.now()
