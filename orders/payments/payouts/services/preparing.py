"""From what sellers have earned to payouts: every posting that is due, once, at the rates of the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import structlog
from django.db import connection, transaction
from django.utils import timezone

from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.money import Money, total
from marketplace.money.rates import Conversion, NoRate, convert
from orders.payments.ledger.enums import AccountKind, EntryKind, Item
from orders.payments.ledger.models import Posting
from orders.payments.ledger.services.writing import Move, write
from orders.payments.payouts.enums import Waiting
from orders.payments.payouts.exceptions import NoSchedule
from orders.payments.payouts.models import Payout, PayoutLine, PayoutSchedule, PayoutSum
from orders.payments.payouts.selectors import due_postings, local_today, schedule_on
from sellers.enums import SellerState
from sellers.models import Seller

log = structlog.get_logger(__name__)
LOCK_SPACE = 7403  # first key of the advisory lock; the second is the hub


@dataclass
class Draft:
    """What a seller would be paid now, and why not, where they would not."""

    seller: Seller
    schedule: PayoutSchedule
    postings: list[Posting] = field(default_factory=list)
    sums: dict[str, Conversion] = field(default_factory=dict)  # by the currency earned in
    earned: dict[str, Money] = field(default_factory=dict)
    waiting: Waiting | None = None
    unrated: list[Money] = field(default_factory=list)  # what waits for a rate

    @property
    def amount(self) -> Money:
        return total([done.money for done in self.sums.values()], self.schedule.currency)


@transaction.atomic
def prepare_payouts(*, day: date | None = None, sellers: Iterable[Seller] | None = None, by=None) -> list[Payout]:
    """A payout for every seller (or these) who has enough that is due; what is not due, too little or without a rate waits. Asked
    twice it finds nothing the second time: a posting is paid out once. Raises NoSchedule."""
    day = day or local_today()
    schedule = schedule_on(day)
    if schedule is None:
        raise NoSchedule(f"No payout schedule on {day}.")
    lock_hub()
    drafts = drafts_of(schedule=schedule, day=day, sellers=sellers)
    return [_write(draft, day, by) for draft in drafts if draft.waiting is None]


def lock_hub() -> None:
    """An officer and the clock shall not pay the same money: the second waits, and finds nothing due."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_SPACE, current_hub().pk])


def drafts_of(*, schedule: PayoutSchedule, day: date, sellers: Iterable[Seller] | None = None) -> list[Draft]:
    """For every seller (or these) with money due on the day what they would be paid, converted at the rates of the day."""
    postings: dict[int, list[Posting]] = defaultdict(list)
    found = due_postings(before=_cut_off(schedule)).select_related("account", "entry")
    if sellers is not None:
        found = found.filter(account__seller__in=sellers)
    for posting in found.order_by("pk"):
        postings[posting.account.seller_id].append(posting)
    firms = Seller.objects.in_bulk(postings)
    return [_draft(Draft(firms[pk], schedule, mine), day) for pk, mine in sorted(postings.items())]


def _cut_off(schedule: PayoutSchedule) -> datetime:
    """What arrived later than this is still held for the time in which goods may come back."""
    return timezone.now() - timedelta(days=schedule.hold_days)


def _draft(draft: Draft, day: date) -> Draft:
    by_currency: dict[str, list[Money]] = defaultdict(list)
    for posting in draft.postings:
        by_currency[posting.account.currency].append(posting.money * -1)
    for currency, amounts in sorted(by_currency.items()):
        earned = total(amounts, currency)
        try:
            draft.sums[currency] = convert(earned, draft.schedule.currency, day)
            draft.earned[currency] = earned
        except NoRate:
            draft.unrated.append(earned)
            log.warning("payout waits for a rate", seller=draft.seller.pk, currency=currency, day=str(day))
    draft.postings = [posting for posting in draft.postings if posting.account.currency in draft.sums]
    draft.waiting = _why_waiting(draft)
    return draft


def _why_waiting(draft: Draft) -> Waiting | None:
    if not draft.sums or any(money.amount < 0 for money in draft.unrated):  # a debt does not wait behind what is paid out
        return Waiting.NO_RATE
    if draft.amount.amount <= 0:
        return Waiting.IN_DEBT
    if draft.seller.state != SellerState.APPROVED:
        return Waiting.SUSPENDED
    if not draft.seller.payout_details:
        return Waiting.NO_ACCOUNT
    if draft.amount < draft.schedule.least:
        return Waiting.BELOW_MINIMUM
    return None


def _write(draft: Draft, day: date, by) -> Payout:
    hub, seller, amount = current_hub(), draft.seller, draft.amount
    payout = Payout.objects.create(
        hub=hub,
        number=next_number("PY"),
        seller=seller,
        schedule=draft.schedule,
        amount=amount.amount,
        currency=amount.currency,
        kind=seller.payout_kind,
        destination=seller.payout_details,
        masked=seller.payout_masked,
        day=day,
    )
    PayoutSum.objects.bulk_create(
        PayoutSum(
            hub=hub,
            payout=payout,
            currency=currency,
            amount=draft.earned[currency].amount,
            converted=done.money.amount,
            rate=done.rate,
            rate_day=done.row and done.row.day,
            rate_source=done.row.source if done.row else "",
        )
        for currency, done in draft.sums.items()
    )
    PayoutLine.objects.bulk_create(
        PayoutLine(
            hub=hub,
            payout=payout,
            posting=posting,
            part=posting.part,
            happened=posting.entry.kind,
            item=posting.item,
            at=posting.entry.at,
            amount=-posting.amount,
            currency=posting.account.currency,
        )
        for posting in draft.postings
    )
    _post(payout, draft, by)
    record(subject=payout, action="payout.prepared", by=by, after={"amount": str(amount), "lines": len(draft.postings)})
    return payout


def _post(payout: Payout, draft: Draft, by) -> None:
    owner, moves = str(draft.seller.pk), []
    for currency, done in draft.sums.items():
        moves.append(Move(AccountKind.PAYABLE, draft.earned[currency], Item.PAYOUT, owner))
        moves.append(Move(AccountKind.IN_TRANSIT, done.money * -1, Item.PAYOUT, owner))
        if currency != payout.currency:
            moves.append(Move(AccountKind.EXCHANGE, draft.earned[currency] * -1, Item.EXCHANGE))
            moves.append(Move(AccountKind.EXCHANGE, done.money, Item.EXCHANGE))
    write(key=f"payout:{payout.number}", kind=EntryKind.PAYOUT, moves=moves, by=by)


def next_number(prefix: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('payouts_number')")
        (count,) = cursor.fetchone()
    return f"{prefix}-{local_today():%y}-{count:06}"
