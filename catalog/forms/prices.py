from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from catalog.forms.merging import MergingForm
from catalog.models import PriceProposal, Variant, VariantPrice
from marketplace.hubs.context import current_hub
from marketplace.look import writing
from marketplace.money import Money, precision

MOST = Decimal(1_000_000_000)


class AmountField(forms.Field):
    """An amount of one currency as people type it: 9150, 9,150, 46.70."""

    def __init__(self, currency: str, **options: Any) -> None:
        self.currency = currency
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "num", "autocomplete": "off"}))
        super().__init__(required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        return f"{Money(value, self.currency).rounded().amount:f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        text = re.sub(r"[\s\u00a0\u202f']", "", str(value or ""))
        if not text:
            return None
        digits = precision(self.currency)
        # The last comma is a point where cents may follow it: 46,70. Elsewhere it parts thousands: 9,150.
        if "." not in text and digits and re.search(r",\d{1,2}$", text):
            head, _comma, tail = text.rpartition(",")
            text = f"{head}.{tail}"
        text = text.replace(",", "")
        if len(text) > 20 or not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
            raise ValidationError(
                _("A price is a number above zero, such as %(example)s."), params={"example": "46.70" if digits else "9150"}
            )
        amount = Decimal(text)
        if -amount.normalize().as_tuple().exponent > digits:
            if digits:
                raise ValidationError(_("%(currency)s has two digits after the point."), params={"currency": self.currency})
            raise ValidationError(_("%(currency)s has no digits after the point."), params={"currency": self.currency})
        if not 0 < amount < MOST:
            raise ValidationError(
                _("A price is a number above zero, such as %(example)s."), params={"example": "46.70" if digits else "9150"}
            )
        return amount


def price_currencies() -> list[str]:
    """The hub's own money first, then the others it sells in."""
    hub = current_hub()
    return [hub.currency, *(code for code in hub.selling_currencies if code != hub.currency)]


class PriceForm(MergingForm):
    """What one variant costs in each currency: typed, or taken from what was proposed. The variant comes with its `prices` and with
    what is `proposed` (selectors.proposals)."""

    instance: Variant

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        by_currency = {row.currency: row for row in self.instance.prices.all()}
        proposed = {row.currency: row for row in self.instance.proposed}
        for currency in price_currencies():
            row = by_currency.get(currency)
            is_own = currency == current_hub().currency
            label = gettext("Your price") if is_own else gettext("Price in %(currency)s") % {"currency": currency}
            self.fields[currency] = AmountField(currency, label=label, help_text=self._note(row, proposed.get(currency)))
            self.initial[currency] = row.amount if row else None

    @staticmethod
    def _note(row: VariantPrice | None, proposed: PriceProposal | None) -> str:
        language = get_language() or "en"
        notes = []
        if row and row.is_demonstration:
            notes.append(gettext("A demonstration price, not the firm’s own."))
        if row and row.converted_from:
            notes.append(gettext("Taken at the rate of %(day)s.") % {"day": writing.day(row.rate.day, language)})
        if proposed:
            notes.append(gettext("Proposed: %(amount)s.") % {"amount": writing.amount(proposed.money, language)})
        return ("" if language.startswith("zh") else " ").join(notes)
