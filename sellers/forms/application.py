"""One form a step. They check shape and say what is wrong in a sentence; services check truth."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField
from stdnum import bic
from stdnum.exceptions import ValidationError as NumberError

from marketplace.hubs.models import District
from sellers.checks import RWANDAN_MOBILE
from sellers.enums import PayoutKind, RegistrationKind, Step
from sellers.models import Sector, Seller

NOT_A_MOBILE = _("A Rwandan mobile number has nine digits after +250 and begins with 72, 73, 78 or 79.")


def squeezed(text: str) -> str:
    return re.sub(r"[\s.\-]+", "", text)


def mobile_field(label: str, **kwargs: Any) -> PhoneNumberField:
    return PhoneNumberField(
        label=label,
        region="RW",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel", "placeholder": "0788 123 456"}),
        error_messages={"invalid": NOT_A_MOBILE},
        **kwargs,
    )


def checked_mobile(form: forms.Form, name: str) -> str:
    number = str(form.cleaned_data.get(name) or "")
    if number and not RWANDAN_MOBILE.match(number):
        raise forms.ValidationError(NOT_A_MOBILE)
    return number


class SectorChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, sector: Sector) -> str:
        if not sector.examples:
            return sector.name
        return gettext("%(sector)s: %(examples)s") % {"sector": sector.name, "examples": sector.examples}


class StepForm(forms.Form):
    """A step knows its seller: what it holds now, and what a valid answer becomes."""

    def __init__(self, *args: Any, seller: Seller, **kwargs: Any) -> None:
        self.seller = seller
        super().__init__(*args, initial=self.held(), **kwargs)

    def held(self) -> dict[str, Any]:
        return {name: getattr(self.seller, name) for name in self.base_fields if hasattr(self.seller, name)}

    def answers(self) -> dict[str, Any]:
        """What the service is told."""
        return self.cleaned_data

    def remarks(self) -> list[str]:
        """What is allowed but unusual: said, and left to the applicant."""
        return []


class SectorsForm(StepForm):
    sectors = SectorChoice(
        queryset=None,
        label=_("What do you sell?"),
        help_text=_("Choose all that fit. It decides which papers we ask for."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )
    story = forms.CharField(
        label=_("Your firm in a few sentences"),
        help_text=_("Buyers read it on your page: who you are, where, how you work. You can write it later."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sectors"].queryset = Sector.objects.filter(is_open=True)

    def held(self) -> dict[str, Any]:
        return {"sectors": list(self.seller.sectors.values_list("pk", flat=True)), "story": self.seller.story}


class DistrictChoice(forms.ModelChoiceField):
    """The districts under their provinces."""

    def grouped(self, districts: list[District]) -> list[tuple[str, Any]]:
        groups: dict[str, list[tuple[int, str]]] = {}
        for district in districts:
            groups.setdefault(district.province, []).append((district.pk, district.name))
        return [("", _("Choose a district")), *groups.items()]


class FirmForm(StepForm):
    legal_name = forms.CharField(
        label=_("Legal name"),
        help_text=_("Exactly as on the certificate."),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    trade_name = forms.CharField(
        label=_("Name that buyers see"), help_text=_("If it differs from the legal name."), max_length=120, required=False
    )
    tin = forms.CharField(
        label=_("TIN"),
        help_text=_("Nine digits; it stands on the RDB certificate and is your VAT number too."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "10xxxxxxx"}),
    )
    registration_kind = forms.ChoiceField(
        label=_("Registered as"), choices=RegistrationKind.choices, widget=forms.RadioSelect, error_messages={"required": _("Choose one.")}
    )
    registration_number = forms.CharField(
        label=_("Registration number"),
        help_text=_("RDB: the company code, usually the same as the TIN. RCA: the number of the certificate."),
        max_length=40,
    )
    district = DistrictChoice(queryset=None, label=_("District"), error_messages={"required": _("Choose the district.")})
    sector_address = forms.CharField(
        label=_("Sector, cell, village or street"),
        help_text=_("As a driver would need it. Rwanda has no postcodes."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        district = self.fields["district"]
        district.queryset = District.objects.all()
        district.choices = district.grouped(list(district.queryset))

    def held(self) -> dict[str, Any]:
        return {**super().held(), "district": self.seller.district_id}

    def clean_tin(self) -> str:
        tin = squeezed(self.cleaned_data["tin"])
        if not tin.isascii() or not tin.isdigit():
            raise forms.ValidationError(_("A TIN has nine digits and nothing else."))
        if len(tin) != 9:
            raise forms.ValidationError(
                ngettext("A TIN has 9 digits; this one has %(count)d.", "A TIN has 9 digits; this one has %(count)d.", len(tin))
                % {"count": len(tin)}
            )
        return tin

    def clean_registration_number(self) -> str:
        number = re.sub(r"\s+", " ", self.cleaned_data["registration_number"]).strip().upper()
        if len(number) > 20:
            raise forms.ValidationError(
                _("A registration number has at most 20 characters; this one has %(count)d.") % {"count": len(number)}
            )
        if not re.fullmatch(r"[0-9A-Z][0-9A-Z/ .\-]*", number):
            raise forms.ValidationError(_("A registration number is made of letters, digits, / and -."))
        return number

    def remarks(self) -> list[str]:
        if not self.cleaned_data.get("tin", "10").startswith("10"):
            return [_("Most TINs begin with 10. Please look at yours once more; if it is right, go on.")]
        return []


class ContactForm(StepForm):
    contact_name = forms.CharField(label=_("Who shall we call?"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    contact_phone = mobile_field(_("Mobile number"), help_text=_("An officer may call with a question."))
    contact_email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("An e-mail address looks like name@example.rw.")},
    )
    language = forms.ChoiceField(label=_("Language of our letters"), choices=settings.LANGUAGES)

    def clean_contact_phone(self) -> str:
        return checked_mobile(self, "contact_phone")


BANK_FIELDS = ("holder", "bank", "swift", "account")
MOMO_FIELDS = ("momo", "momo_name")


class PayoutForm(StepForm):
    payout_kind = forms.ChoiceField(
        label=_("Where shall your money go?"),
        choices=PayoutKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    holder = forms.CharField(label=_("Account holder"), help_text=_("The firm, as the bank writes it."), max_length=120, required=False)
    bank = forms.CharField(label=_("Bank"), max_length=80, required=False)
    swift = forms.CharField(
        label=_("SWIFT code"),
        help_text=_("8 or 11 characters, such as BKIGRWRW."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )
    account = forms.CharField(
        label=_("Account number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    momo = mobile_field(_("Mobile money number"), required=False)
    momo_name = forms.CharField(
        label=_("Name on the mobile money account"),
        help_text=_("As the operator knows it: the two must match."),
        max_length=120,
        required=False,
    )

    def held(self) -> dict[str, Any]:
        return {"payout_kind": self.seller.payout_kind}

    def clean_swift(self) -> str:
        swift = squeezed(self.cleaned_data["swift"]).upper()
        if swift:
            try:
                bic.validate(swift)
            except NumberError:
                raise forms.ValidationError(_("A SWIFT code has 8 or 11 characters: bank, country, place, such as BKIGRWRW."))
        return swift

    def clean_account(self) -> str:
        account = squeezed(self.cleaned_data["account"]).upper()
        if account and not re.fullmatch(r"[0-9A-Z]{5,34}", account):
            raise forms.ValidationError(_("An account number has 5 to 34 digits or letters."))
        return account

    def clean_momo(self) -> str:
        return checked_mobile(self, "momo")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kind = data.get("payout_kind")
        names = BANK_FIELDS if kind == PayoutKind.BANK else MOMO_FIELDS if kind == PayoutKind.MOMO else ()
        if self.keeps_account(kind):
            return data
        for name in names:
            if name not in self.errors and not data.get(name):
                self.add_error(name, _("This is needed to pay you."))
        return data

    def keeps_account(self, kind: str | None) -> bool:
        """Fields left empty keep the account that stands: it is never shown again in full to be edited."""
        stands = bool(self.seller.payout_masked) and self.seller.payout_kind == kind
        return stands and not any(self.data.get(name) for name in (*BANK_FIELDS, *MOMO_FIELDS))

    def answers(self) -> dict[str, Any]:
        data, kind = self.cleaned_data, self.cleaned_data["payout_kind"]
        if self.keeps_account(kind):
            return {"payout_kind": kind, "details": None}
        if kind == PayoutKind.BANK:
            return {"payout_kind": kind, "details": {name: data[name] for name in BANK_FIELDS}}
        return {"payout_kind": kind, "details": {"momo": data["momo"], "holder": data["momo_name"]}}


FORMS: dict[str, type[StepForm]] = {
    Step.SECTORS: SectorsForm,
    Step.FIRM: FirmForm,
    Step.CONTACT: ContactForm,
    Step.PAYOUT: PayoutForm,
}
