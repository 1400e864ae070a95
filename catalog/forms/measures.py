"""Weights and lengths as people type them: 250, 250 g, 1.2 kg; 12, 12 cm, 120 mm."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_TYPED = re.compile(r"^\s*([0-9]+(?:[ \u00a0\u202f',][0-9]{3})*(?:[.,][0-9]+)?)\s*([a-zA-Z公千克斤毫米厘分]*)\s*$")


class MeasureField(forms.Field):
    """A whole number of the smallest unit, typed in any of the units; a number alone is in the field's own."""

    units: dict[str, Decimal] = {}
    own = ""
    most = 0
    default_error_messages = {
        "measure": _("Write a number, with its unit if you like: %(examples)s."),
        "little": _("This is more than nothing: %(examples)s."),
        "much": _("This is larger than anything we can send."),
    }
    examples = ""

    def __init__(self, **options: object) -> None:
        options.setdefault("required", False)
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "num"}))
        super().__init__(**options)

    def prepare_value(self, value: object) -> object:
        if isinstance(value, int):
            return f"{(Decimal(value) / self.units[self.own]).normalize():f}"
        return value

    def to_python(self, value: object) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        found = _TYPED.match(text)
        unit = found[2].lower() or self.own if found else ""
        if not found or unit not in self.units:
            raise ValidationError(self.error_messages["measure"], code="measure", params={"examples": self.examples})
        try:
            number = Decimal(_point(found[1]))
        except InvalidOperation:
            raise ValidationError(self.error_messages["measure"], code="measure", params={"examples": self.examples})
        whole = int((number * self.units[unit]).to_integral_value())
        if whole < 1:
            raise ValidationError(self.error_messages["little"], code="little", params={"examples": self.examples})
        if whole > self.most:
            raise ValidationError(self.error_messages["much"], code="much")
        return whole


def _point(digits: str) -> str:
    """1,250 and 1 250 are thousands; 1,5 is one and a half."""
    digits = re.sub(r"[ \u00a0\u202f']", "", digits)
    if "." in digits:
        return digits.replace(",", "")
    head, comma, tail = digits.rpartition(",")
    return f"{head.replace(',', '')}.{tail}" if comma and len(tail) != 3 else digits.replace(",", "")


class WeightField(MeasureField):
    """Grams."""

    units = {"g": Decimal(1), "克": Decimal(1), "kg": Decimal(1000), "千克": Decimal(1000), "公斤": Decimal(1000), "t": Decimal(1_000_000)}
    own = "g"
    most = 20_000_000
    examples = "250, 250 g, 1.2 kg"


class LengthField(MeasureField):
    """Millimetres, typed in centimetres."""

    units = {"mm": Decimal(1), "毫米": Decimal(1), "cm": Decimal(10), "厘米": Decimal(10), "m": Decimal(1000), "米": Decimal(1000)}
    own = "cm"
    most = 12_000
    examples = "12, 12.5 cm, 120 mm"
