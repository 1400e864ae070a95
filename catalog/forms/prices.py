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
from catalog.tiers import MOST_TIERS, scale
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


class TiersField(forms.Field):
    """Lower prices of larger quantities as people type them, one a line: 10: 8,500."""

    def __init__(self, currency: str, **options: Any) -> None:
        self.amounts = AmountField(currency)
        options.setdefault("widget", forms.Textarea(attrs={"rows": 3, "class": "num", "autocomplete": "off"}))
        super().__init__(required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(f"{quantity}: {self.amounts.prepare_value(amount)}" for quantity, amount in value)

    def to_python(self, value: Any) -> tuple[tuple[int, Decimal], ...]:
        found: dict[int, Decimal] = {}
        for line in filter(None, (line.strip() for line in str(value or "").splitlines())):
            parts = re.fullmatch(r"([0-9]{1,7})\s*[:：=]\s*(.+)", line)
            amount = self.amounts.to_python(parts[2]) if parts else None
            if parts is None or amount is None:
                raise ValidationError(
                    _("“%(line)s”: write from how many, a colon and the price of one, such as %(example)s."),
                    params={"line": line[:40], "example": f"10: {'42.50' if precision(self.amounts.currency) else '8500'}"},
                )
            if int(parts[1]) in found:
                raise ValidationError(_("%(quantity)s stands there twice."), params={"quantity": parts[1]})
            found[int(parts[1])] = amount
        if len(found) > MOST_TIERS:
            raise ValidationError(_("At most %(most)d prices by quantity."), params={"most": MOST_TIERS})
        return tuple(sorted(found.items()))


def price_currencies() -> list[str]:
    """The hub's own money first, then the others it sells in."""
    hub = current_hub()
    return [hub.currency, *(code for code in hub.selling_currencies if code != hub.currency)]


def tiers_of(currency: str) -> str:
    """The name of the field beside that of the price."""
    return f"{currency}_tiers"


class PriceForm(MergingForm):
    """What one variant costs in each currency, typed or taken from what was proposed, and what larger quantities cost. The variant comes
    with its `prices` and their tiers and with what is `proposed` (selectors.proposals)."""

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
            stored = [(tier.from_quantity, tier.amount) for tier in row.tiers.all()] if row else []
            self.fields[tiers_of(currency)] = TiersField(
                currency,
                label=gettext("Prices by quantity in %(currency)s") % {"currency": currency},
                help_text=self._idle(row, stored),
            )
            self.initial[tiers_of(currency)] = stored

    @property
    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [(currency, self[currency], self[tiers_of(currency)]) for currency in price_currencies()]

    @property
    def has_tiers(self) -> bool:
        return any(self.initial[tiers_of(currency)] or self[tiers_of(currency)].errors for currency in price_currencies())

    def clean(self) -> None:
        """More never costs more, and a quantity below the least order is no larger one."""
        for currency in price_currencies():
            name, stored = tiers_of(currency), self.initial[currency]
            if name not in self.cleaned_data:
                continue
            below = self.cleaned_data.get(currency, stored)
            for quantity, amount in self.cleaned_data[name]:
                if below is None:
                    self.add_error(name, gettext("Type the price of one in %(currency)s first.") % {"currency": currency})
                    break
                if quantity <= self.instance.minimum_quantity:
                    least = {"quantity": quantity, "least": self.instance.minimum_quantity}
                    self.add_error(name, gettext("%(quantity)d is not above the least order of %(least)d.") % least)
                    break
                if amount >= below:
                    said = {"quantity": quantity, "price": f"{Money(below, currency).rounded().amount:f}"}
                    self.add_error(name, gettext("From %(quantity)d, one must cost less than the %(price)s before it.") % said)
                    break
                below = amount

    @staticmethod
    def _idle(row: VariantPrice | None, stored: list[tuple[int, Decimal]]) -> str:
        """Which of the stored ones do not count now."""
        counting = {tier.from_quantity for tier in scale(row.money, stored).tiers} if row else set()
        idle = [str(quantity) for quantity, _amount in stored if quantity not in counting]
        if not idle:
            return ""
        return gettext("Not lower than the price before it, so it does not count: from %(quantities)s.") % {"quantities": ", ".join(idle)}

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
