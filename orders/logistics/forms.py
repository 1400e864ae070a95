from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.incoterms import Incoterm
from orders.logistics.incoterms import PLACE_OF_LOADING
from orders.logistics.words import goods_of, place_of


class FreightForm(forms.Form):
    """What shall go where, on whose account. The places are those that the legs in force lead to."""

    destination = forms.ChoiceField(label=_("Where the goods go"))
    incoterm = forms.ChoiceField(label=_("Incoterm"), choices=Incoterm.choices, initial=Incoterm.CPT)
    named_place = forms.ChoiceField(
        label=_("Named place of loading"), required=False, help_text=_("For FCA, FAS and FOB: where you hand the goods over.")
    )
    commodity = forms.ChoiceField(
        label=_("Kind of goods"), required=False, help_text=_("Where a carrier has its own rate for such goods, that rate counts.")
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

    def __init__(
        self, *args: Any, places: list[tuple[str, str]], origin: str, currencies: list[str], commodities: Iterable[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.countries = dict(places)
        self.fields["destination"].choices = [(code, place_of(code)) for code, country in places]
        loading = [origin, *(code for code, _country in places)]
        self.fields["named_place"].choices = [("", "—"), *((code, place_of(code)) for code in loading)]
        named = sorted((str(goods_of(code)), code) for code in commodities if code)
        self.fields["commodity"].choices = [("", _("All goods")), *((code, name) for name, code in named)]
        self.fields["currency"].choices = [(code, code) for code in currencies]

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("incoterm") in PLACE_OF_LOADING and not told.get("named_place"):
            self.add_error("named_place", _("This term names the place of loading: choose it."))
        return told
