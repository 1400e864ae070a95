"""What is typed into conversations. Forms check shape; the services check truth."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.talk.enums import ReportReason
from orders.talk.models import SavedAnswer
from orders.talk.services.writing import LONGEST
from sellers.forms.evidence import FilesField


class MessageForm(forms.Form):
    text = forms.CharField(label=_("Message"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))
    files = FilesField(label=_("Photos or papers"), required=False, help_text=_("Up to 4, JPEG, PNG or PDF."))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, initial={"key": uuid.uuid4(), **kwargs.pop("initial", {})}, **kwargs)


class ReportForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=ReportReason.choices)
    note = forms.CharField(label=_("More, if you like"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class SavedAnswerForm(forms.ModelForm):
    class Meta:
        model = SavedAnswer
        fields = ["title", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}
