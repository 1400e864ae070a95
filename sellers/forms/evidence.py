from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sellers.enums import Kind
from sellers.exceptions import BadUpload
from sellers.selectors.evidence import Item
from sellers.uploads import ACCEPT, checked_upload


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The pages of a paper: each is judged by its content."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", SeveralFiles(attrs={"accept": ACCEPT, "multiple": True}))
        super().__init__(**kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [file for file in (data if isinstance(data, list) else [data]) if file]
        faults = []
        for file in files:
            try:
                checked_upload(file)
            except BadUpload as refusal:
                faults.append(_("%(file)s: %(why)s") % {"file": file.name, "why": refusal})
            finally:
                file.seek(0)
        if faults:
            raise forms.ValidationError(faults)
        return files


def date_field(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the date as year-month-day, such as 2027-03-31.")},
    )


class GoodsCodesField(forms.CharField):
    """HS codes or headings, as they stand on a registration, one after the other."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        codes = [word.replace(".", "") for word in re.split(r"[\s,;，；、]+", super().clean(value)) if word]
        if any(not re.fullmatch(r"\d{2,10}", code) for code in codes):
            raise forms.ValidationError(_("HS codes are 2 to 10 digits, such as 0901 or 090111."))
        return sorted(set(codes))


# Registrations that are given for a category of goods.
CATEGORISED = ("gacc-registration",)


class EvidenceItemForm(forms.Form):
    """What the seller says about one item; it has the fields its rule has."""

    number = forms.CharField(label=_("Number"), max_length=60, required=False)
    issuer = forms.CharField(label=_("Issued by"), max_length=120, required=False)
    covers = GoodsCodesField(
        label=_("Goods it covers, by HS code"), max_length=120, required=False, help_text=_("As on the registration, such as 0901, 090230.")
    )
    issued_on = date_field(_("Issued on"))
    expires_on = date_field(_("Valid until"))
    files = FilesField(
        label=_("Pages or file"), required=False, help_text=_("PDF, JPEG or PNG, at most 10 MB each. Photos of a page are fine.")
    )
    does_not_apply = forms.BooleanField(label=_("This does not apply to us"), required=False)
    attested = forms.BooleanField(label=_("I declare this"), required=False)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        self.item, rule, evidence = item, item.requirement, item.newest
        initial = {}
        if evidence is not None:
            names = ("number", "issuer", "issued_on", "expires_on", "does_not_apply", "covers")
            initial = {name: getattr(evidence, name) for name in names}
        elif rule.agency:
            initial = {"issuer": rule.agency.code}
        initial["attested"] = item.state == "attested"
        super().__init__(*args, prefix=rule.code, initial=initial, **kwargs)
        is_shown = rule.kind == Kind.VERIFIED
        keep = {
            "number": is_shown and rule.needs_number,
            "issuer": is_shown and rule.agency is None and rule.needs_number,
            "covers": is_shown and rule.code in CATEGORISED,
            "issued_on": is_shown and rule.needs_file,
            "expires_on": is_shown and rule.needs_expiry,
            "files": is_shown and rule.needs_file,
            "does_not_apply": is_shown and not rule.is_required,
            "attested": rule.kind == Kind.ATTESTED,
        }
        for name, is_kept in keep.items():
            if not is_kept:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        issued, expires = data.get("issued_on"), data.get("expires_on")
        if issued and issued > self.item.day:
            self.add_error("issued_on", _("This day is yet to come."))
        if issued and expires and expires < issued:
            self.add_error("expires_on", _("It cannot end before it was issued."))
        return data

    def told(self) -> dict[str, Any]:
        """The facts for the service, without files and declarations."""
        names = ("number", "issuer", "issued_on", "expires_on", "does_not_apply", "covers")
        facts = {name: self.cleaned_data[name] for name in names if name in self.fields}
        if self.item.requirement.agency and "number" in facts and facts["number"]:
            facts["issuer"] = self.item.requirement.agency.code
        return facts

    def remarks(self) -> list[str]:
        """Allowed but unusual."""
        rule, data = self.item.requirement, self.cleaned_data
        said = []
        if rule.number_pattern and data.get("number") and not re.fullmatch(rule.number_pattern, data["number"].strip()):
            said.append(_("%(item)s: this number looks unusual. Please compare it with the paper.") % {"item": rule.title})
        if "expires_on" in self.fields and data.get("files") and not data.get("expires_on"):
            said.append(_("%(item)s: please write its last day, so that an officer can accept it.") % {"item": rule.title})
        if data.get("expires_on") and data["expires_on"] < self.item.day:
            said.append(_("%(item)s: this paper has ended. Please send the renewal as soon as you have it.") % {"item": rule.title})
        return said
