"""How soon a firm answers a first question, counted on the working calendar of its hub.

A working day counts with all its hours: the calendar says which days are closed, not from when to when a firm works. Questions without an
answer count with the time they have waited until now, so that silence does not make a firm look quick."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from orders.talk.models import Thread
from sellers.clock import is_working_day
from sellers.models import Seller
from sellers.selectors.calendar import holidays, hub_zone

COUNTED = timedelta(days=90)
FEWEST = 5  # conversations; fewer say nothing


def working_minutes(start: datetime, end: datetime, *, zone: ZoneInfo, closed: Collection[date]) -> float:
    """Minutes between the two that fall on working days of that zone; 0 where the end is not after the start."""
    total, day = timedelta(), start.astimezone(zone).date()
    while (begins := datetime.combine(day, time.min, zone)) < end:
        ends = datetime.combine(day + timedelta(days=1), time.min, zone)
        if is_working_day(day, closed):
            total += max(min(end, ends) - max(start, begins), timedelta())
        day += timedelta(days=1)
    return total.total_seconds() / 60


@transaction.atomic
def count_answer_times() -> int:
    """Write beside every firm of the hub within how many hours it usually answers: the median of the last 90 days, of five conversations at
    least. Returns how many firms' figures changed."""
    now, zone, closed = timezone.now(), hub_zone(), holidays()
    asked = Thread.objects.filter(first_asked_at__gte=now - COUNTED).values_list("seller", "first_asked_at", "first_answered_at")
    minutes: dict[int, list[float]] = defaultdict(list)
    for seller, first, answer in asked:
        minutes[seller].append(working_minutes(first, answer or now, zone=zone, closed=closed))
    hours = {seller: max(1, math.ceil(median(times) / 60)) for seller, times in minutes.items() if len(times) >= FEWEST}
    changed = Seller.objects.filter(answers_within_h__isnull=False).exclude(pk__in=hours).update(answers_within_h=None)
    for seller, within in sorted(hours.items()):
        changed += Seller.objects.filter(pk=seller).exclude(answers_within_h=within).update(answers_within_h=within)
        changed += Seller.objects.filter(pk=seller, answers_within_h=None).update(answers_within_h=within)
    return changed
