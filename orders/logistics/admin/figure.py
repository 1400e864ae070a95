from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from marketplace.approval.desk import ApprovedRowAdmin, InForceFilter
from orders.logistics.models import Figure


class FigureAdmin(ApprovedRowAdmin):
    list_filter = [InForceFilter, "state"]
    actions = ["confirm_these", "withdraw_these", "end_these"]

    @display(description=_("figures"), label={True: "warning", False: "success"})
    def shown_demonstration(self, row: Figure) -> tuple[bool, str]:
        return row.is_demonstration, _("demo") if row.is_demonstration else _("contract")
