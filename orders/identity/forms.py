"""The three facts customs asks of a person, and why. Forms check shape; the services check truth."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.identity.consent import TEXT, consent_now
from orders.identity.fields import ChineseMobileField, IdentityNumberField, RealNameField
from orders.identity.models import SavedPerson
from orders.identity.person import RealPerson
from orders.identity.services import Given, use_saved_person

PREFIX = "person"
OFF = {"autocomplete": "off", "spellcheck": "false"}


class RealNameForm(forms.Form):
    """`saved` is what the member keeps here: then a tick takes the place of the three facts. Guests keep nothing."""

    use_saved = forms.BooleanField(required=False)
    name = RealNameField(label=_("Name on the identity card"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    number = IdentityNumberField(
        label=_("Identity number"),
        max_length=24,
        help_text=_("Customs of China lets retail goods in for a named person only, and compares it with who pays. 18 characters."),
        widget=forms.TextInput(attrs=OFF),
    )
    mobile = ChineseMobileField(label=_("Mobile of this person"), max_length=24, help_text=_("Customs and the carrier may ask back."))
    agree = forms.BooleanField(label=TEXT, error_messages={"required": _("Without your consent we may not send these goods.")})
    keep = forms.BooleanField(label=_("Keep it, encrypted, for my next order. I can delete it in my account."), required=False)

    def __init__(self, *args: Any, saved: SavedPerson | None = None, is_member: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, prefix=PREFIX, **kwargs)
        self.saved = saved
        if not is_member:
            del self.fields["keep"]
        if saved is None:
            del self.fields["use_saved"]
            return
        words = {"name": saved.masked_name, "number": saved.masked_number}
        self.fields["use_saved"].label = _("%(name)s, %(number)s, saved in your account") % words
        self.fields["use_saved"].initial = True
        if self.is_bound and self.data.get(self.add_prefix("use_saved")):
            for name in ("name", "number", "mobile"):
                self.fields[name].required = False

    @property
    def uses_saved(self) -> bool:
        return self.saved is not None and bool(self["use_saved"].value())

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("use_saved"):
            for name in ("name", "number", "mobile"):  # what stands in the folded fields is not looked at
                self.errors.pop(name, None)
        return told

    def given(self, *, ip: str | None, by: Any) -> Given | None:
        """What was given, once the form is valid. None where the saved one is gone meanwhile."""
        told = self.cleaned_data
        person = use_saved_person(user=by) if told.get("use_saved") else RealPerson(told["name"], told["number"], told["mobile"])
        is_kept = bool(told.get("keep")) and not told.get("use_saved")
        return person and Given(person, consent_now(ip), is_kept)
