"""What the seller types of a letter of credit. Forms check shape; the services check truth."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.context import current_hub
from orders.trade.enums import ISSUED_HERE, CreditPaper
from orders.trade.models import CallOff, LetterOfCredit
from orders.trade.words import CREDIT

DAYS = ("latest_shipment", "expires_on")


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CreditForm(forms.ModelForm):
    """The credit as the bank advised it."""

    currency = forms.ChoiceField(label=_("Currency"))
    papers = forms.MultipleChoiceField(label=_("Papers asked for"), choices=CreditPaper.choices, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = LetterOfCredit
        fields = [
            *("number", "issuing_bank", "applicant", "beneficiary", "amount", "currency", "tolerance_percent"),
            *("latest_shipment", "expires_on", "expiry_place", "presentation_days", "partial_shipments", "papers", "terms"),
        ]
        widgets = {**{name: _day_input() for name in DAYS}, "terms": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, called: CallOff, standing: LetterOfCredit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].choices = [(code, code) for code in current_hub().selling_currencies]
        contract = called.contract
        self.initial |= {"applicant": contract.company_name, "beneficiary": contract.seller.legal_name, "currency": contract.currency}
        self.initial |= {"papers": [*ISSUED_HERE, CreditPaper.TRANSPORT]}
        if standing:
            self.initial |= {name: getattr(standing, name) for name in self.Meta.fields}

    def clean(self) -> dict[str, Any]:
        """Said at the field, in the words of the service, before the database would say it in its own."""
        shipped, expires = (self.cleaned_data.get(name) for name in DAYS)
        if shipped and expires and expires < shipped:
            self.add_error("expires_on", CREDIT["expires"]())
        return super().clean()


class PapersForm(forms.Form):
    """Number and date of each paper of others that the credit asks for; both or neither."""

    def __init__(self, *args: Any, called: CallOff, letter: LetterOfCredit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {row.code: row for row in called.papers.all()}
        self.codes = [code for code in letter.papers if code not in ISSUED_HERE]
        for code in self.codes:
            row = known.get(code)
            name = CreditPaper(code).label
            self.fields[f"{code}_number"] = forms.CharField(
                label=_("%(paper)s: number") % {"paper": name}, max_length=60, required=False, initial=row and row.number
            )
            self.fields[f"{code}_day"] = forms.DateField(
                label=_("%(paper)s: date") % {"paper": name}, required=False, widget=_day_input(), initial=row and row.dated_on
            )

    def clean(self) -> None:
        for code in self.codes:
            number, day = self.cleaned_data.get(f"{code}_number"), self.cleaned_data.get(f"{code}_day")
            if bool(number) != bool(day) and not self.errors.get(f"{code}_day"):
                self.add_error(f"{code}_day" if number else f"{code}_number", _("Write number and date, or neither."))

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"{code}_number"], self[f"{code}_day"]) for code in self.codes]

    def papers(self) -> dict[str, tuple[str, date]]:
        data = self.cleaned_data
        return {code: (data[f"{code}_number"], data[f"{code}_day"]) for code in self.codes if data[f"{code}_number"]}


class PresentForm(forms.Form):
    """The day on which the papers went to the bank."""

    day = forms.DateField(label=_("Given to the bank on"), widget=_day_input())
