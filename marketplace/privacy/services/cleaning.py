"""What has had its time is deleted in the night: for every holding that can be cleaned, by the row in force for its period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from marketplace.history.services import record
from marketplace.privacy.keeping import Kept, periods_in_force
from marketplace.privacy.models import KeepingPeriod
from marketplace.privacy.registry import holdings


@dataclass(frozen=True)
class Swept:
    """What one holding gave up, or would. `days` is None where no row says how long it stays: then nothing was looked at."""

    code: str
    days: int | None
    before: datetime | None
    count: int


def clean(*, now: datetime | None = None, dry: bool = False) -> list[Swept]:
    """Delete what is older than its period in the current hub; a dry run only counts. The history has the counts. Run twice, the second
    finds nothing."""
    now, found = now or timezone.now(), periods_in_force()
    return [_sweep(holding.code, holding.sweep, found.get(holding.period), now, dry) for holding in holdings() if holding.sweep is not None]


def _sweep(code: str, sweep, kept: Kept | None, now: datetime, dry: bool) -> Swept:
    if kept is None:
        return Swept(code, None, None, 0)
    before = now - timedelta(days=kept.days)
    swept = Swept(code, kept.days, before, sweep(before, dry))
    if swept.count and not dry:
        row = KeepingPeriod.objects.get(pk=kept.pk)
        record(subject=row, action="privacy.swept", after={"holding": code, "rows": swept.count, "before": before, "days": kept.days})
    return swept
