"""What of transfers waits for an officer."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from marketplace.hubs import desk
from marketplace.hubs.desk import DeskTask, Waiting
from orders.payments.providers.bank_transfer.enums import LineState, ReturnState
from orders.payments.providers.bank_transfer.models import BankLine, BankReturn


def open_lines(_request: HttpRequest) -> Waiting:
    return Waiting(BankLine.objects.filter(state=LineState.OPEN).count())


def returns_to_order(_request: HttpRequest) -> Waiting:
    return Waiting(BankReturn.objects.filter(state__in=[ReturnState.WAITING, ReturnState.BOUNCED]).count())


def furnish_desk() -> None:
    desk.register(
        DeskTask(
            "bank_lines", _("Bank lines nobody can place"), "admin:bank_transfer_bankline_changelist",
            "bank_transfer.place_line", 52, open_lines, query="state__exact=open",
        )
    )  # fmt: skip
    desk.register(
        DeskTask(
            "bank_returns", _("Transfers back to order at the bank"), "admin:bank_transfer_bankreturn_changelist",
            "bank_transfer.order_return", 54, returns_to_order, query="state__in=waiting,bounced",
        )
    )  # fmt: skip
