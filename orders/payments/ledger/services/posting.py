"""What happens to money, written into the books. Called by the services in which it happens, inside their transactions, never by
signals; each thing has a key, so that telling it twice writes it once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import structlog
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.money import Money, split_by_largest_remainder, total
from orders.payments.enums import PaymentState, RefundReason
from orders.payments.ledger.enums import AccountKind, EntryKind, Item
from orders.payments.ledger.exceptions import SplitMismatch
from orders.payments.ledger.models import CommissionLine, Entry, PaymentSplit, Posting
from orders.payments.ledger.services.commission import frozen_lines, kept_by_kind, rules_of
from orders.payments.ledger.services.writing import Move, write
from orders.payments.models import Payment, Refund
from orders.payments.providers import is_agreed, takes_parts
from orders.payments.providers.base import Part
from orders.payments.purposes import Share, Split, get_purpose

log = structlog.get_logger(__name__)

BORNE_BY_US = "hub"
BACK = (Item.GOODS, Item.DELIVERY, Item.FREIGHT, Item.GOODWILL)  # what a refund says it is made of
UNWANTED_FOR = (RefundReason.LATE, RefundReason.WRONG_AMOUNT, RefundReason.REFUSED, RefundReason.OVERPAID, RefundReason.STRAY)
KEPT_IN = {
    Item.COMMISSION: AccountKind.COMMISSION,
    Item.COMMISSION_TAX: AccountKind.TAX,
    Item.WITHHOLDING: AccountKind.TAX,
}


def post_part(payment: Payment, part: Part) -> None:
    """A part of a payment has come: it lies at the provider and is the buyer's until the rest comes too, or it goes back. The caller holds
    the lock of the payment's row."""
    moves = [
        Move(AccountKind.PROVIDER, part.money, owner=payment.provider),
        Move(AccountKind.DEPOSIT, part.money * -1, part=payment.reference),
    ]
    write(key=part.key, kind=EntryKind.PART, moves=moves, payment=payment)


def post_capture(payment: Payment, split: Split = (), *, parts_of: Payment | None = None) -> None:
    """Money has come: it lies at the provider and belongs to the sellers of the split until the goods arrive, to nobody yet where
    there is none, or to the buyer again where it goes back. What had come of it in parts is in the books already and only changes
    hands; `parts_of` names the payment whose parts those were, where it is another one. Commission is worked out and frozen here. The
    caller holds the lock of the payment's row. Raises SplitMismatch when the shares are not the payment."""
    captured, deposit = payment.captured, _deposit_of(parts_of or payment)
    in_parts = min(deposit, captured)
    moves = [Move(AccountKind.PROVIDER, captured - in_parts, owner=payment.provider)]
    moves.append(Move(AccountKind.DEPOSIT, in_parts, part=(parts_of or payment).reference))
    if _was_unwanted(payment):
        moves.append(Move(AccountKind.RETURNING, captured * -1))
    elif payment.part_of_id:
        moves.append(Move(AccountKind.DEPOSIT, captured * -1, part=payment.part_of.reference))
    elif not split:
        moves.append(Move(AccountKind.UNASSIGNED, captured * -1))
    else:
        for share in _share_out(payment, split):
            owner = str(share.seller_id)
            moves.append(Move(AccountKind.HELD, (share.goods - share.promotion) * -1, Item.GOODS, owner, share.part))
            if share.promotion:
                moves.append(Move(AccountKind.HELD, share.promotion * -1, Item.PROMOTION, owner, share.part))
                moves += _paid_by(share, share.promotion)
            moves.append(Move(AccountKind.HELD, share.delivery * -1, Item.DELIVERY, owner, share.part))
    write(key=f"capture:{payment.reference}", kind=EntryKind.CAPTURE, moves=moves, payment=payment)


def _deposit_of(payment: Payment) -> Money:
    """What lies with us in parts of a payment."""
    currency = payment.captured_currency or payment.currency
    if not takes_parts(payment.provider):
        return Money.zero(currency)
    rows = Posting.objects.filter(account__kind=AccountKind.DEPOSIT, account__currency=currency, part=payment.reference)
    return Money(-(rows.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)), currency)


def _share_out(payment: Payment, split: Split) -> list[PaymentSplit]:
    parts = [Money.zero(payment.currency)] + [_goods_of(share) - _promotion_of(share) + share.delivery for share in split]
    if total(parts, payment.currency).rounded() != payment.captured.rounded():
        raise SplitMismatch(f"{payment.reference}: {total(parts, payment.currency)} shared of {payment.captured}")
    splits = PaymentSplit.objects.bulk_create(
        PaymentSplit(
            hub=current_hub(),
            payment=payment,
            part=share.part,
            seller_id=share.seller_id,
            currency=payment.currency,
            goods_amount=_goods_of(share).amount,
            delivery_amount=share.delivery.amount,
            promotion_amount=_promotion_of(share).amount,
            promotions={payer: str(amount.rounded().amount) for payer, amount in share.promotions if amount},
            captured_at=payment.paid_at,
        )
        for share in split
    )
    rules = rules_of()
    lines = [line for row, share in zip(splits, split, strict=True) for line in frozen_lines(row, share.goods, rules)]
    CommissionLine.objects.bulk_create(lines)
    return splits


def _goods_of(share: Share) -> Money:
    return total([amount for _path, amount in share.goods], share.delivery.currency)


def _promotion_of(share: Share) -> Money:
    return total([amount for _payer, amount in share.promotions], share.delivery.currency).rounded()


def _paid_by(split: PaymentSplit, amount: Money) -> list[Move]:
    """So much of a discount, from each who pays a part of it; in the proportion of what each paid of the whole."""
    payers = sorted(split.promotions)
    parts = split_by_largest_remainder(amount, [Decimal(split.promotions[payer]) for payer in payers])
    return [Move(AccountKind.PROMOTION, part, Item.PROMOTION, payer, split.part) for payer, part in zip(payers, parts, strict=True) if part]


def post_refund(refund: Refund) -> None:
    """Money has gone back to the buyer. It is taken from where it lay: from what was going back anyway, from the marketplace where
    it bears the refund, else from the seller of the part: from what is held for them, or, after it was earned, from what they are
    owed, with the commission on it given back. `refund.parts` says whose and what. The caller holds the payment's row."""
    payment, amount = refund.payment, Money(refund.amount, refund.currency)
    catch_up(payment)
    moves = [Move(AccountKind.PROVIDER, amount * -1, owner=payment.provider)]
    if is_agreed(payment.provider):  # its parts lie at providers: what went back of them waits there
        moves = [Move(AccountKind.DEPOSIT, amount * -1, part=payment.reference)]
    splits = list(PaymentSplit.objects.filter(payment=payment).locked())
    if not splits:
        moves.append(_from_unsplit(payment, amount))
    elif refund.parts.get("borne_by") == BORNE_BY_US:
        moves.append(Move(AccountKind.GOODWILL, amount, Item.GOODWILL, part=refund.parts.get("order", "")))
    else:
        for split, back in _backs(splits, refund, amount):
            moves += _take(split, back)
        rest = total([move.amount for move in moves], amount.currency)
        if rest:  # more than the sellers' shares hold: it has left the house, and the marketplace bears it
            log.error("refund beyond the sellers' shares", refund=refund.reference, rest=str(rest))
            moves.append(Move(AccountKind.GOODWILL, rest * -1, Item.GOODWILL))
    key = f"refund:{refund.reference}"
    write(key=key, kind=EntryKind.REFUND, moves=moves, payment=payment, note=refund.note, by=refund.requested_by)


def _from_unsplit(payment: Payment, amount: Money) -> Move:
    """From where the money of a payment lies that no seller has a share of."""
    taken = Entry.objects.filter(key=f"capture:{payment.reference}", postings__account__kind=AccountKind.RETURNING)
    if taken.exists():
        return Move(AccountKind.RETURNING, amount)
    if payment.part_of_id:
        return Move(AccountKind.DEPOSIT, amount, part=payment.part_of.reference)
    return Move(AccountKind.UNASSIGNED, amount)


def _backs(splits: Sequence[PaymentSplit], refund: Refund, amount: Money) -> list[tuple[PaymentSplit, dict[Item, Money]]]:
    """What goes back of which split. A refund that names no order is shared by what is left in each, goods before delivery."""
    named = next((split for split in splits if split.part == refund.parts.get("order")), None)
    if named is not None:
        told = {item: Money(Decimal(refund.parts.get(item.value, 0)), amount.currency) for item in BACK}
        return [(named, told if total(list(told.values()), amount.currency) == amount else {Item.GOODS: amount})]
    left = [split.buyers_left for split in splits]
    everything = total(left, amount.currency)
    shares = split_by_largest_remainder(min(amount, everything), [part.amount for part in left])
    return [(split, {Item.GOODS: share}) for split, share in zip(splits, shares, strict=True)]


def _take(split: PaymentSplit, back: dict[Item, Money]) -> list[Move]:
    """Note on the split what went back, never more than is left of it, and give the moves that take it from the seller. What others paid
    of a discount on the goods that went back is theirs again."""
    nothing = Money.zero(split.currency)
    lines = list(split.lines.all()) if split.is_earned else []
    was = kept_by_kind(split, lines)
    goods = min(back.get(Item.GOODS, nothing), split.buyers_goods, split.buyers_left)
    split.goods_refunded += goods.amount
    over = back.get(Item.GOODS, nothing) - goods
    delivery = min(back.get(Item.DELIVERY, nothing) + over, split.delivery_left, split.buyers_left)
    split.delivery_refunded += delivery.amount
    taken = {Item.GOODS: goods, Item.DELIVERY: delivery}
    for item in (Item.FREIGHT, Item.GOODWILL):
        taken[item] = min(back.get(item, nothing), split.buyers_left)
        split.other_refunded += taken[item].amount
    payers = _give_discount_back(split, taken)
    split.save(update_fields=["goods_refunded", "delivery_refunded", "other_refunded", "promotion_refunded"])
    source, owner = AccountKind.PAYABLE if split.is_earned else AccountKind.HELD, str(split.seller_id)
    moves = [Move(source, amount, item, owner, split.part) for item, amount in taken.items()] + payers
    for kind, amount in kept_by_kind(split, lines).items():
        moves += _kept_back(split, Item(kind), amount - was[kind])
    return moves


def _give_discount_back(split: PaymentSplit, taken: dict[Item, Money]) -> list[Move]:
    """Take from the seller what of the discount does not stay paid any more, and give it to whoever had paid it: worked out from the whole
    each time, so that the last refund takes the remainder."""
    if not split.promotion_left:
        return []
    before, kept = split.promotion_left, split.promotion_kept
    back = before - kept
    split.promotion_refunded += back.amount
    split.goods_refunded += back.amount
    taken[Item.PROMOTION] = back
    return [*(replace(move, amount=move.amount * -1) for move in _paid_by(split, before)), *_paid_by(split, kept)]


def _kept_back(split: PaymentSplit, item: Item, amount: Money) -> list[Move]:
    """From what the seller is owed to the marketplace or the authority; below zero it is given back."""
    return [
        Move(AccountKind.PAYABLE, amount, item, str(split.seller_id), split.part),
        Move(KEPT_IN[item], amount * -1, item, part=split.part),
    ]


@transaction.atomic(savepoint=False)
def post_fulfilment(*, part: str, note: str = "", by=None) -> bool:
    """The goods have arrived: what is held for the part becomes the seller's, less commission and taxes on what the buyer kept.
    False when that had been done, or no such part was paid."""
    split = PaymentSplit.objects.filter(part=part).locked().first()
    if split is None or split.is_earned:
        return False
    split.earned_at = timezone.now()
    split.save(update_fields=["earned_at"])
    held = Posting.objects.filter(account__kind=AccountKind.HELD, part=part).values_list("item").annotate(sum=Sum("amount"))
    moves = []
    for item, amount in sorted(held.order_by("item"), key=lambda row: list(Item).index(Item(row[0]))):
        money = Money(-amount, split.currency).rounded()
        moves.append(Move(AccountKind.HELD, money, Item(item), str(split.seller_id), part))
        moves.append(Move(AccountKind.PAYABLE, money * -1, Item(item), str(split.seller_id), part))
    for kind, amount in kept_by_kind(split, split.lines.all()).items():
        moves += _kept_back(split, Item(kind), amount)
    # Named by its key alone: naming the payment would wait for its row, which whoever refunds locks before the split.
    write(key=f"earned:{split.part}", kind=EntryKind.FULFILMENT, moves=moves, note=note, by=by)
    return True


def block_part(*, part: str, why: str) -> bool:
    """Keep what the part earns out of the seller's payouts (a dispute is open), or with an empty reason let it go again. False where
    no such part was paid."""
    return bool(PaymentSplit.objects.filter(part=part).update(blocked=why[:100]))


def catch_up(payment: Payment) -> bool:
    """Write the capture of a payment that was taken before the ledger was kept. False when it stands in the books."""
    if payment.captured is None or Entry.objects.filter(key=f"capture:{payment.reference}").exists():
        return False
    post_capture(payment, () if _was_unwanted(payment) else get_purpose(payment.purpose).split(payment))
    return True


def _was_unwanted(payment: Payment) -> bool:
    if payment.state != PaymentState.REFUNDED:
        return payment.state == PaymentState.UNWANTED
    return payment.refunds.filter(reason__in=UNWANTED_FOR).exists()
