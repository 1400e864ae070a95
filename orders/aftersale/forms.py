"""What buyers and sellers type after the sale. Forms check shape; the services check truth."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.look import writing
from marketplace.money import Money
from marketplace.money.amounts import precision
from orders.aftersale.enums import DisputeKind, ReturnReason, Side
from orders.aftersale.models import GoodsReturn, ReturnLine
from orders.aftersale.services.returns import Finding
from orders.forms import ShippingForm
from orders.models import Order
from sellers.forms.evidence import FilesField

LONGEST = 2000


def words(label: Any, *, required: bool = False, help_text: Any = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=LONGEST, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


def photos(help_text: Any = "") -> FilesField:
    return FilesField(
        label=_("Photos"), required=False, help_text=help_text or _("Up to 6, JPEG, PNG or PDF. You, the other side and RDB see them.")
    )


class AmountField(forms.DecimalField):
    """An amount of one currency, in its own precision, from nothing up to the most there is."""

    def __init__(self, *, currency: str, most: Decimal, **kwargs: Any) -> None:
        places = precision(currency)
        widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": str(Decimal(1).scaleb(-places))})
        super().__init__(min_value=Decimal(0), max_value=most, max_digits=14, decimal_places=places, widget=widget, **kwargs)


def up_to(money: Money) -> str:
    return _("Up to %(amount)s.") % {"amount": writing.amount(money, get_language() or "en")}


class ReturnForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why does it come back?"), choices=ReturnReason.choices, widget=forms.RadioSelect)
    note = words(_("What is it like?"))
    photos = photos(_("Show what is wrong; for a fault we need at least one. Up to 6, JPEG, PNG or PDF."))


class SendForm(ShippingForm):
    """How the goods travel back, and what that cost where the seller pays it."""

    photos = photos(_("The receipt of the carrier, where the seller pays the way back."))

    def __init__(self, *args: Any, goods_return: GoodsReturn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if goods_return.freight_by == Side.SELLER:
            order = goods_return.order
            label = _("What the way back cost, %(currency)s") % {"currency": order.currency}
            most = order.refundable.amount
            self.fields["freight"] = AmountField(label=label, currency=order.currency, most=most, required=False)
        else:
            del self.fields["photos"]
        self.order_fields(["carrier", "tracking_number", "freight", "photos"])


class AnswerForm(forms.Form):
    """A word to the other side."""

    note = words(_("A word to the buyer"), rows=3)


class FindingForm(forms.Form):
    """What came back of one line."""

    def __init__(self, *args: Any, row: ReturnLine, **kwargs: Any) -> None:
        self.row = row
        line, price = row.line, min(row.price.amount, row.line.refundable.amount)
        initial = {"received": row.quantity, "restocked": row.quantity, "amount": price}
        super().__init__(*args, initial=initial, prefix=f"l{row.pk}", **kwargs)
        pieces = {"min_value": 0, "max_value": row.quantity}
        self.fields["received"] = forms.IntegerField(label=_("Came back"), **pieces)
        self.fields["restocked"] = forms.IntegerField(label=_("Back on the shelf"), **pieces)
        label = _("To give back, %(currency)s") % {"currency": line.currency}
        self.fields["amount"] = AmountField(label=label, currency=line.currency, most=price)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "received" in data and data.get("restocked", 0) > data["received"]:
            self.add_error("restocked", _("No more can be put on the shelf than came back."))
        if "received" in data and "amount" in data and data["amount"] > self.row.cost_of(data["received"]).amount:
            self.add_error("amount", _("That is more than what came back has cost."))
        return data

    def finding(self) -> Finding:
        return Finding(**self.cleaned_data)


class SettleForm(forms.Form):
    """The rest of what the seller says on looking at a return."""

    note = words(_("A word to the buyer"), rows=3, help_text=_("Needed where you give back less than the price of what came."))

    def __init__(self, *args: Any, goods_return: GoodsReturn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if goods_return.freight_claimed:
            label = _("For the way back, %(currency)s") % {"currency": goods_return.order.currency}
            claimed = goods_return.freight.amount
            self.fields["freight"] = AmountField(label=label, currency=goods_return.order.currency, most=claimed, initial=claimed)
            self.order_fields(["freight", "note"])


class DisputeForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is wrong?"), widget=forms.RadioSelect)
    text = words(_("Tell what happened"), required=True)
    photos = photos()

    def __init__(self, *args: Any, order: Order, is_return: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_return:
            self.fields["kind"].choices = [(DisputeKind.RETURN.value, DisputeKind.RETURN.label)]
            self.fields["kind"].initial = DisputeKind.RETURN
        else:
            left_out = {DisputeKind.RETURN} | ({DisputeKind.NOT_ARRIVED} if order.delivered_at else set())
            self.fields["kind"].choices = [choice for choice in DisputeKind.choices if choice[0] not in left_out]
        label = _("How much would make it right, %(currency)s") % {"currency": order.currency}
        most = order.refundable.amount
        self.fields["wish"] = AmountField(label=label, currency=order.currency, most=most)
        self.order_fields(["kind", "text", "wish", "photos"])


class OfferForm(forms.Form):
    """The seller's answer to a dispute."""

    text = words(_("Your answer"), help_text=_("The buyer reads it, and RDB where it comes to that."))
    photos = photos()

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("You offer, %(currency)s") % {"currency": order.currency}
        self.fields["offer"] = AmountField(
            label=label, currency=order.currency, most=order.refundable.amount, help_text=_("0 where you offer nothing.")
        )
        self.order_fields(["offer", "text", "photos"])


class EscalateForm(forms.Form):
    text = words(_("Why should RDB decide?"), required=True)
    photos = photos()


class RefundForm(forms.Form):
    """Money a seller gives back of their own accord."""

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        currency = order.currency
        for line in order.lines.all():
            most = min(line.refundable, order.refundable)
            if most:
                self.fields[f"line-{line.pk}"] = AmountField(
                    label=line.full_name, currency=currency, most=most.amount, required=False, help_text=up_to(most)
                )
        if order.delivery_refundable:
            label, most = _("Delivery"), order.delivery_refundable.amount
            hint = up_to(order.delivery_refundable)
            self.fields["delivery"] = AmountField(label=label, currency=currency, most=most, required=False, help_text=hint)
        self.fields["goodwill"] = AmountField(
            label=_("Of goodwill"),
            currency=currency,
            most=order.refundable.amount,
            required=False,
            help_text=_("For nothing that was bought: a kindness."),
        )
        self.fields["reason"] = words(_("Why, as the buyer reads it"), required=True, rows=3)

    def shares(self) -> dict[str, Any]:
        """Lines, delivery and goodwill as the service takes them."""
        data = self.cleaned_data
        lines = {int(name[5:]): amount for name, amount in data.items() if name.startswith("line-") and amount}
        return {"lines": lines, "delivery": data.get("delivery") or Decimal(0), "goodwill": data.get("goodwill") or Decimal(0)}

    def total(self) -> Decimal:
        shares = self.shares()
        return sum(shares["lines"].values(), Decimal(0)) + shares["delivery"] + shares["goodwill"]
