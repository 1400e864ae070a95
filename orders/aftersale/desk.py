"""What after the sale waits for an officer, and what officers may do there: read all of it, decide what lies before them, keep the
rules, and give a buyer money back with a reason that is written to the history."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marketplace.hubs import desk
from marketplace.hubs.desk import DeskTask, Waiting
from orders.aftersale.enums import DisputeState
from orders.aftersale.models import Dispute
from orders.desk import OrderDoor, register_order_door
from sellers.officers import grant_to_officers

RIGHTS = [
    "aftersale.view_goodsreturn",
    "aftersale.view_returnline",
    "aftersale.view_dispute",
    "aftersale.decide_dispute",
    "aftersale.view_statement",
    "aftersale.view_manualrefund",
    "aftersale.give_goodwill",
    *(f"aftersale.{what}_{rule}" for rule in ("returnrule", "disputerule") for what in ("view", "add", "change")),
]


GIVE_BACK = OrderDoor(_("Give money back"), "admin:aftersale_manualrefund_add", "aftersale.give_goodwill")


def disputes(_request: HttpRequest) -> Waiting:
    waiting = Dispute.objects.filter(state=DisputeState.WITH_OFFICER)
    late = waiting.filter(due_at__lt=timezone.now()).count()
    note = ngettext("%(count)s over its time", "%(count)s over their time", late) % {"count": late} if late else ""
    return Waiting(waiting.count(), note)


def ensure_rights(**kwargs) -> None:
    grant_to_officers(RIGHTS)


def furnish_desk() -> None:
    register_order_door(GIVE_BACK)
    desk.register(
        DeskTask(
            "disputes", _("Disputes to decide"), "admin:aftersale_dispute_changelist", "aftersale.decide_dispute", 45, disputes,
            query="state__exact=with_officer",
        )
    )  # fmt: skip
