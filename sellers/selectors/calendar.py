from __future__ import annotations

import time
from datetime import date
from zoneinfo import ZoneInfo

from marketplace.hubs.context import current_hub
from sellers.models import Holiday


def hub_zone() -> ZoneInfo:
    return ZoneInfo(current_hub().time_zone)


def holidays() -> frozenset[date]:
    """The days the desk of this hub is closed, beside Saturdays and Sundays."""
    return frozenset(Holiday.objects.values_list("day", flat=True))


KEPT_FOR = 60.0  # seconds: how long a process may answer with the days as they were
_kept: dict[int, tuple[float, frozenset[date]]] = {}


def kept_holidays() -> frozenset[date]:
    """The same for days that many lists count by; one query a minute and process."""
    hub = current_hub()
    until, known = _kept.get(hub.pk, (0.0, frozenset()))
    if until < time.monotonic():
        known = holidays()
        _kept[hub.pk] = (time.monotonic() + KEPT_FOR, known)
    return known


def forget_holidays() -> None:
    """After a change of them: the next page reads them anew (other processes follow within a minute)."""
    _kept.clear()
