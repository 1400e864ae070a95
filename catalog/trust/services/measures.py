"""How much one person may write in a day."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from catalog.trust.exceptions import TooMany
from marketplace.accounts.models import User

DAY = timedelta(hours=24)
MOST_REVIEWS, MOST_QUESTIONS, MOST_VOTES, MOST_REPORTS = 20, 5, 100, 20
_LOCK_SPACE = 7411  # first key of the advisory lock; the second is the person


def check_measure(written: QuerySet, *, by: User, most: int, moment: str) -> None:
    """Raises TooMany where this person has `most` rows in `written` of the last 24 hours. Until the end of the transaction nobody else
    counts for them: two tabs do not both find the last place."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK_SPACE, by.pk % 2**31])
    if written.filter(by=by, **{f"{moment}__gte": timezone.now() - DAY}).count() >= most:
        raise TooMany(most)
