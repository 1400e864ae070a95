from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.forms.measures import LengthField, WeightField
from catalog.forms.merging import MergingForm
from catalog.models import Product, Variant
from sellers.forms.readiness import ready_days_field
from sellers.readiness import USUAL_READY_DAYS

MEASURES = ("net_weight_g", "gross_weight_g", "length_mm", "width_mm", "height_mm")


class ReadyForm(MergingForm):
    """How soon the goods can leave; empty where the firm's own word counts."""

    instance: Product

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        firm = self.instance.seller.ready_days
        hint = (
            _("Counted from the payment. Empty: %(days)d, as you say of all your goods.")
            if firm
            else _("Counted from the payment. Empty: we tell buyers our usual %(days)d.")
        )
        self.store("ready_days", ready_days_field(help_text=hint % {"days": firm or USUAL_READY_DAYS}), self.instance.ready_days or "")


class ShippingForm(MergingForm):
    """One piece as it is packed for the journey."""

    net_weight_g = WeightField(label=_("Net weight"), help_text=_("The goods alone."))
    gross_weight_g = WeightField(label=_("Gross weight"), help_text=_("With its own wrapping."))
    length_mm = LengthField(label=_("Length"))
    width_mm = LengthField(label=_("Width"))
    height_mm = LengthField(label=_("Height"))

    instance: Variant

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial |= {name: getattr(self.instance, name) for name in MEASURES}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        net = cleaned.get("net_weight_g", self.instance.net_weight_g)
        gross = cleaned.get("gross_weight_g", self.instance.gross_weight_g)
        if net and gross and gross < net:
            self.add_error(
                "gross_weight_g" if "gross_weight_g" in self.touched else "net_weight_g",
                forms.ValidationError(_("The gross weight holds the net weight and the wrapping, so it cannot be less."), code="gross"),
            )
        return cleaned
