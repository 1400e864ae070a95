"""When goods are ready to leave: in working days from the payment, as the seller says of a product or of all the firm's goods."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from sellers.clock import is_working_day

USUAL_READY_DAYS = 5  # where nobody said: the house's own "usually", working days
MOST_READY_DAYS = 90


def ready_by(start: date, working_days: int, holidays: Collection[date]) -> date:
    """The last day by which goods paid on `start` should be ready: so many working days after it."""
    day, left = start, working_days
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, holidays)
    return day
