from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sellers.readiness import MOST_READY_DAYS


def ready_days_field(**options: Any) -> forms.IntegerField:
    """Working days until goods can leave; empty where nothing is said."""
    return forms.IntegerField(
        label=_("Ready to ship in, working days"),
        required=False,
        min_value=1,
        max_value=MOST_READY_DAYS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "num"}),
        error_messages={
            "invalid": _("Write whole working days, such as 3."),
            "min_value": _("Write whole working days, 1 or more."),
            "max_value": _("At most %(limit_value)d working days. For longer, sell by quotation."),
        },
        **options,
    )
