"""What paperwork hears from orders. Called inside the transaction of the payment: it only writes the job down."""

from django.db.models import Sum

from marketplace.jobs import enqueue
from orders.events import ORDER_LESSENED, ORDER_PAID, ORDER_SECURED, on
from orders.models import OrderLine


@on(ORDER_SECURED)
@on(ORDER_PAID)
def order_paid(order_id: int) -> None:
    """Ask for the papers of this order, once, whatever is told twice."""
    enqueue("paperwork.issue", key=f"paperwork.issue:{order_id}", payload={"order": order_id})


@on(ORDER_LESSENED)
def order_lessened(order_id: int) -> None:
    """Some pieces were given up: the papers say what is left, as a new version. Once for each cut."""
    given_up = OrderLine.objects.filter(order=order_id).aggregate(pieces=Sum("cancelled_quantity"))["pieces"]
    enqueue("paperwork.reissue", key=f"paperwork.reissue:{order_id}:{given_up}", payload={"order": order_id})
