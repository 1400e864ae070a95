from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from marketplace.hubs.context import current_hub
from sellers.models import Holiday


def hub_zone() -> ZoneInfo:
    return ZoneInfo(current_hub().time_zone)


def holidays() -> frozenset[date]:
    """The days the desk of this hub is closed, beside Saturdays and Sundays."""
    return frozenset(Holiday.objects.values_list("day", flat=True))
