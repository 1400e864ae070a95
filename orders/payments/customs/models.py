from __future__ import annotations

import secrets

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.encryption import EncryptedField
from marketplace.hubs.owned import HubOwned
from marketplace.money import Money
from orders.payments.customs.enums import DeclarationState

YUAN = "CNY"


def new_declaration_number() -> str:
    """6 to 32 letters, digits, dashes: the day, then chance."""
    return f"{timezone.now():%Y%m%d}-{secrets.token_hex(8).upper()}"


class CustomsRegistration(HubOwned):
    """Under which name and number we are known at a Chinese customs house, and since when. No row: nothing is declared there."""

    place = models.CharField(
        _("customs house"), max_length=20, help_text=_("Its code at the provider; ZONGSHU for the whole country."),
        validators=[RegexValidator(r"^[A-Z_]{3,20}$")],
    )  # fmt: skip
    code = models.CharField(_("our number there"), max_length=20)
    name = models.CharField(_("our name there"), max_length=256)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day it may be used; empty for open."))
    source = models.CharField(_("source"), max_length=200, help_text=_("The record or decision behind it."))

    class Meta:
        verbose_name = _("registration at customs")
        verbose_name_plural = _("registrations at customs")
        ordering = ["place", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="registration_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["hub", "place", "valid_from"], name="registration_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.code}"


class CustomsDeclaration(HubOwned):
    """The intent to tell Chinese customs of a payment, written before the provider is asked, and what became of it. Who the buyer is
    stays here only until the provider has compared it."""

    payment = models.ForeignKey("payments.Payment", on_delete=models.PROTECT, related_name="declarations", verbose_name=_("payment"))
    registration = models.ForeignKey(CustomsRegistration, on_delete=models.PROTECT, related_name="+", verbose_name=_("registration"))
    reference = models.CharField(_("reference"), max_length=32, unique=True, default=new_declaration_number, editable=False)
    part = models.CharField(_("part of the order"), max_length=32, blank=True, help_text=_("The order of one seller; empty for all of it."))
    amount = models.DecimalField(_("amount in yuan"), max_digits=14, decimal_places=2)
    buyer = EncryptedField(_("buyer"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=DeclarationState.choices, default=DeclarationState.WAITING)
    is_same_person = models.BooleanField(_("buyer and payer are one"), null=True, blank=True)
    number = models.CharField(_("provider's number"), max_length=64, blank=True)
    payer_number = models.CharField(_("number of the payment at customs"), max_length=64, blank=True)
    pay_code = models.CharField(_("provider's number at customs"), max_length=64, blank=True)
    pay_transaction = models.CharField(_("number at the clearing house"), max_length=64, blank=True)
    verified_by = models.CharField(_("clearing house"), max_length=8, blank=True)
    customs_code = models.CharField(_("customs' answer"), max_length=16, blank=True)
    customs_words = models.CharField(_("customs' words"), max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    questions = models.PositiveSmallIntegerField(_("questions asked"), default=0)
    last_error = models.CharField(_("last answer"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )

    class Meta:
        verbose_name = _("customs declaration")
        verbose_name_plural = _("customs declarations")
        ordering = ["-pk"]
        permissions = [("declare", "Can declare a payment to customs")]
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "part"], condition=~Q(state__in=["refused", "turned_back"]), name="part_declared_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="declaration_above_zero"),
            models.CheckConstraint(condition=Q(state="waiting") | Q(buyer__isnull=True), name="buyer_forgotten_once_compared"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def money(self) -> Money:
        return Money(self.amount, YUAN)
