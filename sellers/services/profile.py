"""What a firm may change about itself at any time: its story, how it is reached, how soon its goods leave. Name, numbers and account go
through RDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from marketplace.history.services import record
from sellers.exceptions import OwnerNeeded
from sellers.models import Seller
from sellers.selectors.sellers import is_owner

if TYPE_CHECKING:
    from marketplace.accounts.models import User

STORIES = ("story_en", "story_zh_hans", "story_fr", "story_rw")
CHANGEABLE = (*STORIES, "contact_name", "contact_phone", "contact_email", "language", "ready_days")


@transaction.atomic
def save_profile(*, seller: Seller, by: User, **values: str | int | None) -> Seller:
    """Write the changed facts and note them. Raises OwnerNeeded for staff of the firm."""
    if not is_owner(by, seller):
        raise OwnerNeeded
    seller = Seller.objects.locked().get(pk=seller.pk)
    before, after = {}, {}
    for name in CHANGEABLE:
        old, new = getattr(seller, name) or "", values.get(name) or ""
        if name in values and str(old) != str(new):
            setattr(seller, name, values[name])
            before[name], after[name] = str(old), str(new)
    if after:
        seller.save(update_fields=list(after))
        record(subject=seller, action="seller.saved.contact", by=by, before=before, after=after)
    return seller
