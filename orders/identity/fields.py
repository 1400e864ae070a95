"""Form fields of a person in China."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.identity.exceptions import NoMinimumAge
from orders.identity.kept import youngest_on
from orders.identity.numbers import check_identity_number, is_younger_than

CHINESE_MOBILE = re.compile("1[3-9][0-9]{9}")
NAME_SIGNS = " ·.'’-"


class ChineseMobileField(forms.CharField):
    """A mainland mobile number, however it is spaced or how wide its digits are; gives it as +86…"""

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel-national"})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        digits = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text)).removeprefix("+").removeprefix("0086").removeprefix("86")
        if text and not CHINESE_MOBILE.fullmatch(digits):
            if not digits.isdigit():
                raise forms.ValidationError(_("A mobile number has only digits."))
            if len(digits) != 11:
                raise forms.ValidationError(_("A Chinese mobile number has 11 digits; this one has %(count)s.") % {"count": len(digits)})
            raise forms.ValidationError(_("A Chinese mobile number begins with 13 to 19."))
        return f"+86{digits}" if digits else ""


class RealNameField(forms.CharField):
    """A name as the card has it: letters, and what stands between them."""

    def clean(self, value: Any) -> str:
        name = " ".join(unicodedata.normalize("NFKC", super().clean(value)).split())
        if name and (len(name) < 2 or not all(sign.isalpha() or sign in NAME_SIGNS for sign in name)):
            raise forms.ValidationError(_("Write the name as it stands on the identity card, in letters alone."))
        return name


class IdentityNumberField(forms.CharField):
    """Gives the eighteen characters, checked; refuses a person too young to consent."""

    def clean(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().clean(value))
        if not text:
            return ""
        number = check_identity_number(text)
        try:
            years = youngest_on()
        except NoMinimumAge:
            raise forms.ValidationError(_("We may not take identity numbers yet: staff must first say from which age on.")) from None
        if is_younger_than(years, number):
            raise forms.ValidationError(
                _("This person is under %(years)s. Let a parent order in their own name.") % {"years": years}, code="young"
            )
        return number
