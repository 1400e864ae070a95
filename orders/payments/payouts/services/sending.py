"""What becomes of a payout: into a file, on its way, paid, back. Each step is one call, one move and one entry of the ledger."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.jobs import enqueue
from marketplace.money import total
from orders.payments.ledger.enums import AccountKind, EntryKind, Item
from orders.payments.ledger.services.writing import Move, write
from orders.payments.payouts.enums import MOVES, BatchState, PayoutState, Way
from orders.payments.payouts.exceptions import BatchClosed, IllegalMove, MixedBatch, NeedsAnother
from orders.payments.payouts.models import Payout, PayoutBatch
from orders.payments.payouts.services.letters import tell_seller
from orders.payments.payouts.services.preparing import next_number


@transaction.atomic
def make_batch(*, payouts: Iterable[Payout], by: User, way: Way = Way.FILE) -> PayoutBatch:
    """Put prepared payouts of one kind and currency together. They stay prepared: they leave the house when another officer releases
    the batch. Raises IllegalMove where one is not prepared any more, BatchClosed where one is in a batch already, MixedBatch."""
    rows = list(Payout.objects.filter(pk__in=[payout.pk for payout in payouts]).select_related("schedule").locked())
    if len({(payout.kind, payout.currency, payout.schedule_id) for payout in rows}) != 1:
        raise MixedBatch("A file pays one kind of account, in one currency, from one account.")
    for payout in rows:
        if payout.state != PayoutState.PREPARED:
            raise IllegalMove(payout, PayoutState.SENT)
        if payout.batch_id:
            raise BatchClosed(f"{payout.number} is in a file already.")
    batch = PayoutBatch.objects.create(
        hub=current_hub(),
        number=next_number("PB"),
        kind=rows[0].kind,
        currency=rows[0].currency,
        schedule=rows[0].schedule,
        made_by=by,
        way=way,
    )
    Payout.objects.filter(pk__in=[payout.pk for payout in rows]).update(batch=batch)
    after = {"payouts": [payout.number for payout in rows], "amount": str(total([payout.money for payout in rows], batch.currency))}
    record(subject=batch, action="payout_file.prepared", by=by, after=after)
    return batch


@transaction.atomic
def release_batch(*, batch: PayoutBatch, by: User) -> PayoutBatch:
    """A second officer has looked at it: its payouts count as sent from now on, those to phones are handed to the operator. Raises
    NeedsAnother for the officer who prepared it, BatchClosed."""
    batch, rows = _open(batch)
    if batch.made_by_id is None or batch.made_by_id == by.pk:
        raise NeedsAnother(batch.number)
    if not rows:
        raise BatchClosed(f"{batch.number} has nothing left in it.")
    batch.released_at, batch.released_by = timezone.now(), by
    batch.save(update_fields=["released_at", "released_by"])
    for payout in rows:
        _move(payout, PayoutState.SENT, by=by, sent_at=batch.released_at)
        if batch.way == Way.PHONES:
            enqueue("payouts.transfer", payload={"payout": payout.pk, "round": 0}, key=f"payout-transfer:{payout.number}:0")
    after = {"payouts": len(rows), "amount": str(total([payout.money for payout in rows], batch.currency))}
    record(subject=batch, action="payout_file.released", by=by, after=after)
    return batch


@transaction.atomic
def send_back_batch(*, batch: PayoutBatch, reason: str, by: User) -> PayoutBatch:
    """Whoever looks at it does not agree: its payouts are prepared as before and can be put into another. Whoever prepared it may do this
    too. Raises BatchClosed."""
    batch, rows = _open(batch)
    batch.ended_at, batch.end_note = timezone.now(), reason[:200]
    batch.save(update_fields=["ended_at", "end_note"])
    Payout.objects.filter(pk__in=[payout.pk for payout in rows]).update(batch=None)
    numbers = [payout.number for payout in rows]
    record(subject=batch, action="payout_file.sent_back", by=by, before={"payouts": numbers}, note=reason)
    return batch


def _open(batch: PayoutBatch) -> tuple[PayoutBatch, list[Payout]]:
    batch = PayoutBatch.objects.locked().get(pk=batch.pk)
    if batch.state != BatchState.WAITING:
        raise BatchClosed(batch.number)
    return batch, list(Payout.objects.filter(batch=batch).locked())


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
    """An officer stops a payout before it is sent, also out of a file that waits for its release; the seller is owed it again. Raises
    IllegalMove."""
    return _take_back(payout, PayoutState.WITHDRAWN, reason, by)


def _take_back(payout: Payout, to: PayoutState, reason: str, by) -> Payout:
    payout = Payout.objects.locked().get(pk=payout.pk)
    was_paid = payout.state == PayoutState.PAID
    never_left = {"batch": None} if to == PayoutState.WITHDRAWN else {}
    _move(payout, to, by=by, ended_at=timezone.now(), end_note=reason[:200], **never_left)
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
