"""The promise to applicants: an answer within five working days, counted in the hub's own time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

PROMISE_DAYS = 5


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


def due_after(start: datetime, days: int, *, zone: ZoneInfo, holidays: Collection[date]) -> datetime:
    """The moment `days` working days after `start`. What arrives on a closed day begins at the next opening day's midnight."""
    local = start.astimezone(zone)
    if not is_working_day(local.date(), holidays):
        local = datetime.combine(local.date(), time.min, zone)
        while not is_working_day(local.date(), holidays):
            local = datetime.combine(local.date() + timedelta(days=1), time.min, zone)
    day = local.date()
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day, holidays)
    return datetime.combine(day, local.time(), zone)


def working_days_between(start: datetime, end: datetime, *, zone: ZoneInfo, holidays: Collection[date]) -> int:
    """Working days that begin after `start`'s day, up to and with `end`'s day; negative when the end is past."""
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    if last < first:
        return -working_days_between(end, start, zone=zone, holidays=holidays)
    return sum(is_working_day(first + timedelta(days=n), holidays) for n in range(1, (last - first).days + 1))


@dataclass(frozen=True)
class ClockState:
    """What the desk's badge says."""

    text: str
    kind: str  # good, warn, bad


def clock_of(due_at: datetime, now: datetime, *, zone: ZoneInfo, holidays: Collection[date]) -> ClockState:
    if now > due_at:
        return ClockState(_("Over the clock"), "bad")
    left = working_days_between(now, due_at, zone=zone, holidays=holidays)
    if left == 0:
        return ClockState(_("Due today"), "warn")
    return ClockState(ngettext("%(days)d day left", "%(days)d days left", left) % {"days": left}, "warn" if left == 1 else "good")


def age_of(start: datetime, now: datetime) -> str:
    """Days and hours since: 6 d 4 h."""
    age = max(now - start, timedelta())
    return _("%(days)d d %(hours)d h") % {"days": age.days, "hours": age.seconds // 3600}
