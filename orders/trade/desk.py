"""What of wholesale waits for an officer."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from marketplace.hubs import desk
from marketplace.hubs.desk import DeskTask, Waiting
from orders.trade.enums import AdviceState, DrawingState
from orders.trade.models import BankAdvice, CreditDrawing


def credits_to_confirm(_request: HttpRequest) -> Waiting:
    return Waiting(CreditDrawing.objects.filter(state=DrawingState.ASKED).count())


def advices_to_confirm(_request: HttpRequest) -> Waiting:
    return Waiting(BankAdvice.objects.filter(state=AdviceState.WAITING).count())


def furnish_desk() -> None:
    desk.register(
        DeskTask(
            "credits", _("Letters of credit to confirm"), "admin:trade_creditdrawing_changelist", "trade.confirm_credit", 55,
            credits_to_confirm, query="state__exact=asked",
        )
    )  # fmt: skip
    desk.register(
        DeskTask(
            "advices", _("Banks’ advices to confirm"), "admin:trade_bankadvice_changelist", "trade.confirm_advice", 56,
            advices_to_confirm, query="state__exact=waiting",
        )
    )  # fmt: skip
