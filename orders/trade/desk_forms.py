"""What officers type about letters of credit. Forms check shape; the services check truth."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from orders.payments.providers.bank_transfer.enums import LineState
from orders.payments.providers.bank_transfer.models import BankLine
from orders.trade.enums import PAYABLE_DRAWINGS
from orders.trade.exceptions import CreditRefused
from orders.trade.models import BankAdvice, CreditDrawing
from orders.trade.services.advices import check_advice
from orders.trade.words import CREDIT

SHOWN = 200  # open lines to choose from, the newest first
PLACES = {"amount": "amount", "more": "amount", "day": "value_on", "line": "line", "told": "reference", "no_money": "drawing"}


class WordForm(forms.Form):
    note = forms.CharField(label=_("In words that buyer and seller read"), max_length=600, widget=UnfoldAdminTextareaWidget)


class AdviceForm(forms.ModelForm):
    """The bank's advice of payment, as it came."""

    # Both are of the hub that is asked: there is none while the class is made.
    drawing = forms.ModelChoiceField(
        label=_("Drawing on a letter of credit"), queryset=CreditDrawing.across_hubs.none(), widget=UnfoldAdminSelectWidget
    )
    line = forms.ModelChoiceField(
        label=_("Bank line"),
        queryset=BankLine.across_hubs.none(),
        required=False,
        widget=UnfoldAdminSelectWidget,
        help_text=BankAdvice._meta.get_field("line").help_text,
    )

    class Meta:
        model = BankAdvice
        fields = ["reference", "amount", "charges", "value_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        payable = CreditDrawing.objects.filter(state__in=PAYABLE_DRAWINGS).select_related("call_off", "letter")
        self.fields["drawing"].queryset = payable
        lines = BankLine.objects.filter(state=LineState.OPEN, amount__gt=0).order_by("-pk").values("pk")[:SHOWN]
        self.fields["line"].queryset = BankLine.objects.filter(pk__in=lines)

    def clean(self) -> dict[str, Any]:
        """All that the service refuses, in words at the field."""
        data = super().clean()
        told = {name: data.get(name) for name in ("drawing", "reference", "amount", "charges", "value_on", "line")}
        if not self.errors:
            try:
                check_advice(**told)
            except CreditRefused as refusal:
                self.add_error(PLACES.get(refusal.why), CREDIT[refusal.why]())
        return data
