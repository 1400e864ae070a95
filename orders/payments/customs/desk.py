"""What of customs waits for an officer: what was refused or turned back, and buyers who are not the payers."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from marketplace.hubs import desk
from marketplace.hubs.desk import DeskTask, Waiting
from orders.payments.customs.models import CustomsDeclaration
from orders.payments.customs.services import OVER


def turned_back(_request: HttpRequest) -> Waiting:
    """Those whose part has been declared anew since are done."""
    over = CustomsDeclaration.objects.filter(state__in=OVER)
    count = sum(not _is_replaced(row) for row in over.order_by("-pk")[:200])
    return Waiting(count)


def _is_replaced(row: CustomsDeclaration) -> bool:
    return CustomsDeclaration.objects.filter(Q(pk__gt=row.pk), payment=row.payment_id, part=row.part).exists()


def furnish_desk() -> None:
    page, right = "admin:customs_customsdeclaration_changelist", "customs.declare"
    desk.register(
        DeskTask("customs", _("Payments customs did not take"), page, right, 56, turned_back, query="state__in=refused,turned_back")
    )
