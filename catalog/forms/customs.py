from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.forms.merging import MergingForm
from catalog.models import HsCode, Product


class CustomsForm(MergingForm):
    """The customs code by words; somebody who is not sure describes the goods and asks."""

    instance: Product

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.store(
            "hs_code",
            forms.ModelChoiceField(
                HsCode.objects.valid_on(),
                label=_("Customs (HS) code"),
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("This code is not in the customs table of today. Choose one of those found.")},
            ),
            self.instance.hs_code_id,
        )
        self.store(
            "hs_question",
            forms.CharField(
                label=_("Describe the goods for an RDB officer"),
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("What it is made of, how it is worked and what it is for."),
                error_messages={"max_length": _("At most %(limit_value)d characters fit; this has %(show_value)d.")},
            ),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("hs_question") and cleaned.get("hs_code", self.instance.hs_code):
            # A code and a question contradict each other: whoever asks is not sure of the code.
            if "hs_code" in self.touched and cleaned.get("hs_code"):
                cleaned["hs_question"] = ""
            else:
                cleaned["hs_code"] = None
                self.touched.add("hs_code")
        return cleaned
