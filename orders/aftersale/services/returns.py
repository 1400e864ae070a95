"""Goods on their way back: asked, answered, sent, received, looked at, and the money that follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from catalog.services import stock
from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.money import Money
from orders.aftersale.enums import RETURN_MOVES, SELLERS_FAULT, ReturnReason, ReturnState, Side
from orders.aftersale.exceptions import FindingRefused, ReturnRefused, WordMissing
from orders.aftersale.models import GoodsReturn, ReturnLine
from orders.aftersale.selectors.rules import check_returnable, due_in
from orders.aftersale.services.holding import hold_or_free
from orders.aftersale.services.letters import tell_buyer, tell_seller
from orders.aftersale.services.moving import ensure_seller, move, take
from orders.aftersale.services.photos import checked_photos, keep_photos
from orders.exceptions import NothingSelected, QuantityRefused
from orders.models import Order, OrderLine
from orders.payments.enums import RefundReason
from orders.services.fulfilment import locked_order
from orders.services.giving_back import give_back, left_of, within


@dataclass(frozen=True)
class Finding:
    """What came back of one line: pieces received, pieces that go on the shelf again, and the money for them."""

    received: int
    restocked: int
    amount: Decimal


def ask_return(
    *,
    order: Order,
    quantities: Mapping[int, int],
    reason: ReturnReason,
    note: str = "",
    photos: Sequence[UploadedFile] = (),
    by: User | None,
) -> GoodsReturn:
    """The buyer wishes to send so many pieces (by line) back. Raises ReturnRefused, NothingSelected, QuantityRefused, BadUpload."""
    papers = checked_photos(photos)
    with transaction.atomic():
        order = locked_order(order)
        lines = {line.pk: line for line in order.lines.all()}
        wanted = {pk: quantity for pk, quantity in quantities.items() if quantity and pk in lines}
        if not wanted:
            raise NothingSelected(order)
        for pk, quantity in wanted.items():
            if not 0 < quantity <= lines[pk].open_quantity:
                raise QuantityRefused("too_many", available=lines[pk].open_quantity, allowed=lines[pk].open_quantity)
        rule = check_returnable(order, [lines[pk] for pk in wanted], reason)
        if reason in SELLERS_FAULT and not papers:
            raise ReturnRefused("photo")
        goods_return = GoodsReturn.objects.create(
            order=order,
            number=f"{order.number}-R{order.returns.count() + 1}",
            reason=reason,
            note=note,
            rule=rule,
            freight_by=Side.SELLER if reason in SELLERS_FAULT else Side.BUYER,
            opened_by=by,
            due_at=due_in(rule.answer_days),
        )
        ReturnLine.objects.bulk_create(
            ReturnLine(
                goods_return=goods_return, line=lines[pk], quantity=quantity, pieces_before=lines[pk].quantity - lines[pk].open_quantity
            )
            for pk, quantity in wanted.items()
        )
        for pk, quantity in wanted.items():
            _count(lines[pk], quantity)
        keep_photos(papers, by=by, goods_return=goods_return)
        hold_or_free(order)
        record(subject=goods_return, action="return.asked", by=by, after={"reason": str(reason)}, note=note)
        tell_seller(goods_return, "return_asked")
    return goods_return


@transaction.atomic
def approve_return(*, goods_return: GoodsReturn, by: User | None, note: str = "") -> GoodsReturn:
    """The seller agrees; without a person it is the clock. Raises NotAllowed, IllegalMove."""
    goods_return, order, _payment = take(goods_return)
    if by is not None:
        ensure_seller(order, by)
    due = due_in(goods_return.rule.send_days)
    move(goods_return, to=ReturnState.APPROVED, by=by, due_at=due, note=note, approved_at=timezone.now(), answer=note)
    tell_buyer(goods_return, "return_approved", note=note)
    return goods_return


@transaction.atomic
def decline_return(*, goods_return: GoodsReturn, by: User, note: str) -> GoodsReturn:
    """The seller does not agree, and says why; the buyer may open a dispute. Raises NotAllowed, IllegalMove, WordMissing."""
    goods_return, order, _payment = take(goods_return)
    ensure_seller(order, by)
    if not note.strip():
        raise WordMissing(goods_return)
    move(goods_return, to=ReturnState.DECLINED, by=by, note=note, answer=note)
    _free(goods_return)
    tell_buyer(goods_return, "return_declined", note=note)
    return goods_return


@transaction.atomic
def withdraw_return(*, goods_return: GoodsReturn, by: User | None) -> GoodsReturn:
    """The buyer keeps the goods after all. Raises IllegalMove once they are on their way."""
    goods_return, _order, _payment = take(goods_return)
    move(goods_return, to=ReturnState.WITHDRAWN, by=by)
    _free(goods_return)
    tell_seller(goods_return, "return_withdrawn")
    return goods_return


def send_return(
    *,
    goods_return: GoodsReturn,
    carrier: str,
    tracking_number: str,
    freight: Decimal = Decimal(0),
    photos: Sequence[UploadedFile] = (),
    by: User | None,
) -> GoodsReturn:
    """The buyer has handed it to a carrier; `freight` is what that cost, where the seller pays it. Raises IllegalMove, BadUpload,
    ReturnRefused("photo") for a freight without its receipt."""
    papers = checked_photos(photos)
    with transaction.atomic():
        goods_return, order, _payment = take(goods_return)
        claimed = Money(freight, order.currency).rounded().amount if goods_return.freight_by == Side.SELLER else Decimal(0)
        if claimed and not papers:
            raise ReturnRefused("photo")
        move(
            goods_return,
            to=ReturnState.SENT,
            by=by,
            due_at=due_in(goods_return.rule.carry_days),
            sent_at=timezone.now(),
            carrier=carrier,
            tracking_number=tracking_number,
            freight_claimed=claimed,
        )
        keep_photos(papers, by=by, goods_return=goods_return)
        tell_seller(goods_return, "return_sent", carrier=carrier, tracking_number=tracking_number)
    return goods_return


@transaction.atomic
def receive_return(*, goods_return: GoodsReturn, by: User) -> GoodsReturn:
    """The seller has the parcel. Raises NotAllowed, IllegalMove."""
    goods_return, order, _payment = take(goods_return)
    ensure_seller(order, by)
    move(goods_return, to=ReturnState.RECEIVED, by=by, due_at=due_in(goods_return.rule.inspect_days), received_at=timezone.now())
    tell_buyer(goods_return, "return_received")
    return goods_return


def delivery_due(goods_return: GoodsReturn, order: Order) -> Decimal:
    """The way there goes back too when the seller is at fault and nothing of the order stays with the buyer. Pieces of another return
    that is still under way may stay: the last of them brings it."""
    under_way = [state for state, moves in RETURN_MOVES.items() if moves]
    stays = any(line.open_quantity for line in order.lines.all())
    stays = stays or order.returns.exclude(pk=goods_return.pk).filter(state__in=under_way).exists()
    return Decimal(0) if stays or not goods_return.is_sellers_fault else order.delivery_refundable.amount


def whole_findings(goods_return: GoodsReturn) -> dict[int, Finding]:
    """Everything came as asked for, and its whole price goes back; nobody has counted it onto the shelf."""
    return {row.pk: Finding(row.quantity, 0, _price_of(row, row.quantity)) for row in goods_return.lines.select_related("line")}


@transaction.atomic
def settle_return(
    *, goods_return: GoodsReturn, findings: Mapping[int, Finding], freight: Decimal, by: User | None, note: str = ""
) -> GoodsReturn:
    """What the seller found, by line of the return: sound pieces go back on the shelf, the money into the refund queue. Whoever gives
    less than the price of what came, or than the freight laid out, says why. Raises NotAllowed, IllegalMove, FindingRefused,
    WordMissing."""
    goods_return, order, payment = take(goods_return)
    if by is not None:
        ensure_seller(order, by)
    rows = {row.pk: row for row in goods_return.lines.select_related("line")}
    if set(findings) != set(rows):
        raise FindingRefused(goods_return)
    for pk, finding in findings.items():
        _check(rows[pk], finding)
    freight = Money(freight, order.currency).rounded().amount
    if not 0 <= freight <= goods_return.freight_claimed:
        raise FindingRefused(goods_return)
    is_less = freight < goods_return.freight_claimed or any(
        finding.amount < _price_of(rows[pk], finding.received) or finding.received < rows[pk].quantity for pk, finding in findings.items()
    )
    if is_less and not note.strip():
        raise WordMissing(goods_return)
    # What went back before, of goodwill or without us, is not given twice.
    left = left_of(order, payment).amount
    amounts = within({pk: finding.amount for pk, finding in findings.items()}, left)
    findings = {pk: replace(finding, amount=amounts[pk]) for pk, finding in findings.items()}
    goods = sum(amounts.values(), Decimal(0))
    is_all_here = all(finding.received == rows[pk].quantity for pk, finding in findings.items())
    delivery = delivery_due(goods_return, order) if is_all_here else Decimal(0)
    delivery = min(delivery, max(left - goods, Decimal(0)))
    freight = min(freight, max(left - goods - delivery, Decimal(0)))
    refund = None
    if goods + delivery + freight:
        refund = give_back(
            order=order,
            payment=payment,
            reason=RefundReason.RETURNED,
            key=f"order:{order.number}:return:{goods_return.number}",
            by=by,
            lines={rows[pk].line_id: finding.amount for pk, finding in findings.items()},
            delivery=delivery,
            freight=freight,
            note=goods_return.number,
        )
    _write_down(rows, findings)
    answer = {"answer": note} if note else {}
    move(goods_return, to=ReturnState.SETTLED, by=by, note=note, delivery_amount=delivery, freight_amount=freight, refund=refund, **answer)
    tell_buyer(goods_return, "return_settled" if refund else "return_settled_without", note=note, amount=refund and refund.money)
    return goods_return


def _check(row: ReturnLine, finding: Finding) -> None:
    if not 0 <= finding.restocked <= finding.received <= row.quantity or not 0 <= finding.amount <= _price_of(row, finding.received):
        raise FindingRefused(row)


def _price_of(row: ReturnLine, pieces: int) -> Decimal:
    """What so many pieces cost, as far as it has not gone back already."""
    return min(row.cost_of(pieces).amount, row.line.refundable.amount)


def _write_down(rows: Mapping[int, ReturnLine], findings: Mapping[int, Finding]) -> None:
    shelf: dict[int, int] = {}
    for pk, finding in findings.items():
        row = rows[pk]
        row.received_quantity, row.restocked_quantity, row.refund_amount = finding.received, finding.restocked, finding.amount
        row.save(update_fields=["received_quantity", "restocked_quantity", "refund_amount"])
        _count(OrderLine.objects.get(pk=row.line_id), finding.received - row.quantity)  # what did not come is no return
        if finding.restocked:
            shelf[row.line.variant_id] = finding.restocked
    if shelf:
        stock.put_back(shelf)


def _count(line: OrderLine, pieces: int) -> None:
    if pieces:
        line.returned_quantity += pieces
        line.save(update_fields=["returned_quantity"])


def _free(goods_return: GoodsReturn) -> None:
    """The pieces are no longer in a return."""
    for row in goods_return.lines.select_related("line"):
        _count(row.line, -row.quantity)


@transaction.atomic
def lapse_return(*, goods_return: GoodsReturn) -> GoodsReturn:
    """The buyer has not sent it in time. Raises IllegalMove."""
    goods_return, _order, _payment = take(goods_return)
    move(goods_return, to=ReturnState.LAPSED, by=None, note="not sent in time")
    _free(goods_return)
    tell_buyer(goods_return, "return_lapsed")
    return goods_return
