from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.payments.providers.momo.phones import NoSuchPhone, msisdn_of


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("Number of your MTN phone"),
        max_length=24,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel-national", "placeholder": "078 812 3456"}),
    )

    def clean_phone(self) -> str:
        try:
            return msisdn_of(self.cleaned_data["phone"])
        except NoSuchPhone as refusal:
            raise forms.ValidationError(str(refusal)) from None
