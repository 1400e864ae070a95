from django import forms
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _


def _where_to_read() -> str:
    link = format_html('<a href="{}" target="_blank">{}</a>', reverse("privacy:notice"), _now("Read the privacy notice"))
    return link


where_to_read = lazy(_where_to_read, SafeString)


class SignupForm(forms.Form):
    """What signing up asks for beside address and password; allauth builds its form on this one (ACCOUNT_SIGNUP_FORM_CLASS)."""

    agree = forms.BooleanField(
        label=_("I agree to how my data is handled, as the privacy notice says"),
        help_text=where_to_read,
        error_messages={"required": _("Tick this to make an account: without it we may not keep your address.")},
    )

    field_order = ["email", "password1", "agree"]

    def signup(self, request, user) -> None:
        """Called by allauth in the transaction that makes the account."""
        from marketplace.privacy.enums import Agreed  # allauth reads this module while settings are read
        from marketplace.privacy.services.agreeing import note_agreed

        note_agreed(what=Agreed.ACCOUNT, user=user, ip=request.META.get("REMOTE_ADDR"))


class ErasureForm(forms.Form):
    """The one tick before everything goes."""

    sure = forms.BooleanField(
        label=_("I understand what goes and what stays"), error_messages={"required": _("Tick this to say that you have read the list.")}
    )


class GuestErasureForm(ErasureForm):
    """A guest shows that the order is theirs by its address: a link can be passed on."""

    email = forms.EmailField(label=_("E-mail address of this order"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    field_order = ["email", "sure"]

    def __init__(self, *args, expected: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if email.casefold() != self.expected.casefold():
            raise forms.ValidationError(_("This is not the address of the order. It stands in the letter that confirmed it."))
        return email


class GuestCopyForm(GuestErasureForm):
    """The same proof for a copy."""

    sure = None
