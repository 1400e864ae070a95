from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.owned import HubOwned
from marketplace.money import Money
from orders.trade.documentary import PRESENTATION_DAYS, Credit
from orders.trade.enums import CreditPaper


class LetterOfCredit(HubOwned):
    """A letter of credit as the bank advised it, for the call-offs of a contract. An amendment is another row, and the latest stands."""

    contract = models.ForeignKey("trade.SupplyContract", on_delete=models.PROTECT, related_name="letters", verbose_name=_("contract"))
    number = models.CharField(_("number of the credit"), max_length=35)
    issuing_bank = models.CharField(_("issuing bank"), max_length=140)
    applicant = models.CharField(_("applicant"), max_length=160, help_text=_("The buyer, exactly as the credit writes the name."))
    beneficiary = models.CharField(_("beneficiary"), max_length=160, help_text=_("Your firm, exactly as the credit writes the name."))
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))])
    currency = models.CharField(_("currency"), max_length=3)
    tolerance_percent = models.DecimalField(
        _("percent more or less"), max_digits=4, decimal_places=2, default=0, validators=[MinValueValidator(0), MaxValueValidator(50)]
    )
    latest_shipment = models.DateField(_("latest day of shipment"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"))
    expiry_place = models.CharField(_("place of expiry"), max_length=80)
    presentation_days = models.PositiveSmallIntegerField(
        _("days after shipment to present the papers"),
        default=PRESENTATION_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(180)],
        help_text=_("21 where the credit says nothing (UCP 600, article 14 (c))."),
    )
    partial_shipments = models.BooleanField(_("partial shipments allowed"), default=True)
    papers = models.JSONField(_("papers asked for"), default=list)
    terms = models.TextField(_("further terms"), max_length=4000, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by"))
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta(HubOwned.Meta):
        verbose_name = _("letter of credit")
        verbose_name_plural = _("letters of credit")
        ordering = ["contract", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0, tolerance_percent__range=(0, 50)), name="credit_amount_above_zero"),
            models.CheckConstraint(
                condition=Q(latest_shipment__isnull=True) | Q(expires_on__gte=F("latest_shipment")), name="credit_expires_after_shipment"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency).rounded()

    @property
    def credit(self) -> Credit:
        return Credit(
            applicant=self.applicant,
            beneficiary=self.beneficiary,
            amount=self.money,
            tolerance_percent=self.tolerance_percent,
            latest_shipment=self.latest_shipment,
            expires_on=self.expires_on,
            presentation_days=self.presentation_days,
            partial_shipments=self.partial_shipments,
            papers=self.papers,
        )


class PresentedPaper(HubOwned):
    """A paper of others that the seller has for a call-off: its number and its date. What is issued here is read from its own rows."""

    call_off = models.ForeignKey("trade.CallOff", on_delete=models.PROTECT, related_name="papers", verbose_name=_("call-off"))
    code = models.CharField(_("paper"), max_length=12, choices=CreditPaper.choices)
    number = models.CharField(_("number"), max_length=60)
    dated_on = models.DateField(_("its date"))

    class Meta(HubOwned.Meta):
        verbose_name = _("paper under a letter of credit")
        verbose_name_plural = _("papers under letters of credit")
        ordering = ["call_off", "pk"]
        constraints = [models.UniqueConstraint(fields=["call_off", "code"], name="paper_once_a_call_off")]

    def __str__(self) -> str:
        return f"{self.get_code_display()} {self.number}"
