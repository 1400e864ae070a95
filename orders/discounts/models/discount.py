from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.allocation.things import Thing
from marketplace.hubs.owned import HubManager, HubOwned
from marketplace.money import Money
from orders.discounts.codes import key_of
from orders.discounts.enums import DiscountState, Keeper

SUBJECT = "discount"  # its uses, in marketplace.allocation


class DiscountQuerySet(models.QuerySet):
    def counting(self, now: datetime) -> DiscountQuerySet:
        """In force, and between their first and their last moment."""
        return self.filter(state=DiscountState.IN_FORCE, starts_at__lte=now, ends_at__gt=now)


class Discount(HubOwned):
    """A rule that takes something off what goods cost: by a code that the buyer types, or by itself. What was agreed with a buyer is frozen
    on the order's lines; the rule is only asked while a cart is priced (docs/discounts.md)."""

    keeper = models.CharField(_("kept by"), max_length=8, choices=Keeper.choices, default=Keeper.STAFF, editable=False)
    name = models.CharField(_("name"), max_length=80, help_text=_("What buyers read beside the amount."))
    code = models.CharField(_("code"), max_length=20, blank=True, help_text=_("Empty: it is taken off by itself."))
    code_key = models.CharField(max_length=21, blank=True, editable=False)

    percent = models.DecimalField(_("percent"), max_digits=4, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, help_text=_("Of the amount and of the least basket."))
    minimum_amount = models.DecimalField(
        _("least basket"), max_digits=14, decimal_places=2, null=True, blank=True, help_text=_("What the goods it is for must come to.")
    )

    seller = models.ForeignKey(
        "sellers.Seller", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("goods of this firm alone")
    )
    categories = models.ManyToManyField("catalog.Category", blank=True, related_name="+", verbose_name=_("shelves"))
    products = models.ManyToManyField("catalog.Product", blank=True, related_name="+", verbose_name=_("products"))
    campaign = models.ForeignKey(
        "campaigns.Campaign",
        null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("goods of this campaign"),
    )  # fmt: skip

    house_percent = models.DecimalField(
        _("paid by the marketplace, percent"), max_digits=5, decimal_places=2, default=100,
        help_text=_("The firm pays the rest, once it has agreed."),
    )  # fmt: skip
    is_of_campaign = models.BooleanField(_("booked on the campaign"), default=False, help_text=_("Instead of on the marketplace."))

    starts_at = models.DateTimeField(pgettext_lazy("time", "from"))
    ends_at = models.DateTimeField(_("until"))
    total_limit = models.PositiveIntegerField(_("times in all"), null=True, blank=True, help_text=_("Empty: as often as it is asked for."))
    buyer_limit = models.PositiveIntegerField(_("times for each buyer"), null=True, blank=True)

    state = models.CharField(_("state"), max_length=10, choices=DiscountState.choices, default=DiscountState.PROPOSED, editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by"),
    )  # fmt: skip
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+", verbose_name=_("confirmed by"),
    )  # fmt: skip
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+", verbose_name=_("agreed by"),
    )  # fmt: skip
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True, editable=False)

    objects = HubManager.from_queryset(DiscountQuerySet)()
    across_hubs = models.Manager.from_queryset(DiscountQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("discount")
        verbose_name_plural = _("discounts")
        ordering = ["-pk"]
        permissions = [("confirm_discount", "Can put a discount in force")]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__isnull=False, percent__gt=0, percent__lte=90, amount__isnull=True)
                | Q(percent__isnull=True, amount__isnull=False, amount__gt=0),  # said of nulls too: a check passes on an unknown
                name="discount_is_percent_or_amount",
                violation_error_message=_("Give either a percentage, at most 90, or an amount above zero."),
            ),
            models.CheckConstraint(
                condition=Q(currency="", amount__isnull=True, minimum_amount__isnull=True)
                | (Q(currency__regex="^[A-Z]{3}$") & ~Q(amount=None, minimum_amount=None)),
                name="discount_amounts_have_a_currency",
                violation_error_message=_("An amount and a least basket need their currency; without them there is none."),
            ),
            models.CheckConstraint(
                condition=Q(minimum_amount__isnull=True) | Q(minimum_amount__gt=0),
                name="discount_least_basket_above_zero",
                violation_error_message=_("A least basket is above zero; leave it empty where there is none."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="discount_ends_after_it_begins",
                violation_error_message=_("It ends after it begins."),
            ),
            models.CheckConstraint(
                condition=(Q(total_limit__isnull=True) | Q(total_limit__gt=0)) & (Q(buyer_limit__isnull=True) | Q(buyer_limit__gt=0)),
                name="discount_limits_above_zero",
                violation_error_message=_("A limit is above zero; leave it empty where there is none."),
            ),
            models.CheckConstraint(
                condition=Q(keeper=Keeper.STAFF, house_percent=100)
                | Q(keeper=Keeper.STAFF, seller__isnull=False, house_percent__gte=0, house_percent__lt=100)
                | Q(keeper=Keeper.SELLER, seller__isnull=False, campaign__isnull=True, is_of_campaign=False, house_percent=0),
                name="discount_is_paid_by_whom_it_names",
                violation_error_message=_("Where the marketplace does not pay all of it, name the firm that pays the rest."),
            ),
            models.CheckConstraint(
                condition=Q(is_of_campaign=False) | Q(campaign__isnull=False),
                name="discount_of_a_campaign_names_it",
                violation_error_message=_("Name the campaign that it is booked on."),
            ),
            # Money of the marketplace is promised by two officers; a rule that a demonstration begins with has neither.
            models.CheckConstraint(
                condition=~Q(state__in=[DiscountState.OFFERED, DiscountState.IN_FORCE])
                | Q(keeper=Keeper.SELLER)
                | Q(made_by__isnull=True, confirmed_by__isnull=True)
                | (Q(made_by__isnull=False, confirmed_by__isnull=False) & ~Q(made_by=F("confirmed_by"))),
                name="discount_has_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state=DiscountState.IN_FORCE) | Q(keeper=Keeper.SELLER) | Q(house_percent=100) | Q(agreed_at__isnull=False),
                name="discount_is_agreed_by_who_pays",
            ),
            models.UniqueConstraint(
                fields=["hub", "code_key"], condition=~Q(code_key=""), name="discount_code_once",
                violation_error_message=_("This code is taken. Choose another."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["hub", "ends_at"], name="discount_by_itself", condition=Q(state="in_force", code_key=""))]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.code else self.name

    def clean(self) -> None:
        self.code_key = key_of(self.code)

    @property
    def thing(self) -> Thing:
        """Its uses, where they are counted."""
        return Thing(SUBJECT, str(self.pk))

    @property
    def is_limited(self) -> bool:
        return self.total_limit is not None or self.buyer_limit is not None

    @property
    def is_by_itself(self) -> bool:
        return not self.code_key

    @property
    def payer(self) -> str:
        """Whose account of promotions the house's part is booked on: "" the marketplace's."""
        return f"campaign:{self.campaign_id}" if self.is_of_campaign else ""

    @property
    def off(self) -> Money | None:
        """The amount, where it is one."""
        return None if self.amount is None else Money(self.amount, self.currency).rounded()

    @property
    def minimum(self) -> Money | None:
        return None if self.minimum_amount is None else Money(self.minimum_amount, self.currency).rounded()

    @property
    def shown_percent(self) -> str:
        """10 or 12.5, without the zeros behind."""
        return "" if self.percent is None else f"{self.percent.normalize():f}"

    def standing(self, now: datetime | None = None) -> str:
        """In one word for a list: its state, and of one in force whether it waits, counts or is over."""
        if self.state != DiscountState.IN_FORCE:
            return self.state
        now = now or timezone.now()
        return "waiting" if now < self.starts_at else "counting" if now < self.ends_at else "over"
