"""What a carrier's invoice says of one shipment: the same questions in the seller's office and at the officers' desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.logistics.models import TravelCost


class CostForm(forms.Form):
    """`cost` is the one that stands and would be corrected."""

    amount = forms.DecimalField(label=_("Amount of the invoice"), min_value=0, max_digits=12, decimal_places=2)
    currency = forms.ChoiceField(label=_("Currency of the invoice"))
    source = forms.CharField(label=_("The carrier’s invoice"), max_length=120, help_text=_("Its number, as the carrier wrote it."))
    invoiced_on = forms.DateField(
        label=_("Day of the invoice"),
        required=False,
        help_text=_("Its exchange rate counts; today’s, if you leave it empty."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    reason = forms.CharField(label=_("Why it is corrected"), max_length=200, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, cost: TravelCost | None = None, currency: str = "", **kwargs: Any) -> None:
        first = cost.invoiced_currency if cost else currency
        given = {"currency": first, "seen": cost.version if cost else 0, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=given, **kwargs)
        codes = dict.fromkeys(filter(None, [first, *current_hub().selling_currencies]))
        self.fields["currency"].choices = [(code, code) for code in codes]
        if cost:
            self.fields["reason"].required = True
            self.fields["reason"].help_text = _("The figure that stands now stays readable.")
        else:
            self.fields["reason"].widget = forms.HiddenInput()

    @property
    def told(self) -> dict[str, Any]:
        """What `note_cost` takes, once the form is valid."""
        data = self.cleaned_data
        facts = {name: data[name] for name in ("source", "invoiced_on", "reason", "seen")}
        return {"invoiced": Money(data["amount"], data["currency"]), **facts}


class DeskCostForm(CostForm):
    """The same in the desk's clothes, for any shipment."""

    shipment = forms.CharField(label=_("Number of the order"), max_length=40, widget=UnfoldAdminTextInputWidget)
    field_order = ["shipment", "amount", "currency", "source", "invoiced_on", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].widget = UnfoldAdminSelectWidget(choices=self.fields["currency"].choices)
        for name in ("amount", "source", "invoiced_on", "reason"):
            widget = self.fields[name].widget
            if not widget.is_hidden:
                kind = {"type": "date"} if name == "invoiced_on" else {}
                self.fields[name].widget = UnfoldAdminTextInputWidget(attrs=kind)

    def clean_shipment(self) -> str:
        return self.cleaned_data["shipment"].strip().upper()
