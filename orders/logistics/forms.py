from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.logistics.enums import Incoterm
from orders.logistics.incoterms import PLACE_OF_LOADING
from orders.logistics.parcels import Parcel
from orders.logistics.words import place_of

MOST_CM = 2000


class FreightForm(forms.Form):
    """What shall go where, on whose account. The places are those that the legs in force lead to."""

    destination = forms.ChoiceField(label=_("Where the goods go"))
    incoterm = forms.ChoiceField(label=_("Incoterm"), choices=Incoterm.choices, initial=Incoterm.CPT)
    named_place = forms.ChoiceField(
        label=_("Named place of loading"), required=False, help_text=_("For FCA, FAS and FOB: where you hand the goods over.")
    )
    pieces = forms.IntegerField(label=_("How many packages"), min_value=1, max_value=10_000, initial=100)
    length_cm = forms.DecimalField(label=_("Length, cm"), min_value=Decimal("0.1"), max_value=MOST_CM, decimal_places=1, initial=60)
    width_cm = forms.DecimalField(label=_("Width, cm"), min_value=Decimal("0.1"), max_value=MOST_CM, decimal_places=1, initial=40)
    height_cm = forms.DecimalField(label=_("Height, cm"), min_value=Decimal("0.1"), max_value=MOST_CM, decimal_places=1, initial=40)
    gross_kg = forms.DecimalField(
        label=_("Gross weight of one, kg"), min_value=Decimal("0.001"), max_value=30_000, decimal_places=3, initial=15
    )
    goods = forms.DecimalField(
        label=_("What the goods are worth"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        initial=10_000,
        help_text=_("Packed, at your door, without freight."),
    )
    currency = forms.ChoiceField(label=_("Currency"))
    wants_insurance = forms.BooleanField(
        label=_("With insurance"), required=False, help_text=_("CIF and CIP contain it; for other terms as you wish.")
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], origin: str, currencies: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.countries = dict(places)
        self.fields["destination"].choices = [(code, place_of(code)) for code, country in places]
        loading = [origin, *(code for code, _country in places)]
        self.fields["named_place"].choices = [("", "—"), *((code, place_of(code)) for code in loading)]
        self.fields["currency"].choices = [(code, code) for code in currencies]

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("incoterm") in PLACE_OF_LOADING and not told.get("named_place"):
            self.add_error("named_place", _("This term names the place of loading: choose it."))
        return told

    @property
    def parcels(self) -> list[Parcel]:
        told = self.cleaned_data
        sides = [int(told[name] * 10) for name in ("length_cm", "width_cm", "height_cm")]
        return [Parcel(*sides, gross_g=int(told["gross_kg"] * 1000), quantity=told["pieces"])]
