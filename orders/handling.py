"""How long a seller takes, in days from the moment it is their work: to accept, and until the goods are ready to leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from catalog.models import Product
from sellers.readiness import USUAL_READY_DAYS, ready_by
from sellers.selectors.calendar import kept_holidays

DAYS_TO_ACCEPT = 2


def ready_days_of(products: Iterable[Product]) -> int:
    """Working days until all of these are ready: what the slowest says of itself, else its firm, else the house's "usually"."""
    return max((product.ready_days or product.seller.ready_days or USUAL_READY_DAYS for product in products), default=USUAL_READY_DAYS)


def ready_day(start: date, working_days: int | None) -> date:
    """The day by which what was begun on `start` should leave, past weekends and the hub's holidays; None is "usually"."""
    return ready_by(start, working_days or USUAL_READY_DAYS, kept_holidays())


def accept_day(start: date, working_days: int | None) -> date:
    """The day by which the seller should accept: never after the goods should be ready."""
    return min(start + timedelta(days=DAYS_TO_ACCEPT), ready_day(start, working_days))
