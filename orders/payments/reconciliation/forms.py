"""What officers type about differences. Forms check shape; the services check truth."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminDateWidget, UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from orders.payments.providers import books_kept
from orders.payments.reconciliation.models import Difference, Run


def written_books(books: str) -> str:
    """The ways to pay that stand in these books, by their names; the bare code where all are switched off."""
    return " · ".join(str(way.name) for way in books_kept().get(books, [])) or books


class DayForm(forms.ModelForm):
    """Which day of whose list."""

    books = forms.ChoiceField(
        label=_("whose books"),
        widget=UnfoldAdminSelectWidget,
        help_text=_("Who gives no list of a day is asked about each of our payments and refunds of that day."),
    )
    day = forms.DateField(label=_("day"), widget=UnfoldAdminDateWidget, help_text=_("In the calendar of the provider."))

    class Meta:
        model = Run
        fields = ["books", "day"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(books, written_books(books)) for books in books_kept()]
        self.fields["books"].choices = choices
        self.fields["books"].widget.choices = choices
        self.fields["day"].initial = timezone.localdate() - timedelta(days=1)

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate() + timedelta(days=1):
            raise forms.ValidationError(_("That day has not come yet."))
        return day


class ExplainForm(forms.ModelForm):
    """Why both books may stay as they are."""

    why = forms.CharField(
        label=_("explanation"),
        max_length=300,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("Closes this difference without moving money. It is written to the history with your name."),
    )

    class Meta:
        model = Difference
        fields: list[str] = []
