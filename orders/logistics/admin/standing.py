from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from marketplace.history.services import record
from orders.logistics.admin.approval import ApprovedRowAdmin, ValidityFilter
from orders.logistics.models import ApprovedRow, ContainerType, InsuranceRate

WHEN = (_("Where it comes from"), {"fields": [("valid_from", "valid_to"), "source", "is_demonstration"]})


class StandingAdmin(ApprovedRowAdmin):
    list_filter = [ValidityFilter, "state"]

    def save_model(self, request: HttpRequest, obj: ApprovedRow, form, change: bool) -> None:
        obj.entered_by = request.user
        super().save_model(request, obj, form, change)
        after = {name: form.cleaned_data[name] for name in form.changed_data}
        record(subject=obj, action=f"{self.opts.model_name}.proposed", by=request.user, after=after)


@admin.register(ContainerType)
class ContainerTypeAdmin(StandingAdmin):
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
class InsuranceRateAdmin(StandingAdmin):
    """What insuring goods on their way costs."""

    list_display = ["clause", "commodity", "insurer", "percent", "minimum", "currency", "valid_from", "valid_to", "shown_demonstration",
                    "shown_state"]  # fmt: skip
    facts = [(None, {"fields": [("clause", "commodity"), "insurer", ("percent", "minimum", "currency")]}), WHEN]
