from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.hubs.owned import HubManager, HubOwned
from marketplace.money import Money
from orders.payments.ledger.enums import LimitKind, RuleKind


class CommissionRuleQuerySet(models.QuerySet):
    def on(self, day: date) -> CommissionRuleQuerySet:
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class CommissionRule(HubOwned):
    """A share kept back of a sale, from a day on. Of one kind the most particular rule counts: for a seller on a shelf, for a
    seller, for a shelf and all below it, for everybody. No rule: nothing is kept back. Commission may have a least and a most
    amount, of one order: for everything in it that the rule chose."""

    kind = models.CharField(_("kind"), max_length=16, choices=RuleKind.choices, default=RuleKind.COMMISSION)
    seller = models.ForeignKey(
        "sellers.Seller", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("only for this seller")
    )
    category = models.ForeignKey(
        "catalog.Category", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("only on this shelf")
    )
    rate = models.DecimalField(
        pgettext_lazy("of commission", "rate"), max_digits=7, decimal_places=5, help_text=_("A share: 0.05 is five of a hundred.")
    )
    least_amount = models.DecimalField(
        _("least for an order"), max_digits=14, decimal_places=2, null=True, blank=True,
        help_text=_("Kept even where the rate gives less, but never more than the goods."),
    )  # fmt: skip
    most_amount = models.DecimalField(
        _("most for an order"), max_digits=14, decimal_places=2, null=True, blank=True, help_text=_("Kept even where the rate gives more.")
    )
    limit_currency = models.CharField(
        _("currency of least and most"), max_length=3, blank=True,
        help_text=_("A sale in another currency is held to them at the exchange rate of its day; without a rate the share alone counts."),
    )  # fmt: skip
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day it counts; empty for open."))
    source = models.CharField(_("source"), max_length=200, help_text=_("The contract, law or decision behind it."))
    is_demonstration = models.BooleanField(_("demonstration figure"), default=False)

    objects = HubManager.from_queryset(CommissionRuleQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("commission rule")
        verbose_name_plural = _("commission rules")
        ordering = ["kind", "-valid_from", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(rate__gte=0, rate__lt=1), name="commission_rate_is_a_share"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="commission_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(kind=RuleKind.COMMISSION) | Q(category__isnull=True), name="tax_is_of_no_shelf"),
            models.CheckConstraint(
                condition=Q(least_amount__isnull=True, most_amount__isnull=True, limit_currency="")
                | (Q(kind=RuleKind.COMMISSION, limit_currency__regex="^[A-Z]{3}$") & ~Q(least_amount=None, most_amount=None)),
                name="commission_limits_have_a_currency",
                violation_error_message=_("Least and most are of commission alone, and need their currency; without them there is none."),
            ),
            models.CheckConstraint(
                condition=(Q(least_amount__isnull=True) | Q(least_amount__gt=0))
                & (Q(most_amount__isnull=True) | Q(most_amount__gt=0))
                & (Q(least_amount__isnull=True) | Q(most_amount__isnull=True) | Q(most_amount__gte=F("least_amount"))),
                name="commission_least_is_not_above_most",
                violation_error_message=_("Least and most are above zero, and the most is not less than the least."),
            ),
            models.UniqueConstraint(
                fields=["hub", "kind", "seller", "category", "valid_from"], nulls_distinct=False, name="commission_rule_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.percent} %"

    @property
    def percent(self) -> str:
        return f"{(self.rate * 100).normalize():f}"


class CommissionLine(HubOwned):
    """What one rule keeps back of one seller's share, frozen at the capture: the rule, its rate, the base, the amount; and where the
    rule's least or most counted, which, and the exchange rate it was held to."""

    split = models.ForeignKey("ledger.PaymentSplit", on_delete=models.PROTECT, related_name="lines", verbose_name=_("payment split"))
    rule = models.ForeignKey(CommissionRule, on_delete=models.PROTECT, related_name="+", verbose_name=_("rule"))
    kind = models.CharField(_("kind"), max_length=16, choices=RuleKind.choices)
    rate = models.DecimalField(pgettext_lazy("of commission", "rate"), max_digits=7, decimal_places=5)
    base_amount = models.DecimalField(_("base"), max_digits=16, decimal_places=2)
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    limit_kind = models.CharField(_("limit that counted"), max_length=5, choices=LimitKind.choices, blank=True)
    limit_amount = models.DecimalField(_("limit"), max_digits=14, decimal_places=2, null=True, blank=True)
    limit_currency = models.CharField(_("currency of the limit"), max_length=3, blank=True)
    limit_rate = models.DecimalField(_("rate"), max_digits=20, decimal_places=10, null=True, blank=True)
    limit_rate_base = models.CharField(_("rate from"), max_length=3, blank=True)
    limit_rate_day = models.DateField(_("rate of"), null=True, blank=True)
    limit_rate_source = models.CharField(_("source of the rate"), max_length=200, blank=True)

    class Meta(HubOwned.Meta):
        verbose_name = _("commission line")
        verbose_name_plural = _("commission lines")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["split", "rule"], name="commission_line_once"),
            models.CheckConstraint(condition=Q(amount__gte=0, amount__lte=F("base_amount")), name="commission_within_its_base"),
            models.CheckConstraint(
                condition=Q(limit_kind="", limit_amount__isnull=True) | (~Q(limit_kind="") & Q(limit_amount__isnull=False)),
                name="commission_limit_is_told",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount} {self.currency}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency).rounded()

    @property
    def base(self) -> Money:
        return Money(self.base_amount, self.currency).rounded()

    @property
    def percent(self) -> str:
        return f"{(self.rate * 100).normalize():f}"

    @property
    def limit(self) -> Money | None:
        """The least or most that counted, in the rule's own currency."""
        return None if self.limit_amount is None else Money(self.limit_amount, self.limit_currency).rounded()

    @property
    def limit_rate_quote(self) -> str:
        return self.currency if self.limit_rate_base == self.limit_currency else self.limit_currency

    def kept(self, sold: Money, goods: Money) -> Money:
        """What of it stays kept when so much of the goods stays sold: the same share of it, rounded once from the whole, so that nothing
        is left when all has gone back."""
        return Money(self.amount * sold.amount / goods.amount, self.currency).rounded() if goods else self.money
