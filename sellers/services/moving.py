from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.history.services import record
from sellers.enums import MOVES, SellerState
from sellers.exceptions import WrongState
from sellers.models import Seller

if TYPE_CHECKING:
    from marketplace.accounts.models import User


def move(*, seller: Seller, to: SellerState, by: User, note: str = "", after: dict[str, Any] | None = None, **facts: Any) -> Seller:
    """The one door through which a seller's state changes. `seller` is a locked row; `facts` are columns that change with it,
    `after` what else the log shall say. Raises WrongState."""
    if to not in MOVES[SellerState(seller.state)]:
        raise WrongState
    before = seller.state
    seller.state = to
    for name, value in facts.items():
        setattr(seller, name, value)
    seller.save(update_fields=["state", *facts])
    record(
        subject=seller,
        action=f"seller.{to}",
        by=by,
        before={"state": before},
        after={"state": to, **(after or {})},
        note=note,
    )
    return seller
