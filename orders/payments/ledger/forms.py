from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

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

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        currency, paid_in = data.get("currency"), data.get("settled_currency")
        gross, fee, settled = (data.get(name) for name in ("gross_amount", "fee_amount", "settled_amount"))
        if None in (gross, fee, settled):
            return data
        if currency == paid_in and settled != gross - fee:
            self.add_error("settled_amount", ValidationError(_("In one currency this is what was collected less the fee.")))
        if currency != paid_in and not data.get("rate_source"):
            self.add_error("rate_source", ValidationError(_("Another currency needs the source of its rate.")))
        if gross <= Decimal(0) or not 0 <= fee <= gross:
            self.add_error("fee_amount", ValidationError(_("The fee is a part of what was collected.")))
        if data.get("provider") not in available_providers():
            self.add_error("provider", ValidationError(_("No such provider is switched on here.")))
        return data
