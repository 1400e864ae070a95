"""What an officer types to give a buyer money back: pieces and amounts line by line, the delivery, goodwill, and whose money it is."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.look.writing import amount
from marketplace.money.amounts import Money, precision
from orders.aftersale.services.manual_refunds import LineShare
from orders.enums import Bearer
from orders.models import Order, OrderLine

ZERO = Decimal(0)


class HandRefundForm(forms.Form):
    """Of one order. `seen` is what was to go back of it when the page was drawn, `attempt` what its button is known by."""

    borne_by = forms.ChoiceField(label=_("Paid by"), choices=Bearer.choices)
    reason = forms.CharField(label=_("Reason, as the buyer reads it"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    attempt = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.DecimalField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        initial = {"attempt": uuid.uuid4(), "seen": order.refund_requested, "borne_by": Bearer.SELLER}
        super().__init__(*args, initial=initial, **kwargs)
        self.order, self.lines = order, list(order.lines.order_by("position"))
        for line in self.lines:
            if line.refundable:
                self.fields[f"pieces-{line.pk}"] = self._pieces(_("Pieces"), line.quantity)
                self.fields[f"amount-{line.pk}"] = self._amount(_("Another amount"), line.refundable)
            if line.refundable and line.open_quantity:
                self.fields[f"shelf-{line.pk}"] = self._pieces(_("Of them back on the shelf"), line.open_quantity)
        most = {"delivery": order.delivery_refundable, "goodwill": order.refundable}
        for name, label in (("delivery", _("For the delivery")), ("goodwill", _("Of goodwill"))):
            if most[name]:
                self.fields[name] = self._amount(label, most[name])
                self.fields[name].help_text = _("Up to %(amount)s.") % {"amount": amount(most[name])}

    def _pieces(self, label: Any, most: int) -> forms.IntegerField:
        said = {"inputmode": "numeric"}
        return forms.IntegerField(label=label, min_value=0, max_value=most, required=False, widget=forms.NumberInput(attrs=said))

    def _amount(self, label: Any, most: Money) -> forms.DecimalField:
        places = precision(most.currency)
        widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": str(Decimal(1).scaleb(-places))})
        return forms.DecimalField(
            label=label, min_value=0, max_value=most.amount, max_digits=14, decimal_places=places, required=False, widget=widget
        )

    def rows(self) -> list[tuple[OrderLine, list[forms.BoundField]]]:
        """Each line with its fields: pieces, how many of them are back on the shelf, another amount; none where nothing is left."""
        names = ("pieces", "shelf", "amount")
        return [(line, [self[f"{name}-{line.pk}"] for name in names if f"{name}-{line.pk}" in self.fields]) for line in self.lines]

    def others(self) -> list[forms.BoundField]:
        return [self[name] for name in ("delivery", "goodwill", "borne_by", "reason") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for line in self.lines:
            share = self._share(line, data)
            if share.shelved > share.pieces:
                self.add_error(f"shelf-{line.pk}", _("No more can be put on the shelf than are given back."))
            if Money(share.money_of(line), line.currency) > line.refundable:
                text = _("At most %(amount)s can still go back for this good: name the amount.") % {"amount": amount(line.refundable)}
                self.add_error(f"pieces-{line.pk}", text)
        if not self.errors:
            total = self.total()
            if not total or total > self.order.refundable:
                text = _("Name an amount above zero and at most %(amount)s: that much can still go back.")
                raise forms.ValidationError(text % {"amount": amount(self.order.refundable)})
        return data

    def _share(self, line: OrderLine, data: dict[str, Any]) -> LineShare:
        said = {name: data.get(f"{name}-{line.pk}") for name in ("pieces", "shelf", "amount")}
        return LineShare(said["pieces"] or 0, said["shelf"] or 0, said["amount"])

    def shares(self) -> dict[str, Any]:
        """Lines, delivery and goodwill as the service takes them."""
        data = self.cleaned_data
        shares = {line: self._share(line, data) for line in self.lines}
        lines = {line.pk: share for line, share in shares.items() if share.money_of(line) or share.shelved}
        return {"lines": lines, "delivery": data.get("delivery") or ZERO, "goodwill": data.get("goodwill") or ZERO}

    def total(self) -> Money:
        shares = self.shares()
        goods = sum((shares["lines"][line.pk].money_of(line) for line in self.lines if line.pk in shares["lines"]), ZERO)
        return Money(goods + shares["delivery"] + shares["goodwill"], self.order.currency).rounded()
