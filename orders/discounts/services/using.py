"""A rule that counts for a sale: its use is held while the buyer pays, and given back when nobody does.

Limits are kept by the allocation core, in the statement that claims: N uses are used N times, whoever presses at once. A use is held under
the key of the goods, so whatever commits, extends or releases those does the same with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.crypto import salted_hmac

from marketplace.allocation import services as allocation
from marketplace.allocation.exceptions import LimitReached, NotEnough
from marketplace.hubs.context import current_hub
from orders.discounts.enums import UseState
from orders.discounts.exceptions import DiscountGone
from orders.discounts.models import Discount, DiscountUse
from orders.discounts.pricing import rules_of
from orders.discounts.selectors import forget_terms
from orders.discounts.terms import Cut

NO_LIMIT = 1_000_000  # of a rule, or of a buyer, where only the other is limited


def buyer_of(*, user_id: int | None, email: str) -> str:
    """Under what a buyer's uses are counted: the member, else a mark of the e-mail address. Empty: nobody knows yet."""
    if user_id:
        return f"user:{user_id}"
    address = email.strip().casefold()
    return f"mail:{salted_hmac('orders.discounts.buyer', address).hexdigest()[:40]}" if address else ""


def use_discounts(cuts: Iterable[Cut], *, key: str, hold_key: str, buyer: str, until: datetime) -> None:
    """Count one use of every rule among them for this sale, in the caller's transaction and before it holds goods. Raises DiscountGone
    where a rule is used up or ended since its terms were read."""
    cuts = list(cuts)
    rules = rules_of(cuts)
    if Discount.objects.counting(timezone.now()).filter(pk__in=[terms.id for terms in rules]).count() != len(rules):
        forget_terms()
        raise DiscountGone
    for terms in rules:
        if terms.is_limited:
            try:
                allocation.claim(
                    terms.thing, quantity=1, most=terms.buyer_limit or NO_LIMIT, holder=buyer or hold_key, key=hold_key, until=until
                )
            except (NotEnough, LimitReached) as refusal:
                raise DiscountGone from refusal
    sums: dict[int, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for cut in cuts:
        sums[cut.terms.id][0] += cut.amount.amount
        sums[cut.terms.id][1] += cut.promotion.amount
    DiscountUse.objects.bulk_create(
        DiscountUse(hub=current_hub(), discount_id=pk, key=key, currency=cuts[0].amount.currency, amount=amount, house_amount=house)
        for pk, (amount, house) in sorted(sums.items())
    )


def keep_uses(key: str) -> None:
    """The sale is paid: what it used is used."""
    DiscountUse.objects.filter(key=key, state=UseState.HELD).update(state=UseState.USED)


def return_uses(key: str) -> None:
    """The sale ended unpaid: what it used counts for nothing, and others may use it."""
    DiscountUse.objects.filter(key=key, state=UseState.HELD).update(state=UseState.RETURNED)
