"""Deposit and rest of a call-off, each begun by the buyer at the way of their choice. Locks go contract → payment → group → stock."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from marketplace.accounts.models import User
from orders.enums import GroupState
from orders.payments.exceptions import NotOffered
from orders.payments.models import Payment
from orders.payments.providers import get_provider
from orders.payments.services import StartedPayment, start_payment
from orders.payments.services.parts import open_whole
from orders.services.letters import tell_buyer
from orders.services.payment import PURPOSE
from orders.trade.enums import PartKind
from orders.trade.exceptions import CallOffRefused
from orders.trade.models import CallOff
from orders.trade.selectors.paying import PART, key_of, parts_of, ways_for, whole_of
from orders.trade.services.moving import ensure_buyer

TIME_TO_MEND = timedelta(days=14)  # for a transfer in the place of what a bank did not pay: a reading of ours
TIME_AT_PROVIDER = timedelta(hours=1)  # a buyer who went to pay and did not begins anew


def open_payments(called: CallOff) -> Payment:
    """The order of a call-off is paid in parts, from its page: in the transaction that calls off."""
    with override(called.group.language):
        address = reverse("trade:call-off-detail", args=[called.number])
    return open_whole(
        purpose=PURPOSE, key=called.group.number, amount=called.total, expires_at=called.balance_due_at, address=address,
        description=called.number,
    )  # fmt: skip


def lock_payments(called: CallOff) -> Payment | None:
    """The payment of its order, its row locked: a part that comes meanwhile waits. Take it before the group."""
    whole = whole_of(called)
    return Payment.objects.locked().get(pk=whole.pk) if whole else None


def begin_part(*, called: CallOff, kind: PartKind, provider: str, return_url: str, by: User, is_on_phone: bool = False) -> StartedPayment:
    """Where the buyer goes to pay this part; the same payment again while it lives, another way in its place. Call it outside of any
    transaction. Raises NotAllowed, CallOffRefused (no_part, partly: a part of a transfer is here), NotOffered, and what start_payment
    raises."""
    ensure_buyer(called.contract, by)
    part = next((part for part in parts_of(called) if part.kind == kind and part.is_open), None)
    is_secured = called.group.state == GroupState.SECURED  # the goods may have left: money is never too late
    if part is None or (part.due_at <= timezone.now() and not is_secured):
        raise CallOffRefused("no_part")
    door = get_provider(provider)
    if door not in ways_for(called):
        raise NotOffered(provider)
    if part.shares and part.payment.provider != provider:
        raise CallOffRefused("partly")
    due = max(part.due_at, timezone.now() + TIME_TO_MEND) if is_secured else part.due_at
    until = min(due, timezone.now() + TIME_AT_PROVIDER) if door.can_be_asked else due
    started = start_payment(
        purpose=PART,
        key=key_of(called, kind),
        amount=part.amount,
        provider=provider,
        expires_at=until,
        return_url=return_url,
        description=_("%(part)s of call-off %(number)s") % {"part": part.kind.label, "number": called.number},
        is_on_phone=is_on_phone,
        part_of=whole_of(called),
    )
    if not door.can_be_asked:
        tell_buyer(called.group, "pro_forma", key=f"pro-forma:{started.payment.reference}", note=started.redirect_url)
    return started
