from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from sellers.clock import clock_of, due_after, working_days_between

KIGALI = ZoneInfo("Africa/Kigali")
CLOSED = {date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)}


def at(day: int, hour: int = 10, month: int = 12, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=KIGALI)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (at(7), at(14)),  # Monday to Monday
        (at(11), at(18)),  # Friday over one week-end
        (at(12), datetime(2026, 12, 21, 0, tzinfo=KIGALI)),  # Saturday begins on Monday at midnight
        (at(22), at(30)),  # over Christmas
        (at(29), datetime(2027, 1, 6, 10, tzinfo=KIGALI)),  # over New Year
    ],
)
def test_five_working_days_skip_week_ends_and_holidays(start, due):
    assert due_after(start, 5, zone=KIGALI, holidays=CLOSED) == due


def test_day_is_asked_at_the_hub_not_in_utc():
    late_sunday_utc = datetime(2026, 12, 6, 22, 30, tzinfo=ZoneInfo("UTC"))  # Monday 00:30 in Kigali

    assert due_after(late_sunday_utc, 1, zone=KIGALI, holidays=CLOSED).astimezone(KIGALI).date() == date(2026, 12, 8)


def test_working_days_between_counts_begun_days():
    assert working_days_between(at(7), at(14), zone=KIGALI, holidays=CLOSED) == 5
    assert working_days_between(at(14), at(7), zone=KIGALI, holidays=CLOSED) == -5


@pytest.mark.parametrize(
    ("now", "text", "kind"),
    [
        (at(7), "5 days left", "good"),
        (at(11), "1 day left", "warn"),
        (at(14, 9), "Due today", "warn"),
        (at(14, 11), "Over the clock", "bad"),
    ],
)
def test_badge_says_how_much_is_left(now, text, kind):
    state = clock_of(at(14), now, zone=KIGALI, holidays=CLOSED)

    assert (state.text, state.kind) == (text, kind)
