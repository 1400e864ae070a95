"""What officers type to declare a payment. Forms check shape; the services check truth."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminDecimalFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from orders.identity.numbers import check_identity_number
from orders.payments.customs.models import CustomsDeclaration, CustomsRegistration
from orders.payments.models import Payment


class DeclareForm(forms.ModelForm):
    """No field has the name of one of the model's: the form writes none of them, and they would be checked as if it did."""

    payment_reference = forms.CharField(label=_("payment reference"), max_length=64, widget=UnfoldAdminTextInputWidget)
    place = forms.ChoiceField(label=_("customs house"), widget=UnfoldAdminSelectWidget)
    yuan = forms.DecimalField(
        label=_("amount in yuan"), max_digits=14, decimal_places=2, required=False, widget=UnfoldAdminDecimalFieldWidget,
        help_text=_("Empty: all that was paid."),
    )  # fmt: skip
    seller_order = forms.RegexField(
        r"^[\w-]{1,32}$", label=_("part of the order"), required=False, widget=UnfoldAdminTextInputWidget,
        help_text=_("The order of one seller, where several are declared; empty for all of it."),
    )  # fmt: skip
    buyer_name = forms.CharField(label=_("buyer’s name"), max_length=64, required=False, widget=UnfoldAdminTextInputWidget)
    buyer_number = forms.CharField(
        label=_("buyer’s identity number"), max_length=24, required=False, widget=UnfoldAdminTextInputWidget,
        help_text=_("Only where the order has no real name. Compared with the payer by the provider, and forgotten here after that."),
    )  # fmt: skip

    class Meta:
        model = CustomsDeclaration
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = list(dict.fromkeys(CustomsRegistration.objects.values_list("place", flat=True)))
        self.fields["place"].choices = self.fields["place"].widget.choices = [(place, place) for place in places]

    def clean_payment_reference(self) -> str:
        self.payment = Payment.objects.filter(reference=self.cleaned_data["payment_reference"].strip()).first()
        if self.payment is None:
            raise forms.ValidationError(_("There is no such payment."))
        return self.payment.reference

    def clean_buyer_number(self) -> str:
        number = self.cleaned_data["buyer_number"].strip()
        return check_identity_number(number) if number else ""

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if bool(told.get("buyer_name")) != bool(told.get("buyer_number")) and "buyer_number" not in self.errors:
            self.add_error("buyer_number", _("Name and number belong together: give both, or neither."))
        return told
