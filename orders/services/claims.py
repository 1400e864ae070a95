"""Claiming units of a flash sale. The hold is the claim: one statement, durable when it is answered. The cart takes it in when it is next
looked at, and checkout hands it over to the order; a claim that nobody orders is free for others when its time is over."""

from __future__ import annotations

import hashlib
import time
from datetime import timedelta
from secrets import token_urlsafe

from django.db import transaction
from django.utils import timezone

from catalog.campaigns.models import FlashSale
from marketplace.accounts.models import User
from marketplace.allocation import services as allocation
from marketplace.allocation.exceptions import NotEnough
from marketplace.hubs.context import current_hub
from orders.exceptions import ClaimOver, SaleNotOpen, SoldOut, WishReused
from orders.models import Cart, CartLine
from orders.selectors.claims import CLAIM, Claim, Claimed, claim_under, claims_of, holder_of

KNOWN_FOR = 2.0  # seconds a process remembers a sale's terms
SOLD_OUT_FOR = 0.5  # and that everything is claimed: thousands ask in the second after, and one unit may come back

_sales: dict[tuple[int, str], tuple[float, FlashSale]] = {}
_sold_out: dict[tuple[int, str], float] = {}


def is_sold_out(slug: str) -> bool:
    """Whether this process heard so within the last half second: no question to the database, and none to the session."""
    return _sold_out.get((current_hub().pk, slug), 0.0) > time.monotonic()


def get_sale(slug: str) -> FlashSale:
    """The sale's terms, which change with nobody's claim. Raises FlashSale.DoesNotExist."""
    known = _sales.get((current_hub().pk, slug))
    if known and known[0] > time.monotonic():
        return known[1]
    sale = FlashSale.objects.select_related("variant").get(slug=slug)
    if len(_sales) > 1000:
        _sales.clear()
    _sales[current_hub().pk, slug] = (time.monotonic() + KNOWN_FOR, sale)
    return sale


def claim_units(*, sale: FlashSale, quantity: int, by: User, wish: str = "") -> Claim:
    """Hold so many units for the buyer; the same wish again gives the same claim. Raises SaleNotOpen, SoldOut, LimitReached, ClaimOver,
    and WishReused where the wish was for another quantity."""
    now = timezone.now()
    if not sale.is_open(now):
        raise SaleNotOpen(sale)
    claim = Claim(_key_of(wish, sale, by), quantity, now + timedelta(minutes=sale.hold_minutes))
    try:
        is_new = allocation.claim(
            sale.thing, quantity=quantity, most=sale.per_buyer, holder=holder_of(by.pk), key=claim.key, until=claim.until
        )
    except NotEnough as refusal:
        if not refusal.shorts[0].free:
            _sold_out[current_hub().pk, sale.slug] = time.monotonic() + SOLD_OUT_FOR
        raise SoldOut(sale, refusal.shorts[0].free) from refusal
    return claim if is_new else _claim_of_before(claim)


def _key_of(wish: str, sale: FlashSale, by: User) -> str:
    """A wish belongs to one buyer and one sale, whatever others call theirs."""
    if not wish:
        return f"{CLAIM}{token_urlsafe(12)}"
    return f"{CLAIM}{hashlib.sha256(f'{by.pk} {sale.slug} {wish}'.encode()).hexdigest()[:40]}"


def _claim_of_before(claim: Claim) -> Claim:
    standing = claim_under(claim.key)
    if standing is None:
        raise ClaimOver(claim.key)
    if standing.quantity != claim.quantity:
        raise WishReused(claim.key)
    return standing


def give_up_claims(*, user_id: int | None, variant_id: int) -> None:
    """Give back what the member claimed of the variant."""
    for claim in claims_of(user_id).get(variant_id, Claimed()).claims:
        allocation.release(claim.key)


@transaction.atomic
def bring_claims(*, cart: Cart) -> dict[int, Claimed]:
    """Put what the member claimed into the cart: a line holds at least as many as are theirs. Returns the claims."""
    claims = claims_of(cart.user_id)
    if not claims:
        return claims
    lines = {line.variant_id: line for line in CartLine.objects.filter(cart=cart, variant_id__in=claims)}
    for variant_id, claimed in claims.items():
        line = lines.get(variant_id)
        if line is None:
            CartLine.objects.get_or_create(cart=cart, variant_id=variant_id, defaults={"quantity": claimed.quantity})
        elif line.is_saved or line.quantity < claimed.quantity:
            line.quantity, line.is_saved = max(claimed.quantity, 0 if line.is_saved else line.quantity), False
            line.seen_amount = None  # of another quantity
            line.save(update_fields=["quantity", "is_saved", "seen_amount"])
    return claims
