"""What of orders and payments waits for an officer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marketplace.hubs import desk
from marketplace.hubs.desk import DeskTask, Waiting
from orders.enums import InquiryState
from orders.models import DeliveryInquiry
from orders.payments.enums import RefundState
from orders.payments.models import Refund


def inquiries(_request: HttpRequest) -> Waiting:
    return Waiting(DeliveryInquiry.objects.filter(state=InquiryState.OPEN).count())


def refunds(_request: HttpRequest) -> Waiting:
    """Those that wait go out by themselves; those the provider refused need somebody."""
    refused = Refund.objects.filter(state=RefundState.REFUSED).count()
    waiting = Refund.objects.filter(state=RefundState.WAITING).count()
    if not refused:
        return Waiting(waiting)
    note = ngettext("%(count)s refused by the provider", "%(count)s refused by the provider", refused) % {"count": refused}
    return Waiting(refused + waiting, note)


@dataclass(frozen=True)
class OrderDoor:
    """What an officer with this right may do with a paid order: a page that takes its number as `?order=`."""

    label: Any
    url_name: str
    right: str


_doors: list[OrderDoor] = []


def register_order_door(door: OrderDoor) -> None:
    """The rooms above come here in their AppConfig.ready(); twice is once."""
    if door not in _doors:
        _doors.append(door)


def order_doors() -> list[OrderDoor]:
    return list(_doors)


def furnish_desk() -> None:
    desk.register(
        DeskTask(
            "inquiries", _("Questions for a delivery rate"), "admin:orders_deliveryinquiry_changelist",
            "orders.change_deliveryinquiry", 40, inquiries, query="state__exact=open",
        )
    )  # fmt: skip
    desk.register(DeskTask("refunds", _("Refunds on their way"), "admin:payments_refund_changelist", "payments.retry_refund", 50, refunds))
