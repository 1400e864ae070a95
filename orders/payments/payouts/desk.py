"""Payouts that wait for an officer: to be put into a file, or to be noted as paid."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marketplace.hubs import desk
from marketplace.hubs.desk import DeskTask, Waiting
from orders.payments.payouts.enums import PayoutState
from orders.payments.payouts.models import Payout


def payouts(_request: HttpRequest) -> Waiting:
    prepared = Payout.objects.filter(state=PayoutState.PREPARED).count()
    sent = Payout.objects.filter(state=PayoutState.SENT).count()
    note = ngettext("%(count)s on its way, to be noted as paid", "%(count)s on their way, to be noted as paid", sent) % {"count": sent}
    return Waiting(prepared, note if sent else "")


def furnish_desk() -> None:
    desk.register(DeskTask("payouts", _("Payouts to send"), "admin:payouts_payout_changelist", "payouts.send_payout", 45, payouts))
