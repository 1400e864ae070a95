"""When sellers are paid, what waits for them, and what a payout is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.hubs.context import current_hub
from marketplace.money import Money, total
from orders.payments.ledger.enums import AccountKind, Item
from orders.payments.ledger.models import CommissionLine, PaymentSplit, Posting
from orders.payments.payouts.enums import PayoutState
from orders.payments.payouts.models import Payout, PayoutLine, PayoutSchedule
from sellers.models import Seller
from sellers.selectors import sellers_of

LOOK_AHEAD = timedelta(days=62)  # two months: every schedule has a day in each


def local_today() -> date:
    """Today in the hub's own zone."""
    return timezone.localdate(timezone=ZoneInfo(current_hub().time_zone))


def schedule_on(day: date) -> PayoutSchedule | None:
    return PayoutSchedule.objects.on(day).first()


def next_payout_day(after: date, *, is_inclusive: bool = False) -> date | None:
    """The first payout day after this one (or on it); None where no schedule stands."""
    day = after if is_inclusive else after + timedelta(days=1)
    standing = list(PayoutSchedule.objects.between(day, day + LOOK_AHEAD))
    for _ in range(LOOK_AHEAD.days):
        schedule = next((row for row in standing if row.counts_on(day)), None)
        if schedule is None:
            return None
        if day.day in schedule.days:
            return day
        day += timedelta(days=1)
    return None


def unpaid_postings() -> QuerySet[Posting]:
    """What was posted to what sellers are owed and is in no payout yet."""
    return Posting.objects.filter(account__kind=AccountKind.PAYABLE, payout_line=None).exclude(item=Item.PAYOUT)


def due_postings(*, before: datetime) -> QuerySet[Posting]:
    """Of these, what may be paid out: everything of an order that arrived before the moment and is not blocked, and what belongs to
    no order. A refund never comes before the sale it lessens."""
    free = PaymentSplit.objects.filter(earned_at__lte=before, blocked="")
    return unpaid_postings().filter(Q(part="") | Q(part__in=free.values("part")))


def blocked_parts(seller: Seller) -> set[str]:
    """Orders of the seller's that are kept out of payouts while something is open about them."""
    return set(PaymentSplit.objects.filter(seller=seller).exclude(blocked="").values_list("part", flat=True))


def payouts_of(seller: Seller) -> QuerySet[Payout]:
    return Payout.objects.filter(seller=seller)


def get_payout_for(seller: Seller, number: str) -> Payout:
    """The seller's payout of this number. Raises Http404 for everybody else's."""
    payout = payouts_of(seller).filter(number=number).select_related("schedule", "seller").first()
    if payout is None:
        raise Http404
    return payout


def get_own_payout(user: User, number: str) -> Payout:
    """A payout of a firm this person works for, with its sums. Raises Http404."""
    payout = Payout.objects.filter(number=number, seller__in=sellers_of(user)).prefetch_related("sums__payout").first()
    if payout is None:
        raise Http404
    return payout


@dataclass
class OrderShare:
    """What one order brings: its lines in one currency, and the rates that were frozen with it."""

    part: str
    currency: str
    lines: list = field(default_factory=list)  # PayoutLine, or Posting on its way into one
    commission: list[CommissionLine] = field(default_factory=list)

    @property
    def total(self) -> Money:
        return total([line.money for line in self.lines], self.currency)

    @property
    def at(self) -> datetime:
        return max(line.at for line in self.lines)


@dataclass(frozen=True)
class Owed:
    """A line that is not in a payout yet; it reads like one that is."""

    part: str
    happened: str
    item: str
    at: datetime
    money: Money
    note: str = ""


def shares_of(lines: Iterable) -> list[OrderShare]:
    """The lines by order, in the order in which they came; what belongs to none comes last."""
    shares: dict[tuple[str, str], OrderShare] = {}
    for line in lines:
        currency = line.money.currency
        shares.setdefault((line.part, currency), OrderShare(line.part, currency)).lines.append(line)
    frozen = CommissionLine.objects.filter(split__part__in=[part for part, _ in shares]).select_related("split", "rule__category")
    for line in frozen:
        if share := shares.get((line.split.part, line.currency)):
            share.commission.append(line)
    return sorted(shares.values(), key=lambda share: not share.part)


def explained(payout: Payout) -> list[OrderShare]:
    """What a payout is made of, order by order."""
    return shares_of(PayoutLine.objects.filter(payout=payout))


def waiting_lines(seller: Seller) -> list[OrderShare]:
    """What the seller has earned and is in no payout yet, order by order."""
    postings = unpaid_postings().filter(account__seller=seller).select_related("entry", "account").order_by("pk")
    return shares_of(
        Owed(posting.part, posting.entry.kind, posting.item, posting.entry.at, posting.money * -1, posting.entry.note)
        for posting in postings
    )


def held_splits(seller: Seller) -> QuerySet[PaymentSplit]:
    """What is captured for the seller and has not arrived."""
    return PaymentSplit.objects.filter(seller=seller, earned_at=None).order_by("captured_at")


def paid_since(seller: Seller, day: date) -> list[Money]:
    """What was paid out since the day, one a currency."""
    sums: dict[str, Decimal] = {}
    for payout in payouts_of(seller).filter(state=PayoutState.PAID, day__gte=day):
        sums[payout.currency] = sums.get(payout.currency, Decimal(0)) + payout.amount
    return [Money(amount, currency).rounded() for currency, amount in sorted(sums.items())]
