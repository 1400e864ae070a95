"""Each side may end the messages of the other, and begin again. Orders, returns and disputes have letters of their own, which go on."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.history.services import record
from orders.talk.enums import Side
from orders.talk.models import Block, Thread


@transaction.atomic
def block(*, thread: Thread, side: str, by: User) -> Block:
    """No more messages between the two, in any conversation of theirs. Twice is once."""
    whose = {"buyer_id": thread.buyer_id, "seller_id": thread.seller_id, "side": Side(side)}
    made, is_new = Block.objects.get_or_create(**whose, lifted_at=None, defaults={"by": by})
    if is_new:
        record(subject=made, action="talk.blocked", by=by, after={"side": side})
    return made


@transaction.atomic
def unblock(*, thread: Thread, side: str, by: User) -> bool:
    """This side's own block is lifted; whether there was one."""
    found = Block.objects.select_for_update().filter(buyer=thread.buyer_id, seller=thread.seller_id, side=side, lifted_at=None).first()
    if found is None:
        return False
    found.lifted_at = timezone.now()
    found.save(update_fields=["lifted_at"])
    record(subject=found, action="talk.unblocked", by=by, before={"side": side})
    return True
