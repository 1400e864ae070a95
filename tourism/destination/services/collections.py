from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.history.services import record
from tourism.destination.models import Collection, CollectionItem


@transaction.atomic
def save_items(
    *, collection: Collection, changed: Iterable[CollectionItem], removed: Iterable[CollectionItem] = (), by: User | None
) -> None:
    """Write the stops of a collection; the history keeps the order they are in then, places and articles by their addresses."""
    is_touched = False
    for item in removed:
        item.delete()
        is_touched = True
    for item in changed:
        item.collection = collection
        item.save()
        is_touched = True
    if is_touched:
        stops = collection.items.select_related("place", "article")
        order = [stop.place.slug if stop.place else stop.article.slug for stop in stops]
        record(subject=collection, action="collection.items_changed", by=by, after={"stops": order})
