from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.hubs.owned import HubManager, HubOwned
from marketplace.money import Money
from orders.incoterms import Incoterm
from orders.logistics.enums import Mode
from orders.trade.enums import RUNNING_CONTRACTS, STANDING_CONTRACTS, ContractState, Formula, Measure


class ContractQuerySet(models.QuerySet):
    def locked(self) -> ContractQuerySet:
        """Every step of a contract, and every call-off under it, queues at this row."""
        return self.select_for_update(of=("self",)).order_by("pk")


class SupplyContract(HubOwned):
    """A quantity over a period at a price or a formula, called off in parts. The quantity counts in pieces of one variant, so that a
    call-off is an order like any other; how much of the agreed unit one piece holds is frozen beside it."""

    offer = models.ForeignKey("trade.Offer", on_delete=models.PROTECT, related_name="contracts", verbose_name=_("offer"))
    number = models.CharField(_("number"), max_length=20, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=ContractState.choices, default=ContractState.PROPOSED)
    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("buyer"))
    seller = models.ForeignKey("sellers.Seller", on_delete=models.PROTECT, related_name="+", verbose_name=_("seller"))
    company_name = models.CharField(_("company"), max_length=160)

    variant = models.ForeignKey("catalog.Variant", on_delete=models.PROTECT, related_name="+", verbose_name=_("delivered as"))
    unit = models.CharField(_("counted in"), max_length=8, choices=Measure.choices)
    unit_content = models.DecimalField(_("units in one piece"), max_digits=14, decimal_places=6)
    pieces = models.PositiveIntegerField(_("pieces in all"))

    formula = models.CharField(_("price"), max_length=10, choices=Formula.choices, default=Formula.FIXED)
    unit_price = models.DecimalField(_("fixed price for one unit"), max_digits=14, decimal_places=2, null=True, blank=True)
    reference = models.SlugField(_("reference price"), max_length=40, blank=True)
    differential = models.DecimalField(_("plus or minus, for one unit"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3)

    quality = models.TextField(_("quality"), max_length=4000)
    term = models.CharField(_("Incoterm"), max_length=3, choices=Incoterm.choices)
    place = models.CharField(_("named place"), max_length=120)
    mode = models.CharField(_("way of transport"), max_length=10, choices=Mode.choices, default=Mode.SEA)
    lead_days = models.PositiveSmallIntegerField(_("ready within days"))
    starts_on = models.DateField(pgettext_lazy("time", "from"))
    ends_on = models.DateField(pgettext_lazy("time", "to"))
    deposit_percent = models.PositiveSmallIntegerField(_("deposit, percent of a call-off"), default=30, validators=[MaxValueValidator(100)])
    deposit_days = models.PositiveSmallIntegerField(_("days to pay the deposit"), default=7, validators=[MinValueValidator(1)])
    balance_days = models.PositiveSmallIntegerField(_("days to pay the rest"), default=30, validators=[MinValueValidator(1)])
    consignee = models.JSONField(_("consignee"), default=dict, blank=True, help_text=_("As agreed; orders.addresses describes its fields."))

    made_at = models.DateTimeField(pgettext_lazy("time", "proposed"), default=timezone.now)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    due_at = models.DateTimeField(_("next step by"), null=True, blank=True)
    note = models.TextField(_("last word"), blank=True)
    is_demonstration = models.BooleanField(_("demonstration"), default=False)

    objects = HubManager.from_queryset(ContractQuerySet)()
    across_hubs = models.Manager.from_queryset(ContractQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("supply contract")
        verbose_name_plural = _("supply contracts")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["offer"], condition=Q(state__in=STANDING_CONTRACTS), name="one_contract_of_an_offer"),
            models.CheckConstraint(condition=Q(pieces__gt=0, unit_content__gt=0), name="contract_quantity_above_zero"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="contract_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(formula=Formula.FIXED, unit_price__gt=0, differential__isnull=True, reference="")
                | (Q(formula=Formula.REFERENCE, unit_price__isnull=True, differential__isnull=False) & ~Q(reference="")),
                name="contract_price_is_one_formula",
            ),
            models.CheckConstraint(
                condition=Q(deposit_percent__lte=100, balance_days__gte=F("deposit_days")), name="contract_deposit_before_the_rest"
            ),
            models.CheckConstraint(
                condition=Q(state__in=RUNNING_CONTRACTS, due_at__isnull=False, ended_at__isnull=True)
                | (~Q(state__in=RUNNING_CONTRACTS) & Q(due_at__isnull=True, ended_at__isnull=False)),
                name="contract_running_has_a_clock",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="contract_by_clock", condition=Q(due_at__isnull=False))]

    def __str__(self) -> str:
        return self.number

    @property
    def is_active(self) -> bool:
        return self.state == ContractState.ACTIVE

    @property
    def quantity(self) -> Decimal:
        """In the agreed unit."""
        return self.pieces * self.unit_content

    @property
    def price(self) -> Money | None:
        """The fixed price of one unit."""
        return None if self.unit_price is None else Money(self.unit_price, self.currency).rounded()

    @property
    def difference(self) -> Money | None:
        return None if self.differential is None else Money(self.differential, self.currency).rounded()

    @property
    def discount(self) -> Money | None:
        """The difference where it is taken off, above zero."""
        return self.difference * -1 if self.difference and self.difference.amount < 0 else None


class ReferencePrice(HubOwned):
    """What a reference said on a day, with its source. The price of a day is the latest row not later than it."""

    code = models.SlugField(_("code"), max_length=40)
    day = models.DateField(_("day"))
    amount = models.DecimalField(_("price for one unit"), max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))])
    currency = models.CharField(_("currency"), max_length=3)
    unit = models.CharField(_("unit"), max_length=8, choices=Measure.choices)
    source = models.CharField(_("source"), max_length=300)
    is_verified = models.BooleanField(_("seen by an officer"), default=False)

    class Meta(HubOwned.Meta):
        verbose_name = _("reference price")
        verbose_name_plural = _("reference prices")
        ordering = ["code", "-day"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "code", "day"], name="reference_price_once_a_day"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="reference_price_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.day:%Y-%m-%d}"


class DeliveryPoint(HubOwned):
    """Where a part of each call-off goes: a store of the chain, by its own code."""

    contract = models.ForeignKey(SupplyContract, on_delete=models.CASCADE, related_name="points", verbose_name=_("contract"))
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=120)
    city = models.CharField(_("city"), max_length=80)
    line = models.CharField(_("street and number"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    is_closed = models.BooleanField(_("closed"), default=False)

    class Meta(HubOwned.Meta):
        verbose_name = _("delivery point")
        verbose_name_plural = _("delivery points")
        ordering = ["contract", "code"]
        constraints = [models.UniqueConstraint(fields=["contract", "code"], name="point_code_once_in_a_contract")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
