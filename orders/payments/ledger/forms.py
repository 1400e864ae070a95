from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from marketplace.money import Money
from orders.payments.ledger.models import Settlement
from orders.payments.providers import available_providers


class SettlementForm(forms.ModelForm):
    """A line of a provider's statement, as an officer types it in."""

    class Meta:
        model = Settlement
        fields = [
            "provider", "reference", "day", "currency", "gross_amount", "fee_amount", "settled_currency", "settled_amount",
            "rate_source", "note",
        ]  # fmt: skip

    def clean_currency(self) -> str:
        return _currency(self.cleaned_data["currency"])

    def clean_settled_currency(self) -> str:
        return _currency(self.cleaned_data["settled_currency"])

    def clean(self) -> dict[str, Any]:
        """All that record_settlement() refuses, in words at the field."""
        data = super().clean()
        currency, paid_in = data.get("currency"), data.get("settled_currency")
        gross, fee, settled = (data.get(name) for name in ("gross_amount", "fee_amount", "settled_amount"))
        if None in (gross, fee, settled, currency, paid_in):
            return data
        for name, of in (("gross_amount", currency), ("fee_amount", currency), ("settled_amount", paid_in)):
            if Money(data[name], of).rounded().amount != data[name]:
                self.add_error(name, ValidationError(_("This currency has no such small coins.")))
        if settled < 0:
            self.add_error("settled_amount", ValidationError(_("This cannot be below zero.")))
        if currency != paid_in and gross == fee:
            self.add_error("fee_amount", ValidationError(_("Nothing is left to be paid in another currency.")))
        if currency == paid_in and settled != gross - fee:
            self.add_error("settled_amount", ValidationError(_("In one currency this is what was collected less the fee.")))
        if currency != paid_in and not data.get("rate_source"):
            self.add_error("rate_source", ValidationError(_("Another currency needs the source of its rate.")))
        if gross <= Decimal(0) or not 0 <= fee <= gross:
            self.add_error("fee_amount", ValidationError(_("The fee is a part of what was collected.")))
        if data.get("provider") not in available_providers():
            self.add_error("provider", ValidationError(_("No such provider is switched on here.")))
        return data


def _currency(typed: str) -> str:
    """Three capital letters: the books keep a currency for good, and cny would be another one than CNY."""
    currency = typed.strip().upper()
    if not re.fullmatch("[A-Z]{3}", currency):
        raise ValidationError(_("“%(text)s” is no currency.") % {"text": typed})
    return currency
