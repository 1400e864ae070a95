"""What both sides' pages do with a refusal."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from orders.exceptions import IllegalMove, OrderRefused
from orders.trade.words import spoken


def moved_on(request: HttpRequest) -> None:
    messages.warning(request, _("Something has happened here meanwhile; this is how it stands now."))


def attempt(form: forms.Form, action: Callable[[], object]) -> object | None:
    """What the service gives; None where the form or the service refused, and the form then says why. IllegalMove goes on."""
    if not form.is_valid():
        return None
    try:
        return action()
    except IllegalMove:
        raise
    except OrderRefused as refusal:
        form.add_error(None, spoken(refusal))
    return None


def press(request: HttpRequest, action: Callable[[], object], done: str) -> None:
    """A step without a form: its message, or why not."""
    try:
        action()
    except IllegalMove:
        moved_on(request)
    except OrderRefused as refusal:
        messages.error(request, spoken(refusal))
    else:
        messages.success(request, done)
