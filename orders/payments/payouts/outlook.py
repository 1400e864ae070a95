"""What a seller may expect of the next payout day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marketplace.money import Money
from orders.payments.payouts.enums import Waiting
from orders.payments.payouts.models import PayoutSchedule
from orders.payments.payouts.selectors import blocked_parts, local_today, next_payout_day, schedule_on, unpaid_postings
from orders.payments.payouts.services.preparing import drafts_of
from sellers.models import Seller


@dataclass(frozen=True)
class Outlook:
    """The next payout day, what would be paid at today's rates if it were today, and why it waits."""

    day: date | None
    schedule: PayoutSchedule | None
    estimate: Money | None
    waiting: Waiting

    @property
    def is_coming(self) -> bool:
        return self.waiting == Waiting.NOT_YET and self.estimate is not None


def outlook_of(seller: Seller) -> Outlook:
    today = local_today()
    schedule = schedule_on(today)
    if schedule is None:
        return Outlook(None, None, None, Waiting.NO_SCHEDULE)
    drafts = drafts_of(schedule=schedule, day=today, sellers=[seller])
    draft = drafts[0] if drafts else None
    if draft is None and unpaid_postings().filter(account__seller=seller, part__in=blocked_parts(seller)).exists():
        return Outlook(next_payout_day(today), schedule, None, Waiting.BLOCKED)
    estimate = draft.amount if draft and draft.sums and draft.amount.amount > 0 else None
    return Outlook(next_payout_day(today), schedule, estimate, (draft and draft.waiting) or Waiting.NOT_YET)
