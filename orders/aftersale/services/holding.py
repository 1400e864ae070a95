"""While something is open, the seller's money of the order stays where it is."""

from __future__ import annotations

from orders.aftersale.enums import OPEN_DISPUTES, OPEN_RETURNS
from orders.aftersale.models import Dispute, GoodsReturn
from orders.models import Order
from orders.payments.ledger.services.posting import block_part


def hold_or_free(order: Order) -> None:
    """Keep what the order earned out of the payouts while a return or a dispute of it is open. The caller holds payment and group."""
    dispute = Dispute.objects.filter(order=order, state__in=OPEN_DISPUTES).values_list("number", flat=True).first()
    back = dispute or GoodsReturn.objects.filter(order=order, state__in=OPEN_RETURNS).values_list("number", flat=True).first()
    block_part(part=order.number, why=back or "")
