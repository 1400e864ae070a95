"""Money given back by hand: for lines, for the delivery, of goodwill, never more than was paid for the order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from catalog.services import stock
from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.money import Money
from orders import events
from orders.aftersale.exceptions import CancelInstead, WordMissing
from orders.aftersale.models import ManualRefund
from orders.aftersale.services.letters import tell_given_back, tell_taken_back
from orders.enums import Bearer
from orders.exceptions import IllegalMove, NotAllowed, NothingSelected, OrderChanged, QuantityRefused
from orders.models import Order, OrderLine
from orders.payments.enums import RefundReason
from orders.rules import sells_order
from orders.services.cancellation import BEFORE_SHIPPING
from orders.services.fulfilment import locked_order
from orders.services.giving_back import give_back, locked_payment

RIGHT = "aftersale.give_goodwill"
NONE = Decimal(0)


@dataclass(frozen=True)
class LineShare:
    """What goes back of one line: an amount, or the price of so many pieces; `shelved` of these go back on the shelf."""

    pieces: int = 0
    shelved: int = 0
    amount: Decimal | None = None

    def money_of(self, line: OrderLine) -> Decimal:
        return line.cost_of(self.pieces).amount if self.amount is None else self.amount


@transaction.atomic
def give_by_hand(
    *,
    order: Order,
    attempt: UUID,
    reason: str,
    by: User,
    lines: Mapping[int, Decimal | LineShare] | None = None,
    delivery: Decimal = NONE,
    goodwill: Decimal = NONE,
    borne_by: Bearer = Bearer.SELLER,
    seen: Decimal | None = None,
) -> ManualRefund:
    """The same attempt again gives the first one. A seller gives of their own money; an officer says whose it is, and gives nothing to
    themselves or out of the marketplace's pocket for a firm of their own. `seen` is what was to go back of the order when its giver
    looked: of two who look at once the second is refused. Raises NotAllowed, WordMissing, NothingSelected, RefundBeyond, OrderChanged,
    QuantityRefused for pieces that are not there, CancelInstead, IllegalMove where nothing was paid."""
    payment = locked_payment(order)
    order = locked_order(order)
    if standing := ManualRefund.objects.filter(attempt=attempt).first():
        if standing.order_id != order.pk:  # a page of another order, sent here
            raise OrderChanged(order)
        return standing
    is_seller = sells_order(by, order)
    is_officer = by.is_staff and by.has_perm(RIGHT) and order.group.user_id != by.pk and not is_seller
    if not (is_seller and borne_by == Bearer.SELLER) and not is_officer:
        raise NotAllowed(order)
    if payment is None or not order.paid_at:
        raise IllegalMove(order, order.state)
    if not reason.strip():
        raise WordMissing(order)
    if seen is not None and seen != order.refund_requested:
        raise OrderChanged(order)
    shares = _checked_shares(order, lines or {})
    amounts = {line.pk: share.money_of(line) for line, share in shares.items()}
    refund = give_back(
        order=order,
        payment=payment,
        reason=RefundReason.GOODWILL,
        key=f"order:{order.number}:hand:{attempt.hex}",
        by=by,
        lines=amounts,
        delivery=delivery,
        goodwill=goodwill,
        borne_by=borne_by,
        note=reason,
    )
    _shelve(order, {line: share.shelved for line, share in shares.items() if share.shelved}, by=by)
    given = ManualRefund.objects.create(
        order=order,
        attempt=attempt,
        line_amounts={line.sku: str(Money(amounts[line.pk], order.currency).rounded().amount) for line in shares},
        line_pieces={line.sku: {"pieces": share.pieces, "shelved": share.shelved} for line, share in shares.items() if share.pieces},
        delivery_amount=delivery,
        goodwill_amount=goodwill,
        total_amount=refund.amount,
        currency=refund.currency,
        borne_by=borne_by,
        reason=reason,
        given_by=by,
        refund=refund,
    )
    tell_given_back(order, refund.money, reason)
    if is_officer:
        tell_taken_back(order, refund.money, reason, is_sellers=borne_by == Bearer.SELLER)
    return given


def _checked_shares(order: Order, lines: Mapping[int, Decimal | LineShare]) -> dict[OrderLine, LineShare]:
    known = {line.pk: line for line in order.lines.order_by("position")}
    if set(lines) - set(known):
        raise NothingSelected(order)
    shares: dict[OrderLine, LineShare] = {}
    for pk, said in lines.items():
        line, share = known[pk], said if isinstance(said, LineShare) else LineShare(amount=said)
        if not 0 <= share.pieces <= line.quantity:
            raise QuantityRefused("too_many", available=line.quantity, allowed=line.quantity)
        most = min(line.open_quantity, share.pieces)
        if not 0 <= share.shelved <= most:
            raise QuantityRefused("too_many", available=most, allowed=most)
        if share.money_of(line):
            shares[line] = share
        elif share.shelved:
            raise NothingSelected(order)
    return shares


def _shelve(order: Order, shelved: Mapping[OrderLine, int], *, by: User) -> None:
    """Sound pieces are on sale again, and are no longer counted with the buyer's: before the parcel leaves they are cancelled, later
    they have come back."""
    if not shelved:
        return
    is_here = order.state in BEFORE_SHIPPING
    if is_here and all(shelved.get(line, 0) == line.open_quantity for line in order.lines.all()):
        raise CancelInstead(order)
    counter = "cancelled_quantity" if is_here else "returned_quantity"
    for line, pieces in shelved.items():
        line.refresh_from_db()
        setattr(line, counter, getattr(line, counter) + pieces)
        line.save(update_fields=[counter])
    stock.put_back({line.variant_id: pieces for line, pieces in shelved.items()})
    record(subject=order, action="order.shelved", by=by, after={"pieces": {line.sku: pieces for line, pieces in shelved.items()}})
    if is_here:
        events.tell(events.ORDER_LESSENED, order.pk)
