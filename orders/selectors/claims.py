"""What a member has claimed in flash sales and not yet ordered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, Sum
from django.db.models.functions import Now

from catalog.campaigns.models import FLASH, FlashSale
from marketplace.allocation.enums import HoldState
from marketplace.allocation.models import Hold

CLAIM = "claim:"


@dataclass(frozen=True)
class Claim:
    """Units held under a key until a moment."""

    key: str
    quantity: int
    until: datetime


@dataclass(frozen=True)
class Claimed:
    """All that a member has claimed of one variant, the first to run out first."""

    claims: tuple[Claim, ...] = ()

    @property
    def quantity(self) -> int:
        return sum(claim.quantity for claim in self.claims)

    @property
    def until(self) -> datetime | None:
        return self.claims[0].until if self.claims else None

    def within(self, quantity: int) -> Claimed:
        """Those that go into an order of so many; a claim is taken whole."""
        taken: list[Claim] = []
        for claim in self.claims:
            if sum(one.quantity for one in taken) + claim.quantity <= quantity:
                taken.append(claim)
        return Claimed(tuple(taken))


NOTHING = Claimed()


def holder_of(user_id: int) -> str:
    return f"user:{user_id}"


def claim_under(key: str) -> Claim | None:
    """What is still held under this key; None once it was ordered, given back or ran out."""
    rows = Hold.objects.filter(key=key, state=HoldState.HELD, expires_at__gt=Now(), pool__subject=FLASH)
    found = rows.aggregate(units=Sum("quantity"), until=Min("expires_at"))
    return Claim(key, found["units"], found["until"]) if found["units"] else None


def claims_of(user_id: int | None) -> dict[int, Claimed]:
    """By variant. One query where there is nothing, two where there is."""
    if not user_id:
        return {}
    rows = Hold.objects.filter(
        holder=holder_of(user_id),
        state=HoldState.HELD,
        expires_at__gt=Now(),
        key__startswith=CLAIM,
        pool__subject=FLASH,
    )
    # One claim may have its units from several shares.
    by_key = rows.values("pool__key", "key").annotate(units=Sum("quantity"), until=Min("expires_at")).order_by("until", "key")
    found = list(by_key.values_list("pool__key", "key", "units", "until"))
    if not found:
        return {}
    variants = dict(FlashSale.objects.filter(slug__in={slug for slug, *_ in found}).values_list("slug", "variant"))
    claims: dict[int, list[Claim]] = {}
    for slug, key, quantity, until in found:
        claims.setdefault(variants[slug], []).append(Claim(key, quantity, until))
    return {variant_id: Claimed(tuple(mine)) for variant_id, mine in claims.items()}
