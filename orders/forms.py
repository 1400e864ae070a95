"""What buyers and sellers type. Forms check shape; the services check truth."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as NumberError

from marketplace.documents.letters import unprintable
from orders import addresses, regions
from orders.enums import RefusalReason
from orders.identity.fields import ChineseMobileField
from orders.logistics.enums import NumberKind, Passage
from orders.logistics.numbers import BadNumber, check_digit_fits

CHINESE_POSTCODE = re.compile("[0-9]{6}")


def visible(text: str) -> str:
    """Without the signs that nobody sees: orders to change the direction, joints of no width, what comes along with a paste."""
    return "".join(character for character in text if unicodedata.category(character) not in ("Cc", "Cf", "Cs"))


class ContactForm(forms.Form):
    """Who receives it and where we write to."""

    PRINTED = ("name", "company_name", "purchase_order", "line", "line2", "city", "region")  # on parcel, invoice and packing list

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("For the order’s letters and its link. Nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    name = forms.CharField(label=_("Name of the receiver"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    company_name = forms.CharField(
        label=_("Company"), max_length=160, required=False, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    purchase_order = forms.CharField(label=_("Your order number"), max_length=60, required=False, help_text=_("Printed on the invoice."))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for name in [name for name in self.PRINTED if data.get(name)]:
            data[name] = visible(data[name]).strip()
            if signs := unprintable(data[name]):
                words = {"signs": " ".join(signs[:8])}
                self.add_error(name, _("Our papers cannot print %(signs)s. Please write this in Latin or Chinese letters.") % words)
        if data.get("name") == "":
            self.add_error("name", self.fields["name"].error_messages["required"])
        return data

    def contact(self) -> dict[str, str]:
        """E-mail and company, as the order keeps them."""
        keys = ("email", "company_name", "company_code", "purchase_order")
        return {key: self.cleaned_data.get(key, "") for key in keys}

    def address(self) -> addresses.Address:
        raise NotImplementedError

    @property
    def is_company(self) -> bool:
        """Whether the part for companies is to be shown open."""
        names = ("company_name", "company_code", "purchase_order")
        return any(self.data.get(name) or self.errors.get(name) for name in names)


class ChinaAddressForm(ContactForm):
    phone = ChineseMobileField(label=_("Mobile"), max_length=24)
    province = forms.ChoiceField(label=pgettext_lazy("of China", "Province"))
    city = forms.ChoiceField(label=_("City"))
    district = forms.ChoiceField(label=pgettext_lazy("of a Chinese city", "District"), required=False)
    line = forms.CharField(
        label=_("Street and number"), max_length=200, min_length=3, widget=forms.TextInput(attrs={"autocomplete": "street-address"})
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=6,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    company_code = forms.CharField(
        label=_("Unified social credit code"), max_length=24, required=False, help_text=_("18 characters. Customs asks companies for it.")
    )

    field_order = [
        "email", "name", "phone", "province", "city", "district", "line", "postcode", "company_name", "company_code", "purchase_order",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        province, city = self._given("province"), self._given("city")
        cities = regions.cities_of(province)
        # One city only (北京市): choosing it is no choice.
        if len(cities) == 1:
            city = cities[0].code
            self._prefer("city", city)
        districts = regions.districts_of(city) if any(city == known.code for known in cities) else ()
        for name, known in (("province", regions.provinces()), ("city", cities), ("district", districts)):
            options = [(region.code, region.label(language)) for region in known]
            field = self.fields[name]
            field.choices = [("", _("Choose")), *options] if len(options) != 1 else options
            field.widget.attrs["autocomplete"] = "off"
        self.fields["district"].required = bool(districts) or not city
        for name, hint in (("city", _("Choose the province first.")), ("district", _("Choose the city first."))):
            if not (cities if name == "city" else city):
                self.fields[name].error_messages["required"] = hint

    @property
    def has_districts(self) -> bool:
        """Whether there is anything to choose: not before the city, and not where the city has none."""
        return len(self.fields["district"].choices) > 1 or not self._given("city")

    def _given(self, name: str) -> str:
        return str(self.data.get(name, "") if self.is_bound else self.initial.get(name, ""))

    def _prefer(self, name: str, value: str) -> None:
        if self.is_bound and self.data.get(name) != value:
            self.data = {**self.data.dict(), name: value} if hasattr(self.data, "dict") else {**self.data, name: value}
        elif not self.is_bound:
            self.initial[name] = value

    def clean_postcode(self) -> str:
        postcode = unicodedata.normalize("NFKC", self.cleaned_data["postcode"]).strip()
        if postcode and not CHINESE_POSTCODE.fullmatch(postcode):
            raise forms.ValidationError(_("A Chinese postcode has six digits."))
        return postcode

    def clean_company_code(self) -> str:
        code = self.cleaned_data["company_code"].strip()
        if not code:
            return ""
        try:
            return uscc.validate(code)
        except NumberError:
            if len(uscc.compact(code)) != 18:
                raise forms.ValidationError(
                    _("This code has 18 characters; yours has %(count)s.") % {"count": len(uscc.compact(code))}
                ) from None
            raise forms.ValidationError(_("The check character of this code does not fit. Please compare it with the licence.")) from None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("company_code") and not data.get("company_name") and "company_name" not in self.errors:
            self.add_error("company_name", _("Which company has this code?"))
        return data

    def address(self) -> addresses.Address:
        names = ("name", "phone", "province", "city", "district", "line", "postcode")
        return addresses.china_address(**{name: self.cleaned_data.get(name, "") for name in names})


class InternationalAddressForm(ContactForm):
    phone = PhoneNumberField(
        label=_("Phone"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("With the country code: +49 30 123456."),
        error_messages={"invalid": _("This is no complete phone number. Write it with the country code, like +49 30 123456.")},
    )
    line = forms.CharField(label=_("Street and number"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "address-line1"}))
    line2 = forms.CharField(
        label=_("Flat, building, floor"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "address-line2"})
    )
    city = forms.CharField(label=_("Town or city"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "address-level2"}))
    region = forms.CharField(
        label=_("State or region"), max_length=80, required=False, widget=forms.TextInput(attrs={"autocomplete": "address-level1"})
    )
    postcode = forms.CharField(
        label=_("Postcode"), max_length=12, required=False, widget=forms.TextInput(attrs={"autocomplete": "postal-code"})
    )

    field_order = ["email", "name", "phone", "line", "line2", "postcode", "city", "region", "company_name", "purchase_order"]

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country
        self.fields["phone"].region = country

    def address(self) -> addresses.Address:
        names = ("name", "line", "line2", "city", "region", "postcode")
        return {
            "country": self.country,
            "phone": self.cleaned_data["phone"].as_e164,
            **{name: self.cleaned_data[name].strip() for name in names},
        }


def address_form(country: str, data: Any = None, initial: dict[str, str] | None = None) -> ContactForm:
    """The form for the country: pickers for China, an international one elsewhere."""
    if country == addresses.CHINA:
        return ChinaAddressForm(data, initial=initial)
    return InternationalAddressForm(data, initial=initial, country=country)


class ShippingForm(forms.Form):
    """What a parcel travels with."""

    carrier = forms.CharField(label=_("Carrier"), max_length=80)
    tracking_number = forms.CharField(label=_("Tracking number"), max_length=60, min_length=4)

    def clean_tracking_number(self) -> str:
        number = re.sub(r"\s+", "", unicodedata.normalize("NFKC", self.cleaned_data["tracking_number"])).upper()
        if not re.fullmatch(r"[A-Z0-9\-/]{4,60}", number):
            raise forms.ValidationError(_("A tracking number has letters, digits and hyphens only."))
        try:
            check_digit_fits(number)
        except BadNumber as wrong:
            raise forms.ValidationError(str(wrong)) from None
        return number


class PieceForm(forms.Form):
    """One more parcel or container of a shipment."""

    kind = forms.ChoiceField(label=_("Kind of number"), choices=NumberKind.choices)
    number = forms.CharField(label=_("Number"), max_length=40, min_length=4)


class StepForm(forms.Form):
    """Where a shipment is, in the seller's own words: now, unless another moment is given."""

    passage = forms.ChoiceField(label=_("Where it is"), choices=Passage.choices)
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    happened_at = forms.DateTimeField(
        label=_("When"),
        required=False,
        help_text=_("Now, if you leave it empty."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )

    def clean_happened_at(self) -> datetime:
        return self.cleaned_data["happened_at"] or timezone.now()


class RefusalForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why can it not be delivered?"), choices=RefusalReason.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("A word to the buyer"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("reason") == RefusalReason.OTHER and not data.get("note", "").strip():
            self.add_error("note", _("Please tell the buyer the reason."))
        return data


class InquiryForm(forms.Form):
    """A question for a delivery rate."""

    note = forms.CharField(label=_("Anything we should know?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
