"""The rows of a form in which somebody says what packages there are: as many kinds as wished, added and taken away without script too."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.logistics.parcels import Parcel

MOST_CM, MOST_KINDS = 2000, 20
PREFIX = "p"
ADD, REMOVE = "add-package", "remove-package"  # names of the buttons; the value of the second says which row
USUAL = {"pieces": 100, "gross_kg": 15, "length_cm": 60, "width_cm": 40, "height_cm": 40}


class PackageForm(forms.Form):
    """So many equal packages; outer sides in cm, gross weight of one in kg."""

    pieces = forms.IntegerField(label=_("How many packages"), min_value=1, max_value=10_000)
    gross_kg = forms.DecimalField(label=_("Gross weight of one, kg"), min_value=Decimal("0.001"), max_value=30_000, decimal_places=3)
    length_cm = forms.DecimalField(label=_("Length, cm"), min_value=Decimal("0.1"), max_value=MOST_CM, decimal_places=1)
    width_cm = forms.DecimalField(label=_("Width, cm"), min_value=Decimal("0.1"), max_value=MOST_CM, decimal_places=1)
    height_cm = forms.DecimalField(label=_("Height, cm"), min_value=Decimal("0.1"), max_value=MOST_CM, decimal_places=1)

    @property
    def parcel(self) -> Parcel:
        told = self.cleaned_data
        sides = [int(told[name] * 10) for name in ("length_cm", "width_cm", "height_cm")]
        return Parcel(*sides, gross_g=int(told["gross_kg"] * 1000), quantity=told["pieces"])


class Packages(forms.BaseFormSet):
    """At least one kind of package."""

    @property
    def parcels(self) -> list[Parcel]:
        return [form.parcel for form in self.forms]


PackageFormSet = forms.formset_factory(
    PackageForm, formset=Packages, extra=0, min_num=1, max_num=MOST_KINDS, absolute_max=MOST_KINDS, validate_min=True, validate_max=True
)


def packages(data: Mapping[str, Any] | None = None, *, initial: list[dict[str, Any]] | None = None) -> Packages:
    """The rows, filled with what was sent; without anything sent, with a usual row."""
    formset = PackageFormSet(data, prefix=PREFIX, initial=initial or ([USUAL] if data is None else None))
    for form in formset:
        form.empty_permitted = False  # a row that stands there shall be filled
    return formset


def pressed(data: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """The rows as they shall stand after "add" or "take away"; None where another button was pressed."""
    if ADD not in data and REMOVE not in data:
        return None
    told = str(data.get(f"{PREFIX}-TOTAL_FORMS", ""))
    count = min(int(told), MOST_KINDS) if told.isascii() and told.isdigit() else 1
    rows = [{name: data.get(f"{PREFIX}-{number}-{name}", "") for name in PackageForm.base_fields} for number in range(count)]
    if ADD in data:
        return rows if count == MOST_KINDS else [*rows, {}]
    gone = str(data[REMOVE])
    kept = [row for number, row in enumerate(rows) if str(number) != gone]
    return kept or [{}]
