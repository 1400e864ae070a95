"""The rules about real names as a process read them at most a minute ago: each checkout asks for the same three rows. What a row says is
frozen once it is in force, so an old answer is at worst a rule that ended within the minute."""

from __future__ import annotations

import time
from datetime import date

from django.utils import timezone

from marketplace.hubs.context import current_hub
from orders.identity.enums import Purpose
from orders.identity.exceptions import NoMinimumAge, NoRetention
from orders.identity.models import MinimumAge, RetentionRule

KEPT_FOR = 60.0  # seconds

_kept: dict[tuple, tuple[float, object]] = {}


def retention_for(purpose: Purpose, day: date) -> RetentionRule:
    """The row that counts on that day. Raises NoRetention: without one, no real name is taken."""
    found = _known(("retention", purpose, day), lambda: RetentionRule.objects.in_force_on(day).filter(purpose=purpose).first())
    if found is None:
        raise NoRetention(purpose)
    return found


def youngest_on(day: date | None = None) -> int:
    """From how many years on a person may bring goods in under their own name. Raises NoMinimumAge: without a row nobody is judged."""
    day = day or timezone.localdate()
    found = _known(("age", day), lambda: MinimumAge.objects.in_force_on(day).first())
    if found is None:
        raise NoMinimumAge
    return found.years


def forget_identity_rows() -> None:
    """After a change of rows (other processes follow within a minute)."""
    _kept.clear()


def _known(key: tuple, read):
    key = (current_hub().pk, *key)
    until, row = _kept.get(key, (0.0, None))
    if row is None or until < time.monotonic():  # a missing row is looked for each time: nothing can be sold until it is there
        row = read()
        if len(_kept) > 100:  # days go by
            _kept.clear()
        _kept[key] = (time.monotonic() + KEPT_FOR, row)
    return row
