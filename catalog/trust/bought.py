"""Who bought what, and has it: asked of the room above, which registers who can tell, from its AppConfig.ready().

bought.register(Teller(of_line=…, of_member=…))

A purchase is a line of an order whose parcel arrived (its buyer or its carrier said so), of which something was kept and not called off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from marketplace.accounts.models import User


@dataclass(frozen=True, slots=True)
class Purchase:
    """A line of an order that has arrived."""

    line: int
    product_id: int
    variant_id: int
    name: str  # of goods and variant, in the reader's language
    photo_url: str
    order: str
    order_url: str
    buyer: str  # as the order names them; never shown whole
    email: str
    language: str
    user_id: int | None
    arrived_at: datetime
    is_demonstration: bool


@dataclass(frozen=True, slots=True)
class Teller:
    """`of_line` answers for whoever may see the order (a member, a guest with its key); None for everybody else."""

    of_line: Callable[[HttpRequest, int], Purchase | None]
    of_member: Callable[[User], Sequence[Purchase]]


_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    if teller not in _tellers:
        _tellers.append(teller)


def purchase_for(request: HttpRequest, line: int) -> Purchase | None:
    """The purchase of this order line, if whoever asks bought it and it has arrived."""
    return next((found for teller in _tellers if (found := teller.of_line(request, line))), None)


def purchases_of(user: User) -> list[Purchase]:
    """What has arrived of this member, the newest first."""
    found = [purchase for teller in _tellers for purchase in teller.of_member(user)]
    return sorted(found, key=lambda purchase: (purchase.arrived_at, purchase.line), reverse=True)
