"""Quotes that nobody can use any more and nothing refers to are forgotten; what they were asked for is somebody's shopping."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from orders.logistics.enums import QuoteState
from orders.logistics.models import Quote, QuoteOption

KEPT = timedelta(days=30)
BATCH = 1000

Keeper = Callable[[list[UUID]], Iterable[str]]
_keepers: list[Keeper] = []


def register_keeper(keeper: Keeper) -> None:
    """Upper rooms say in AppConfig.ready() which of these quotes they still refer to."""
    _keepers.append(keeper)


def forget_old_quotes(*, now: datetime | None = None) -> int:
    """Delete the hub's quotes, with their options, whose price ran out more than thirty days ago, or that never had one and are
    as old. A version stays while a later one of it stays. Returns how many went; run twice, the second finds nothing."""
    before = (now or timezone.now()) - KEPT
    count = 0
    while gone := _forget_round(_old(before)):
        count += gone  # each round lays the versions before free
    return count


def _old(before: datetime) -> QuerySet[Quote]:
    ran_out = Q(state=QuoteState.PRICED, valid_until__lt=before) | ~Q(state=QuoteState.PRICED)
    return Quote.objects.filter(ran_out, created_at__lt=before, superseded_by=None).order_by("created_at", "pk")


def _forget_round(old: QuerySet[Quote]) -> int:
    count, last = 0, None
    while True:
        rest = old.filter(Q(created_at__gt=last[0]) | Q(created_at=last[0], pk__gt=last[1])) if last else old
        with transaction.atomic():
            found = list(rest.select_for_update(of=("self",), skip_locked=True).values_list("created_at", "pk")[:BATCH])
            if not found:
                return count
            last = found[-1]
            numbers = [pk for _, pk in found]
            kept = {str(pk) for keeper in _keepers for pk in keeper(numbers)}
            going = [pk for pk in numbers if str(pk) not in kept]
            QuoteOption.objects.filter(quote__in=going).delete()
            Quote.objects.filter(pk__in=going).delete()
            count += len(going)
