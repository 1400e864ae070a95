"""A price for a time to come, as a seller sets it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.forms.prices import AmountField, price_currencies
from catalog.models import Variant
from marketplace.money import Money


class _Moment(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", attrs={"step": 60})


class ScheduleForm(forms.Form):
    """Times are those of the zone that is active, which the page names."""

    variant = forms.ChoiceField(label=_("Variant"))
    currency = forms.ChoiceField(label=_("Currency"))
    amount = forms.CharField(
        label=_("Price of one"), widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "num", "autocomplete": "off"})
    )
    starts_at = forms.DateTimeField(
        label=pgettext_lazy("time", "From"), widget=_Moment(), input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
    )
    ends_at = forms.DateTimeField(label=_("Until"), widget=_Moment(), input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])

    def __init__(self, data: Any = None, *, variants: Sequence[Variant]) -> None:
        super().__init__(data)
        self.by_number = {str(variant.pk): variant for variant in variants}
        self.fields["variant"].choices = [(number, variant.name or variant.sku) for number, variant in self.by_number.items()]
        self.fields["currency"].choices = [(code, code) for code in price_currencies()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("currency") and cleaned.get("amount"):
            try:
                amount = AmountField(cleaned["currency"]).to_python(cleaned["amount"])
                cleaned["price"] = Money(amount, cleaned["currency"])
            except forms.ValidationError as refusal:
                self.add_error("amount", refusal)
        return cleaned

    @property
    def wanted(self) -> dict[str, Any]:
        """What services.scheduling.schedule_price() asks for."""
        cleaned = self.cleaned_data
        return {
            "variant": self.by_number[cleaned["variant"]],
            "price": cleaned["price"],
            "starts_at": cleaned["starts_at"],
            "ends_at": cleaned["ends_at"],
        }
