"""The one door through which returns and disputes change state, always under the lock of the order group."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from orders.aftersale.enums import DISPUTE_MOVES, OPEN_DISPUTES, OPEN_RETURNS, RETURN_MOVES
from orders.aftersale.models import Dispute, GoodsReturn
from orders.aftersale.services.holding import hold_or_free
from orders.exceptions import IllegalMove, NotAllowed
from orders.models import Order
from orders.payments.models import Payment
from orders.rules import sells_order
from orders.services.fulfilment import locked_order
from orders.services.giving_back import locked_payment

Case = GoodsReturn | Dispute


def take(case: Case) -> tuple[Case, Order, Payment]:
    """The case as it stands now with its order and the payment behind it, locked payment → group: two clicks, one move."""
    payment = locked_payment(case.order)
    order = locked_order(case.order)
    fresh = type(case).objects.get(pk=case.pk)
    fresh.order = order
    return fresh, order, payment


def ensure_seller(order: Order, by: User) -> None:
    """Raises NotAllowed for anybody who does not work for the order's seller."""
    if not sells_order(by, order):
        raise NotAllowed(order)


def move(case: Case, *, to: str, by: User | None, due_at: datetime | None = None, note: str = "", **facts: object) -> None:
    """Change the state and the facts that come with it, set the clock of the next step, write the history. Raises IllegalMove."""
    is_return = isinstance(case, GoodsReturn)
    if to not in (RETURN_MOVES if is_return else DISPUTE_MOVES)[case.state]:
        raise IllegalMove(case, to)
    before = {"state": case.state}
    is_open = to in (OPEN_RETURNS if is_return else OPEN_DISPUTES)
    changes = {"state": to, "due_at": due_at if is_open else None, "ended_at": None if is_open else timezone.now(), **facts}
    for name, value in changes.items():
        setattr(case, name, value)
    case.save(update_fields=list(changes))
    hold_or_free(case.order)
    told = {name: str(value) for name, value in facts.items() if value not in (None, "")}
    record(
        subject=case, action=f"{'return' if is_return else 'dispute'}.{to}", by=by, before=before, after={"state": to, **told}, note=note
    )
