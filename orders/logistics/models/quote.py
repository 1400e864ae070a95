from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marketplace.hubs.owned import HubOwned
from marketplace.money import Money
from orders.incoterms import Incoterm
from orders.logistics.enums import Mode, QuoteState, Service, WeightRule
from orders.logistics.parcels import Parcel


class Quote(HubOwned):
    """A question about delivery and, once issued, its answer. What was issued never changes; a new computation is a new version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=QuoteState.choices, default=QuoteState.WAITING)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by", verbose_name=_("supersedes")
    )
    parcels = models.JSONField(_("parcels"))
    origin = models.CharField(_("from"), max_length=8)
    destination_country = models.CharField(_("to country"), max_length=2)
    destination_region = models.CharField(_("to region"), max_length=40, blank=True)
    destination_place = models.CharField(_("to place"), max_length=8, blank=True, help_text=_("Freight in legs ends here."))
    incoterm = models.CharField(
        _("Incoterm"), max_length=3, choices=Incoterm.choices, blank=True, help_text=_("Empty for a parcel to a buyer’s door.")
    )
    named_place = models.CharField(_("named place"), max_length=8, blank=True)
    ready_on = models.DateField(_("goods ready on"), null=True, blank=True)
    wants_insurance = models.BooleanField(_("insured although the term does not ask for it"), default=False)
    commodity = models.CharField(_("commodity class"), max_length=40, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    goods_value = models.DecimalField(_("value of the goods"), max_digits=14, decimal_places=2, default=0)
    goods_currency = models.CharField(_("currency of the goods"), max_length=3)
    gross_g = models.PositiveBigIntegerField(_("gross weight, g"))
    reason = models.CharField(_("why there is no price"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("asked"), default=timezone.now)
    issued_at = models.DateTimeField(_("issued"), null=True, blank=True)
    valid_until = models.DateTimeField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("delivery quote")
        verbose_name_plural = _("delivery quotes")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=QuoteState.PRICED, issued_at__isnull=False, valid_until__gt=F("issued_at"))
                | (~Q(state=QuoteState.PRICED) & Q(valid_until__isnull=True)),
                name="quote_priced_is_dated",
            )
        ]
        indexes = [models.Index(fields=["created_at"], name="quote_created")]

    def __str__(self) -> str:
        return f"{self.origin}–{self.destination_country} {self.id}"

    @property
    def pieces(self) -> list[Parcel]:
        return [Parcel.from_json(data) for data in self.parcels]

    @property
    def piece_count(self) -> int:
        return sum(data["quantity"] for data in self.parcels)

    @property
    def goods(self) -> Money:
        return Money(self.goods_value, self.goods_currency).rounded()

    @property
    def is_freight(self) -> bool:
        """Priced in legs and lines by an Incoterm, not as a parcel to the door."""
        return bool(self.incoterm)

    @property
    def goes_to(self) -> str:
        """The place where legs end, or the country."""
        return self.destination_place or self.destination_country

    @property
    def is_answered(self) -> bool:
        return self.state != QuoteState.WAITING

    @property
    def is_expired(self) -> bool:
        return self.valid_until is not None and self.valid_until <= timezone.now()

    @property
    def can_be_chosen(self) -> bool:
        return self.state == QuoteState.PRICED and not self.is_expired


class QuoteOption(HubOwned):
    """One way to send it, priced line by line and frozen: the database refuses to change it (migration 0002)."""

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField(pgettext_lazy("rank", "place"))
    rate_card = models.ForeignKey("logistics.RateCard", on_delete=models.PROTECT, related_name="+")
    carrier = models.CharField(_("carrier"), max_length=80)
    service = models.CharField(_("service"), max_length=16, choices=Service.choices)
    mode = models.CharField(_("mode"), max_length=8, choices=Mode.choices)
    transit_min_days = models.PositiveSmallIntegerField(_("days, at least"))
    transit_max_days = models.PositiveSmallIntegerField(_("days, at most"))
    chargeable_g = models.PositiveBigIntegerField(_("chargeable weight, g"))
    rule = models.CharField(_("rule"), max_length=12, choices=WeightRule.choices)
    rule_values = models.JSONField(_("the rule's values"), default=dict)
    components = models.JSONField(_("lines"))
    amount = models.DecimalField(_("price"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    is_demonstration = models.BooleanField(_("demonstration figure"), default=False)
    legs = models.JSONField(_("legs"), default=list)
    containers = models.JSONField(_("containers"), default=dict)
    excluded = models.JSONField(_("not included"), default=list)
    beyond_amount = models.DecimalField(
        _("known costs the buyer pays"), max_digits=14, decimal_places=2, default=0, help_text=_("Lines of this way outside the price.")
    )
    co2_kg = models.DecimalField(_("CO₂, kg"), max_digits=12, decimal_places=1, null=True, blank=True)

    class Meta:
        verbose_name = _("delivery option")
        verbose_name_plural = _("delivery options")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["quote", "position"], name="quote_option_place_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="quote_option_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.amount} {self.currency}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency).rounded()

    @property
    def beyond(self) -> Money:
        """What the buyer pays of this way, as far as the cards tell."""
        return Money(self.beyond_amount, self.currency).rounded()
