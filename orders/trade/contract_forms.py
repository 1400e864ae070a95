"""What is typed about contracts, points and call-offs. Forms check shape; the services check truth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from catalog.models import Variant
from marketplace.money.amounts import precision
from orders.forms import ShippingForm
from orders.logistics.enums import Mode
from orders.trade.enums import Formula
from orders.trade.forms import PriceField, words
from orders.trade.models import Offer, ReferencePrice
from orders.trade.services.contracts import Draft
from sellers.selectors.calendar import hub_zone

LARGEST_SHEET = 2_000_000  # bytes


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class ContractForm(forms.Form):
    """What the seller writes down beyond the agreed offer."""

    variant = forms.ModelChoiceField(
        label=_("Delivered as"), queryset=Variant.objects.none(), help_text=_("The piece that is called off, packed and kept in stock.")
    )
    formula = forms.ChoiceField(label=_("Price"), choices=Formula.choices, widget=forms.RadioSelect, initial=Formula.FIXED)
    quality = words(
        _("Quality"), required=True, rows=5, help_text=_("What every delivery must be, how it is checked, and what happens if not.")
    )
    mode = forms.ChoiceField(label=_("Way of transport"), choices=Mode.choices, initial=Mode.SEA)
    starts_on, ends_on = _day(pgettext_lazy("time", "From")), _day(pgettext_lazy("time", "To"))
    deposit_percent = forms.IntegerField(label=_("Deposit, percent of each call-off"), min_value=0, max_value=100, initial=30)
    deposit_days = forms.IntegerField(label=_("Days to pay the deposit"), min_value=1, max_value=90, initial=7)
    balance_days = forms.IntegerField(label=_("Days to pay the rest"), min_value=1, max_value=180, initial=30)

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked, agreed, today = offer.request, offer.agreed, timezone.localdate(timezone=hub_zone())
        goods = Variant.objects.filter(product__seller=offer.seller_id, product__state="published").select_related("product")
        self.fields["variant"].queryset = goods
        self.fields["variant"].label_from_instance = lambda variant: f"{variant.product.name} · {variant.name or variant.sku}"
        if asked.product_id:
            self.initial["variant"] = goods.filter(product=asked.product_id).values_list("pk", flat=True).first()
        self.initial |= {"starts_on": today, "ends_on": today + timedelta(days=364)}
        unit = {"currency": asked.currency, "unit": asked.get_unit_display()}
        label = _("Fixed price, %(currency)s for one %(unit)s") % unit
        self.fields["unit_price"] = PriceField(label=label, currency=asked.currency, required=False, initial=agreed.unit_price)
        rows = ReferencePrice.objects.filter(currency=asked.currency, unit=asked.unit).order_by("code").values_list("code", flat=True)
        codes = [("", "—"), *((code, code) for code in rows.distinct())]
        self.fields["reference"] = forms.ChoiceField(label=_("Reference price"), choices=codes, required=False)
        self.fields["differential"] = forms.DecimalField(
            label=_("Plus or minus, %(currency)s for one %(unit)s") % unit,
            max_digits=14,
            decimal_places=precision(asked.currency),
            required=False,
        )

    def draft(self) -> Draft:
        return Draft(**self.cleaned_data)


class ConsigneeForm(forms.Form):
    """To whom the goods of every call-off go: the buyer's firm at its store house."""

    name = forms.CharField(label=_("Contact person"), max_length=80)
    phone = forms.CharField(label=_("Phone"), max_length=20)
    country = forms.ChoiceField(label=_("Country"))
    region = forms.CharField(label=_("Province or region"), max_length=80, required=False)
    city = forms.CharField(label=_("City"), max_length=80)
    line = forms.CharField(label=_("Street and number"), max_length=200)
    postcode = forms.CharField(label=_("Postcode"), max_length=12, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = list(countries)

    def consignee(self) -> dict[str, Any]:
        """As orders.addresses describes it; a Chinese address typed freely has names and no codes."""
        data = self.cleaned_data
        if data["country"] != "CN":
            return {**data, "line2": ""}
        address = {name: data[name] for name in ("country", "name", "phone", "line", "postcode")}
        for key, value in (("province", data["region"]), ("city", data["city"]), ("district", "")):
            address |= {key: value, f"{key}_code": "", f"{key}_latin": value if value.isascii() else ""}
        return address


class PointsForm(forms.Form):
    sheet = forms.FileField(
        label=_("Sheet of delivery points"),
        help_text=_("CSV or XLSX; the first row names the columns: code, name, city, line, phone."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    @property
    def file_name(self) -> str:
        return self.files["sheet"].name

    def clean_sheet(self) -> bytes:
        upload = self.cleaned_data["sheet"]
        if upload.size > LARGEST_SHEET:
            raise forms.ValidationError(_("The sheet may have at most 2 MB."))
        return upload.read()


class KeptSheetForm(forms.Form):
    """The sheet that was tried, by its number."""

    kept = forms.UUIDField(widget=forms.HiddenInput)


class CodesField(forms.CharField):
    """001-050, 072: some of the codes there are, in the order of the list; all of them where nothing is typed."""

    def __init__(self, *, codes: Sequence[str], **kwargs: Any) -> None:
        self.codes = list(codes)
        hint = _("For example 001-050, 072. Leave it empty for all.")
        super().__init__(max_length=4000, required=False, help_text=hint, **kwargs)

    def clean(self, value: str) -> list[str]:
        typed = super().clean(value)
        chosen: dict[str, None] = {}
        places = {code: place for place, code in enumerate(self.codes)}
        for part in re.split(r"[\s,，、;；]+", typed.strip()):
            first, dash, last = part.partition("-")
            if part in places:
                chosen[part] = None
            elif dash and first in places and last in places:
                chosen |= dict.fromkeys(self.codes[places[first] : places[last] + 1])
            elif part:
                raise forms.ValidationError(_("“%(code)s” is no point of this list."), params={"code": part})
        return list(chosen) if typed.strip() else self.codes


class CallOffForm(forms.Form):
    attempt = forms.CharField(max_length=40, widget=forms.HiddenInput)
    pieces = forms.IntegerField(label=_("Pieces for each point"), min_value=1, max_value=1_000_000)

    def __init__(self, *args: Any, codes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"] = CodesField(codes=codes, label=_("Which points"))


class SendForm(ShippingForm):
    def __init__(self, *args: Any, codes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"] = CodesField(codes=codes, label=_("Which points"))


class ReceiveForm(forms.Form):
    def __init__(self, *args: Any, codes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"] = CodesField(codes=codes, label=_("Which points"))


class PacksForm(ReceiveForm):
    """Which points shall have papers of their own."""
