"""What becomes of a payout: into a file, on its way, paid, back. Each step is one call, one move and one entry of the ledger."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from orders.payments.ledger.enums import AccountKind, EntryKind, Item
from orders.payments.ledger.services.writing import Move, write
from orders.payments.payouts.enums import MOVES, PayoutState
from orders.payments.payouts.exceptions import IllegalMove, MixedBatch
from orders.payments.payouts.models import Payout, PayoutBatch
from orders.payments.payouts.services.letters import tell_seller
from orders.payments.payouts.services.preparing import next_number


@transaction.atomic
def make_batch(*, payouts: Iterable[Payout], by) -> PayoutBatch:
    """Put prepared payouts of one kind and currency into one file; they count as sent from now on. Raises IllegalMove where one is
    not prepared any more, MixedBatch."""
    rows = list(Payout.objects.filter(pk__in=[payout.pk for payout in payouts]).select_related("schedule").locked())
    if len({(payout.kind, payout.currency, payout.schedule_id) for payout in rows}) != 1:
        raise MixedBatch("A file pays one kind of account, in one currency, from one account.")
    batch = PayoutBatch.objects.create(
        hub=current_hub(),
        number=next_number("PB"),
        kind=rows[0].kind,
        currency=rows[0].currency,
        schedule=rows[0].schedule,
        made_by=by,
    )
    for payout in rows:
        _move(payout, PayoutState.SENT, by=by, batch=batch, sent_at=batch.made_at)
    return batch


@transaction.atomic
def mark_paid(*, payout: Payout, by=None, bank_reference: str = "") -> Payout:
    """The bank or the operator says that the money is there. A second time it changes nothing. Raises IllegalMove."""
    payout = Payout.objects.locked().get(pk=payout.pk)
    if payout.state == PayoutState.PAID:
        return payout
    _move(payout, PayoutState.PAID, by=by, paid_at=timezone.now(), bank_reference=bank_reference[:64])
    owner = str(payout.seller_id)
    moves = [Move(AccountKind.IN_TRANSIT, payout.money, Item.PAYOUT, owner), Move(AccountKind.BANK, payout.money * -1, Item.PAYOUT)]
    write(key=f"payout-paid:{payout.number}", kind=EntryKind.PAYOUT_PAID, moves=moves, by=by)
    tell_seller(payout, "paid")
    return payout


@transaction.atomic
def mark_returned(*, payout: Payout, reason: str, by=None) -> Payout:
    """The money came back, on its way or after it was reported as paid: the seller is owed it again, in the currency it was paid in,
    and it goes into their next payout. Raises IllegalMove."""
    return _take_back(payout, PayoutState.RETURNED, reason, by)


@transaction.atomic
def withdraw(*, payout: Payout, reason: str, by) -> Payout:
    """An officer stops a payout before it is sent; the seller is owed it again. Raises IllegalMove."""
    return _take_back(payout, PayoutState.WITHDRAWN, reason, by)


def _take_back(payout: Payout, to: PayoutState, reason: str, by) -> Payout:
    payout = Payout.objects.locked().get(pk=payout.pk)
    was_paid = payout.state == PayoutState.PAID
    _move(payout, to, by=by, ended_at=timezone.now(), end_note=reason[:200])
    owner = str(payout.seller_id)
    where = Move(AccountKind.BANK, payout.money, Item.MONEY) if was_paid else Move(AccountKind.IN_TRANSIT, payout.money, Item.MONEY, owner)
    moves = [where, Move(AccountKind.PAYABLE, payout.money * -1, Item.MONEY, owner)]
    write(key=f"payout-{to}:{payout.number}", kind=EntryKind.PAYOUT_RETURNED, moves=moves, note=f"{payout.number}: {reason}", by=by)
    tell_seller(payout, "returned" if to == PayoutState.RETURNED else "withdrawn")
    return payout


def _move(payout: Payout, to: PayoutState, *, by, **facts: object) -> None:
    """The one door through which a payout changes its state; the caller holds its row. Raises IllegalMove."""
    before = payout.state
    if to not in MOVES[before]:
        raise IllegalMove(payout, to)
    changes = {"state": to, **facts}
    for name, value in changes.items():
        setattr(payout, name, value)
    payout.save(update_fields=list(changes))
    after = {name: str(value) for name, value in changes.items() if not name.endswith("_at")}
    record(subject=payout, action=f"payout.{to}", by=by, before={"state": before}, after=after)
