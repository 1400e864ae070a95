"""The form of the parties: consignee, notify party, destination, each name and address as it can be printed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from stdnum.cn import uscc

from marketplace.documents.letters import unprintable

from .facts import Identifier, Party, Shipment
from .selectors.sales import country
from .shipments import Parties

ROWS, ROW_LENGTH = 4, 70
PRINTED = ("name", "name_zh", "address", "contact", "phone", "code", "place", "discharge")
NUMBER_IN_CHINA, NUMBER_ELSEWHERE = "USCC", "Tax no."


class PrintedForm(forms.Form):
    """A form whose words go on paper: a character without type is named at its field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "country" in self.fields:
            self.fields["country"].choices = [("", "–"), *countries]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in PRINTED:
            if signs := unprintable(data.get(name) or ""):
                words = {"signs": " ".join(signs[:8])}
                self.add_error(name, _("Our papers cannot print %(signs)s. Please write this in Latin or Chinese letters.") % words)
        return data


class PartyForm(PrintedForm):
    name = forms.CharField(label=_("Name of the firm or person"), max_length=120)
    name_zh = forms.CharField(label=_("Name in Chinese, if it has one"), max_length=80, required=False)
    address = forms.CharField(
        label=_("Address without the country, at most four lines"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    country = forms.ChoiceField(label=_("Country"))
    code = forms.CharField(label=_("Tax number; in China the credit code (USCC)"), max_length=40, required=False)
    contact = forms.CharField(label=_("Contact person"), max_length=80, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=120, required=False)

    def clean_address(self) -> str:
        rows = [row.strip() for row in self.cleaned_data["address"].splitlines() if row.strip()]
        if len(rows) > ROWS or any(len(row) > ROW_LENGTH for row in rows):
            raise ValidationError(_("At most four lines of seventy characters fit on the papers."))
        return "\n".join(rows)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("country") == "CN" and data.get("code"):
            try:
                data["code"] = uscc.validate(data["code"])
            except Exception as error:
                raise ValidationError({"code": _("This is not a credit code (USCC): 18 characters with a check character.")}) from error
        return data

    def party(self, before: Party | None) -> Party:
        """What was typed, in place of what stood there; numbers of other kinds stay with the same name."""
        data = self.cleaned_data
        label = NUMBER_IN_CHINA if data["country"] == "CN" else NUMBER_ELSEWHERE
        others = tuple(number for number in before.identifiers[1:]) if before and before.name == data["name"] else ()
        return Party(
            name=data["name"],
            name_zh=data["name_zh"],
            address=tuple(data["address"].splitlines()),
            country=country(data["country"]),
            identifiers=(*((Identifier(label, data["code"]),) if data["code"] else ()), *others),
            contact=data["contact"],
            phone=data["phone"],
            email=data["email"],
        )

    @staticmethod
    def initial_of(party: Party) -> dict[str, str]:
        names = ("name", "name_zh", "contact", "phone", "email")
        code = party.identifiers[0].value if party.identifiers else ""
        return {name: getattr(party, name) for name in names} | {
            "address": "\n".join(party.address),
            "country": party.country.code,
            "code": code,
        }


class NotifyForm(PartyForm):
    """Empty where the consignee is notified."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "address", "country"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if any(data.values()):
            for name in ("name", "address", "country"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("A notify party has a name, an address and a country; leave all empty for the consignee."))
        return data


class DestinationForm(PrintedForm):
    country = forms.ChoiceField(label=_("Country of destination"))
    place = forms.CharField(label=_("Place of the term of delivery"), max_length=80)
    discharge = forms.CharField(label=_("Place of discharge"), max_length=80)


class PartiesForms:
    """The three forms of the page, bound together or not at all."""

    def __init__(self, shipment: Shipment, data=None):
        self.before = shipment
        self.consignee = PartyForm(data, initial=PartyForm.initial_of(shipment.consignee), prefix="consignee")
        notify = PartyForm.initial_of(shipment.notify) if shipment.notify else {}
        self.notify = NotifyForm(data, initial=notify, prefix="notify")
        going = {"country": shipment.destination.code, "place": shipment.terms.place, "discharge": shipment.transport.discharge}
        self.destination = DestinationForm(data, initial=going, prefix="destination")

    def is_valid(self) -> bool:
        is_valid = not [form for form in (self.consignee, self.notify, self.destination) if not form.is_valid()]
        if is_valid and self.destination.cleaned_data["country"] == self.before.exporter.country.code:
            self.destination.add_error("country", _("The goods leave this country; name the one they go to."))
            return False
        return is_valid

    @property
    def parties(self) -> Parties:
        before, going = self.before, self.destination.cleaned_data
        consignee = self.consignee.party(before.consignee)
        if replace(consignee, country=before.consignee.country, identifiers=before.consignee.identifiers) == before.consignee and (
            PartyForm.initial_of(consignee) == PartyForm.initial_of(before.consignee)
        ):
            consignee = before.consignee  # the same words: labels of its numbers stay as they were
        notify = self.notify.party(before.notify) if self.notify.cleaned_data["name"] else None
        return Parties(consignee, notify, country(going["country"]), going["place"], going["discharge"])
