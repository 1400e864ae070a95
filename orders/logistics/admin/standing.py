from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from orders.logistics.admin.figure import FigureAdmin
from orders.logistics.models import ContainerType, InsuranceRate

WHEN = (_("Where it comes from"), {"fields": [("valid_from", "valid_to"), "source", "is_demonstration"]})


@admin.register(ContainerType)
class ContainerTypeAdmin(FigureAdmin):
    """What containers measure and carry: figures nobody has checked are marked."""

    list_display = ["code", "load_m3", "payload_kg", "coffee_bags", "valid_from", "valid_to", "shown_verified", "source", "shown_state"]
    facts = [
        (None, {"fields": ["code", ("length_mm", "width_mm", "height_mm"), ("load_m3", "payload_kg"), "coffee_bags", "is_verified"]}),
        WHEN,
    ]

    @display(description=_("confidence"), label={True: "success", False: "warning"}, ordering="is_verified")
    def shown_verified(self, row: ContainerType) -> tuple[bool, str]:
        return row.is_verified, _("verified") if row.is_verified else _("unverified")


@admin.register(InsuranceRate)
class InsuranceRateAdmin(FigureAdmin):
    """What insuring goods on their way costs."""

    list_display = ["clause", "commodity", "insurer", "percent", "minimum", "currency", "valid_from", "valid_to", "shown_demonstration",
                    "shown_state"]  # fmt: skip
    facts = [(None, {"fields": [("clause", "commodity"), "insurer", ("percent", "minimum", "currency")]}), WHEN]
