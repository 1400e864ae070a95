"""What paperwork hears from orders. Called inside the transaction of the payment: it only writes the job down."""

from marketplace.jobs import enqueue
from orders.events import ORDER_PAID, on


@on(ORDER_PAID)
def order_paid(order_id: int) -> None:
    """Ask for the papers of this order, once, whatever is told twice."""
    enqueue("paperwork.issue", key=f"paperwork.issue:{order_id}", payload={"order": order_id})
