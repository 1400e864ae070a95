"""Payouts that wait for an officer: to be put into a file, or to be noted as paid."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marketplace.hubs import desk
from marketplace.hubs.desk import DeskTask, Waiting
from orders.payments.payouts.enums import PayoutState
from orders.payments.payouts.models import Payout, PayoutBatch


def payouts(_request: HttpRequest) -> Waiting:
    prepared = Payout.objects.filter(state=PayoutState.PREPARED, batch=None).count()
    sent = Payout.objects.filter(state=PayoutState.SENT).count()
    note = ngettext("%(count)s on its way, to be noted as paid", "%(count)s on their way, to be noted as paid", sent) % {"count": sent}
    return Waiting(prepared, note if sent else "")


def batches(request: HttpRequest) -> Waiting:
    """Files that wait for a second officer; those that this officer prepared are named, not theirs to release."""
    waiting = PayoutBatch.objects.waiting()
    own = waiting.filter(made_by=request.user).count()
    note = ngettext(
        "%(count)s of them you prepared: another officer releases it", "%(count)s of them you prepared: another officer releases them", own
    )
    return Waiting(waiting.count(), note % {"count": own} if own else "")


def furnish_desk() -> None:
    desk.register(DeskTask("payouts", _("Payouts to send"), "admin:payouts_payout_changelist", "payouts.send_payout", 45, payouts))
    page, query = "admin:payouts_payoutbatch_changelist", "standing=waiting"
    desk.register(DeskTask("payout-files", _("Payout files to release"), page, "payouts.send_payout", 46, batches, query))
