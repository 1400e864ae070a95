"""What of customs waits for an officer: what was refused or turned back, and buyers who are not the payers."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from marketplace.hubs import desk
from marketplace.hubs.desk import DeskTask, Waiting
from orders.payments.customs.models import CustomsDeclaration
from orders.payments.customs.services import OVER


def turned_back(_request: HttpRequest) -> Waiting:
    """Those whose part has been declared anew since are done."""
    anew = CustomsDeclaration.objects.filter(pk__gt=OuterRef("pk"), payment=OuterRef("payment"), part=OuterRef("part"))
    return Waiting(CustomsDeclaration.objects.filter(~Exists(anew), state__in=OVER).count())


def furnish_desk() -> None:
    page, right = "admin:customs_customsdeclaration_changelist", "customs.declare"
    desk.register(
        DeskTask("customs", _("Payments customs did not take"), page, right, 56, turned_back, query="state__in=refused,turned_back")
    )
