"""What wholesale hears from orders, inside the transaction of the change."""

from __future__ import annotations

from django.db.models import Sum

from marketplace.jobs import enqueue
from orders.events import ORDER_CANCELLED, ORDER_LESSENED, ORDER_REFUSED, on
from orders.models import OrderLine
from orders.trade.models import CallOff
from orders.trade.selectors.packs import WITHDRAWING
from orders.trade.services.drawings import end_drawing


@on(ORDER_LESSENED)
@on(ORDER_CANCELLED)
@on(ORDER_REFUSED)
def pieces_given_up(order_id: int) -> None:
    """Whose share they were nobody has said: what says that a point gets its share counts no more. Once for each cut."""
    called = CallOff.objects.filter(group__orders=order_id).first()
    if called is None:
        return
    given_up = OrderLine.objects.filter(order=order_id).aggregate(pieces=Sum("cancelled_quantity"))["pieces"]
    enqueue(WITHDRAWING, key=f"{WITHDRAWING}:{called.pk}:{given_up}", payload={"call_off": called.pk})


@on(ORDER_CANCELLED)
@on(ORDER_REFUSED)
def order_ended(order_id: int) -> None:
    """A letter of credit has nothing to secure any more."""
    called = CallOff.objects.select_related("group", "contract").filter(group__orders=order_id).first()
    if called is not None:
        end_drawing(called)
