from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from marketplace.money import Money
from marketplace.money.amounts import total
from orders.enums import Bearer, MoneyState
from orders.models import Order, OrderGroup
from orders.models.order import money_state
from orders.payments.enums import PaymentState, RefundState
from orders.payments.models import Refund
from orders.payments.selectors import payments_for
from orders.services.giving_back import PURPOSE, orders_of


@dataclass(frozen=True)
class GroupMoney:
    """Where the money of a whole group is."""

    state: MoneyState
    total: Money
    asked: Money  # gone back, on its way or refused
    gone: Money
    refused: Money  # by the payment company; an officer sees to it

    @property
    def on_its_way(self) -> Money:
        return self.asked - self.gone - self.refused

    @property
    def kept(self) -> Money:
        """What the buyer has paid in the end."""
        return self.total - self.asked


def money_of(group: OrderGroup, orders: Sequence[Order]) -> GroupMoney:
    """Summed over its orders; they are counted by services.giving_back."""
    asked = total([order.refunding for order in orders], group.currency)
    gone = total([order.refunded for order in orders], group.currency)
    refused = total([order.held_up for order in orders], group.currency)
    state = money_state(is_paid=bool(group.paid_at), total=group.total, asked=asked, gone=gone, refused=refused)
    return GroupMoney(state, group.total, asked, gone, refused)


def refunds_of(group: OrderGroup) -> list[Refund]:
    """Money on its way back, for every attempt that was ever paid."""
    payments = payments_for(purpose=PURPOSE, key=group.number).exclude(state__in=[PaymentState.CREATED, PaymentState.PENDING])
    return [refund for payment in payments.prefetch_related("refunds") for refund in payment.refunds.all()]


def refunds_of_order(order: Order) -> list[Refund]:
    """What has gone back for this order alone, or is on its way, the newest first."""
    return list(Refund.objects.filter(payment__purpose=PURPOSE, payment__key=order.group.number, parts__order=order.number).order_by("-pk"))


def paid_by_the_hub(order: Order) -> Money:
    """How much of what goes back for this order the marketplace pays: the seller's sale is none the smaller for it."""
    refunds = Refund.objects.filter(payment__purpose=PURPOSE, payment__key=order.group.number, parts__borne_by=str(Bearer.HUB))
    return total([Money(orders_of(refund).get(order.number, Decimal(0)), order.currency) for refund in refunds], order.currency)


def what_next(refund: Refund) -> str | None:
    """What its reader may expect of it; None once the money has gone back."""
    match refund.state:
        case RefundState.WAITING:
            return _("It is on its way back, the way it was paid.")
        case RefundState.REFUSED:
            return _("The payment company refused it. Our staff is looking at it and sends it again.")
    return None
