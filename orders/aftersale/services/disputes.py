"""Something is wrong: buyer and seller first, then RDB decides. Every step has a clock, and silence has a meaning."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.money import Money
from orders.aftersale.enums import DisputeKind, DisputeState, ReturnState, Side
from orders.aftersale.exceptions import DisputeRefused, WordMissing
from orders.aftersale.models import Dispute, GoodsReturn, Statement
from orders.aftersale.selectors.rules import check_disputable, due_in
from orders.aftersale.services.holding import hold_or_free
from orders.aftersale.services.letters import tell_both, tell_buyer, tell_seller
from orders.aftersale.services.moving import ensure_seller, move, take
from orders.aftersale.services.photos import checked_photos, keep_photos
from orders.enums import Bearer
from orders.exceptions import IllegalMove, NotAllowed, RefundBeyond
from orders.models import Order
from orders.payments.enums import RefundReason
from orders.payments.models import Payment, Refund
from orders.services.fulfilment import locked_order
from orders.services.giving_back import give_back, left_of, within

RIGHT = "aftersale.decide_dispute"
ZERO = Decimal(0)


def open_dispute(
    *,
    order: Order,
    kind: DisputeKind,
    wish: Decimal,
    text: str,
    photos: Sequence[UploadedFile] = (),
    by: User | None,
    goods_return: GoodsReturn | None = None,
) -> Dispute:
    """The buyer says what is wrong and what would make it right. Raises DisputeRefused, WordMissing, BadUpload."""
    papers = checked_photos(photos)
    with transaction.atomic():
        order = locked_order(order)
        if not text.strip():
            raise WordMissing(order)
        if kind == DisputeKind.NOT_ARRIVED and order.delivered_at:
            raise DisputeRefused("arrived")
        rule = check_disputable(order, goods_return=goods_return, is_late=kind == DisputeKind.NOT_ARRIVED)
        wish = Money(wish, order.currency).rounded().amount
        if not 0 < wish <= order.refundable.amount:
            raise DisputeRefused("amount")
        dispute = _create(order, kind, wish, by=by, rule=rule, goods_return=goods_return, due_at=due_in(rule.answer_days))
        keep_photos(papers, by=by, statement=_say(dispute, Side.BUYER, text, amount=wish, by=by))
        tell_seller(dispute, "dispute_opened", amount=dispute.wish)
    return dispute


def _create(order: Order, kind: DisputeKind, wish: Decimal, *, by: User | None, **facts: object) -> Dispute:
    number = f"{order.number}-D{order.disputes.count() + 1}"
    dispute = Dispute.objects.create(
        order=order, number=number, kind=kind, currency=order.currency, wish_amount=wish, opened_by=by, **facts
    )
    hold_or_free(order)
    record(subject=dispute, action="dispute.opened", by=by, after={"kind": str(kind), "wish": str(wish)})
    return dispute


def answer_dispute(*, dispute: Dispute, offer: Decimal, text: str, by: User, photos: Sequence[UploadedFile] = ()) -> Dispute:
    """The seller's answer with an offer, which may be nothing; all that was wished settles it at once. Raises NotAllowed, IllegalMove,
    WordMissing, DisputeRefused("amount"), BadUpload."""
    papers = checked_photos(photos)
    with transaction.atomic():
        dispute, order, payment = take(dispute)
        ensure_seller(order, by)
        offer = Money(offer, order.currency).rounded().amount
        if not 0 <= offer <= order.refundable.amount:
            raise DisputeRefused("amount")
        is_all = offer >= dispute.wish_amount
        if not is_all and not text.strip():
            raise WordMissing(dispute)
        if is_all:
            _settle(dispute, order, payment, offer, by=by)
        else:
            move(dispute, to=DisputeState.WITH_BUYER, by=by, due_at=due_in(dispute.rule.accept_days), offer_amount=offer)
            tell_buyer(dispute, "dispute_answered", amount=dispute.offer, has_offer=offer > 0, note=text)
        keep_photos(papers, by=by, statement=_say(dispute, Side.SELLER, text, amount=offer, by=by))
    return dispute


@transaction.atomic
def accept_offer(*, dispute: Dispute, by: User | None) -> Dispute:
    """The buyer takes what the seller offers. Raises IllegalMove."""
    dispute, order, payment = take(dispute)
    if dispute.state != DisputeState.WITH_BUYER:
        raise IllegalMove(dispute, DisputeState.SETTLED)
    _settle(dispute, order, payment, dispute.offer_amount or ZERO, by=by)
    return dispute


def escalate(*, dispute: Dispute, text: str, by: User | None, photos: Sequence[UploadedFile] = ()) -> Dispute:
    """The buyer does not agree: RDB decides. Raises IllegalMove, WordMissing, BadUpload."""
    papers = checked_photos(photos)
    with transaction.atomic():
        dispute, _order, _payment = take(dispute)
        if dispute.state != DisputeState.WITH_BUYER:
            raise IllegalMove(dispute, DisputeState.WITH_OFFICER)
        if not text.strip():
            raise WordMissing(dispute)
        _lay_before_officers(dispute, by=by)
        keep_photos(papers, by=by, statement=_say(dispute, Side.BUYER, text, by=by))
    return dispute


@transaction.atomic
def withdraw_dispute(*, dispute: Dispute, by: User | None) -> Dispute:
    """The buyer lets it rest. Raises IllegalMove."""
    dispute, _order, _payment = take(dispute)
    move(dispute, to=DisputeState.WITHDRAWN, by=by)
    tell_seller(dispute, "dispute_withdrawn")
    return dispute


@transaction.atomic
def decide_dispute(*, dispute: Dispute, amount: Decimal, borne_by: Bearer, text: str, by: User) -> Dispute:
    """RDB's word, with its reasons. Raises NotAllowed for whoever may not, or works for the seller or is the buyer; IllegalMove,
    WordMissing, RefundBeyond."""
    dispute, order, payment = take(dispute)
    if not by.has_perm(RIGHT) or order.group.user_id == by.pk or order.seller.members.filter(user=by).exists():
        raise NotAllowed(dispute)
    if not text.strip():
        raise WordMissing(dispute)
    amount = Money(amount, order.currency).rounded().amount
    if not 0 <= amount <= order.refundable.amount:
        raise RefundBeyond(Money(amount, order.currency), order.refundable)
    refund = _pay(dispute, order, payment, amount, by=by, borne_by=borne_by)
    move(
        dispute,
        to=DisputeState.DECIDED,
        by=by,
        note=text,
        outcome_amount=amount,
        borne_by=str(borne_by) if amount else "",
        decided_by=by,
        refund=refund,
    )
    _say(dispute, Side.OFFICER, text, amount=amount, by=by)
    tell_both(dispute, "dispute_decided", amount=dispute.outcome, note=text)
    return dispute


def _settle(dispute: Dispute, order: Order, payment: Payment, amount: Decimal, *, by: User | None) -> None:
    """Agreed. What went back meanwhile on another way is not given twice."""
    amount = min(amount, left_of(order, payment).amount)
    refund = _pay(dispute, order, payment, amount, by=by)
    move(dispute, to=DisputeState.SETTLED, by=by, outcome_amount=amount, borne_by=Bearer.SELLER if amount else "", refund=refund)
    tell_both(dispute, "dispute_settled", amount=dispute.outcome)


def _pay(
    dispute: Dispute, order: Order, payment: Payment, amount: Decimal, *, by: User | None, borne_by: Bearer = Bearer.SELLER
) -> Refund | None:
    """The seller gives back of the price, line after line, then of the delivery; what the marketplace gives is goodwill."""
    if not amount:
        return None
    if borne_by == Bearer.HUB:
        shares: dict[str, object] = {"goodwill": amount}
    else:
        lines = within({line.pk: line.refundable.amount for line in order.lines.all()}, amount)
        delivery = min(order.delivery_refundable.amount, amount - sum(lines.values(), ZERO))
        shares = {"lines": lines, "delivery": delivery, "goodwill": amount - sum(lines.values(), ZERO) - delivery}
    return give_back(
        order=order,
        payment=payment,
        reason=RefundReason.DISPUTE,
        key=f"order:{order.number}:dispute:{dispute.number}",
        by=by,
        borne_by=borne_by,
        note=dispute.number,
        **shares,
    )


def _say(dispute: Dispute, side: Side, text: str, *, by: User | None, amount: Decimal | None = None) -> Statement:
    return Statement.objects.create(dispute=dispute, side=side, by=by, text=text, amount=amount, currency=dispute.currency)


def _lay_before_officers(dispute: Dispute, *, by: User | None) -> None:
    move(dispute, to=DisputeState.WITH_OFFICER, by=by, due_at=due_in(dispute.rule.decide_days), escalated_at=timezone.now())
    tell_both(dispute, "dispute_escalated")


@transaction.atomic
def escalate_by_clock(*, dispute: Dispute) -> Dispute:
    """The seller has not answered in time. Raises IllegalMove."""
    dispute, _order, _payment = take(dispute)
    if dispute.state != DisputeState.WITH_SELLER:
        raise IllegalMove(dispute, DisputeState.WITH_OFFICER)
    _lay_before_officers(dispute, by=None)
    _say(dispute, Side.CLOCK, "", by=None)
    return dispute


@transaction.atomic
def close_by_clock(*, dispute: Dispute) -> Dispute:
    """The buyer has not answered in time: an offer holds, without one the dispute ends. Raises IllegalMove."""
    dispute, order, payment = take(dispute)
    if dispute.state != DisputeState.WITH_BUYER:
        raise IllegalMove(dispute, DisputeState.LAPSED)
    if dispute.offer_amount:
        _settle(dispute, order, payment, dispute.offer_amount, by=None)
    else:
        move(dispute, to=DisputeState.LAPSED, by=None)
        tell_both(dispute, "dispute_lapsed")
    return dispute


@transaction.atomic
def dispute_lost_return(*, goods_return: GoodsReturn) -> Dispute | None:
    """A return was sent and never confirmed: it goes before RDB at once, for the price of its pieces. None where nothing is left to
    give back or a dispute is open already; the return then waits for that. Raises IllegalMove."""
    goods_return, order, _payment = take(goods_return)
    try:
        rule = check_disputable(order, goods_return=goods_return)
    except DisputeRefused:
        GoodsReturn.objects.filter(pk=goods_return.pk).update(due_at=due_in(goods_return.rule.carry_days))
        return None
    wish = sum((min(row.price.amount, row.line.refundable.amount) for row in goods_return.lines.select_related("line")), ZERO)
    wish = min(wish + goods_return.freight_claimed, order.refundable.amount) or order.refundable.amount
    move(goods_return, to=ReturnState.DISPUTED, by=None)
    dispute = _create(order, DisputeKind.RETURN, wish, by=None, rule=rule, goods_return=goods_return, due_at=due_in(rule.answer_days))
    _say(dispute, Side.CLOCK, "", amount=wish, by=None)
    _lay_before_officers(dispute, by=None)
    return dispute
