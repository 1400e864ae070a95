from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from catalog.hs import hs_codes_by_words
from catalog.models import HsCode


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("The seller reads it in the letter, and it stays in the history."),
        error_messages={"required": _("Give the seller a reason.")},
    )


class ClassifyForm(forms.Form):
    """The codes found for the seller's words; another search offers others."""

    hs_code = forms.ModelChoiceField(
        HsCode.across_hubs.none(),  # filled with the hub's own below
        label=_("HS code"),
        empty_label=None,
        widget=UnfoldAdminRadioSelectWidget(),
        error_messages={"required": _("Choose a code."), "invalid_choice": _("Choose a code of today’s table.")},
    )
    note = forms.CharField(
        label=_("Note to the seller"), required=False, max_length=300, widget=UnfoldAdminTextareaWidget(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, *, words: str) -> None:
        super().__init__(data)
        self.words = words
        found = hs_codes_by_words(words)
        self.fields["hs_code"].queryset = HsCode.objects.valid_on()
        self.fields["hs_code"].choices = [(row.pk, str(row)) for row in found]


class AddressForm(forms.Form):
    slug = forms.SlugField(label=_("address"), max_length=90, widget=UnfoldAdminTextInputWidget)
