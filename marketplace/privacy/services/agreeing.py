"""That somebody agreed to the privacy notice, with its version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from marketplace.privacy.enums import Agreed
from marketplace.privacy.models import AgreedNotice
from marketplace.privacy.notice import keep_text

if TYPE_CHECKING:
    from marketplace.accounts.models import User


def note_agreed(*, what: Agreed, ip: str | None, user: User | None = None, order: str = "") -> AgreedNotice:
    """Written in the caller's transaction; a guest's order agrees once."""
    notice, text_hash = keep_text()
    facts = {"version": notice.version, "language": notice.language, "text_hash": text_hash, "ip": ip or None}
    if order:
        return AgreedNotice.objects.get_or_create(order_number=order, defaults={"what": what, **facts})[0]
    return AgreedNotice.objects.create(what=what, user=user, **facts)
