"""What was looked for and not found, counted by day: what to list next, which words to call equal. Whoever typed it is not kept."""

from __future__ import annotations

import re
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from catalog.search.models import LONGEST_TERM, SearchMiss
from marketplace.hubs.context import current_hub

KEPT_FOR = timedelta(days=180)
MOST_A_DAY = 2000  # different ones of a hub: a machine that types at random fills no table

# An address, or a number that could be a telephone's, a card's or a person's: nobody looks for goods by it.
_PERSONAL = re.compile(r"@|www\.|://|\d(?:[\s.-]?\d){5,}")

_COUNT = """
    INSERT INTO search_searchmiss (hub_id, words, language, day, times, nearest)
    SELECT %s, %s, %s, %s, 1, %s
    WHERE (SELECT count(*) FROM search_searchmiss WHERE hub_id = %s AND day = %s) < %s
    ON CONFLICT (hub_id, day, language, words) DO UPDATE SET times = search_searchmiss.times + 1, nearest = EXCLUDED.nearest
"""


def note_miss(*, words: str, language: str, nearest: str = "") -> bool:
    """Count a search that found nothing. Returns whether it was kept: what could name a person is not."""
    said = " ".join(words.casefold().split())[:LONGEST_TERM]
    if len(said) < 2 or _PERSONAL.search(said):
        return False
    hub, today = current_hub().pk, timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [hub, said, language, today, nearest[:LONGEST_TERM], hub, today, MOST_A_DAY])
        return bool(cursor.rowcount)


def forget_old_misses() -> int:
    """Nobody learns anything from the searches of last year."""
    return SearchMiss.objects.filter(day__lt=timezone.localdate() - KEPT_FOR).delete()[0]
