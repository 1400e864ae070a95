from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum import bic, iban
from stdnum.exceptions import ValidationError as NumberError

from marketplace.hubs.owned import HubManager, HubOwned


class BankAccountQuerySet(models.QuerySet):
    def standing(self, on: date | None = None) -> BankAccountQuerySet:
        """The accounts buyers may pay into on that day, today where none is named; the newest row first."""
        on = on or timezone.localdate()
        standing = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
        return standing.order_by("-valid_from", "-pk")


class BankAccount(HubOwned):
    """An account of the hub's into which companies pay one currency, and since when. No row: no transfers in that currency."""

    holder = models.CharField(_("account holder"), max_length=70)
    holder_address = models.CharField(_("holder's address"), max_length=140, blank=True)
    bank = models.CharField(_("bank"), max_length=70)
    bank_address = models.CharField(_("bank's address"), max_length=140, blank=True)
    number = models.CharField(_("account number"), max_length=34, help_text=_("An IBAN where the country has one."))
    bic = models.CharField(_("SWIFT code (BIC)"), max_length=11)
    currency = models.CharField(_("currency"), max_length=3)
    days_to_pay = models.PositiveSmallIntegerField(
        _("days to pay"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("So long the goods are held for a company that pays by transfer."),
    )
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("The last day it may be named; empty for open."))
    source = models.CharField(_("source"), max_length=200, help_text=_("The bank's confirmation behind it."))
    is_demonstration = models.BooleanField(_("demonstration"), default=False, help_text=_("There is no such account."))

    objects = HubManager.from_queryset(BankAccountQuerySet)()

    class Meta(HubOwned.Meta):
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        ordering = ["currency", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["hub", "number", "currency", "valid_from"], name="bank_account_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="bank_account_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(days_to_pay__gte=1, days_to_pay__lte=60), name="bank_account_days_to_pay"),
        ]

    def __str__(self) -> str:
        return f"{self.bank} {self.currency} …{self.number[-4:]}"

    def clean(self) -> None:
        self.number = "".join(self.number.split()).upper()
        self.bic = self.bic.strip().upper()
        self.currency = self.currency.strip().upper()
        problems = {}
        if self.number[:2].isalpha():
            try:
                iban.validate(self.number)
            except NumberError:
                problems["number"] = _("The check digits of this IBAN do not fit.")
        try:
            bic.validate(self.bic)
        except NumberError:
            problems["bic"] = _("A SWIFT code has 8 or 11 characters, such as BKIGRWRW.")
        if problems:
            raise ValidationError(problems)
