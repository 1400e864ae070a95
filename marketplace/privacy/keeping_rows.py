"""Periods as they begin: what the rooms declared, unverified, until two officers put a newer row in force."""

from __future__ import annotations

from datetime import date
from typing import Any

from marketplace.privacy.registry import periods

FROM = date(2026, 11, 23)


def ensure_periods(apps: Any = None, **_kwargs: Any) -> None:
    """A row for every period that has none yet in a hub. Runs after every migrate; what officers keep is left alone."""
    try:
        rows = apps.get_model("privacy", "KeepingPeriod")._base_manager
        hubs = list(apps.get_model("hubs", "Hub").objects.all())
    except LookupError:  # migrated to a state before this room
        return
    for hub in hubs:
        known = set(rows.filter(hub=hub).values_list("code", flat=True))
        for period in periods():
            if period.code not in known:
                facts = {"days": period.days, "source": period.source, "source_date": period.source_date, "confidence": "unverified"}
                rows.create(hub=hub, code=period.code, state="in_force", valid_from=FROM, **facts)
