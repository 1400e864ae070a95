"""Making and ending rules. Money of the marketplace is promised by two officers; a seller's own by the seller alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalog.models import Category, Product
from marketplace.accounts.models import User
from marketplace.allocation import services as allocation
from marketplace.history.selectors import entries_for
from marketplace.history.services import record
from orders.discounts.codes import key_of
from orders.discounts.enums import DiscountState, Keeper
from orders.discounts.exceptions import ChangedMeanwhile, NotAsItStands, NotItsKeeper, SecondOfficer
from orders.discounts.models import Discount
from orders.discounts.selectors import forget_terms
from orders.discounts.services.using import NO_LIMIT

SHARES = 8  # docs/decisions/allocation.md
TOLD = (
    *("name", "code", "percent", "amount", "currency", "minimum_amount", "seller_id", "campaign_id", "house_percent", "is_of_campaign"),
    *("starts_at", "ends_at", "total_limit", "buyer_limit"),
)


def facts_of(discount: Discount) -> dict[str, Any]:
    """What the rule says, for the history."""
    return {name: getattr(discount, name) for name in TOLD if getattr(discount, name) not in (None, "")}


@transaction.atomic
def make_discount(*, discount: Discount, categories: Iterable[Category] = (), products: Iterable[Product] = (), by: User) -> Discount:
    """A seller's own rule, in force from its first moment on; the firm pays all of it. `discount` is checked and not saved. Raises
    NotItsKeeper for products of another firm."""
    products = list(products)
    if any(product.seller_id != discount.seller_id for product in products):
        raise NotItsKeeper(discount)
    discount.keeper, discount.house_percent, discount.made_by = Keeper.SELLER, 0, by
    discount.code_key = key_of(discount.code)
    discount.save()
    discount.categories.set(categories)
    discount.products.set(products)
    _put_in_force(discount)
    record(subject=discount, action="discount.made", by=by, after=_with_scope(discount))
    _tell()
    return discount


@transaction.atomic
def propose_discount(*, discount: Discount, by: User) -> Discount:
    """An officer's proposal, new or changed; nothing is taken off by it yet. Raises NotAsItStands for one that is no proposal any more."""
    before = {}
    if discount.pk:
        before = facts_of(_locked(discount, DiscountState.PROPOSED))
    discount.keeper, discount.state, discount.made_by = Keeper.STAFF, DiscountState.PROPOSED, by
    discount.code_key = key_of(discount.code)
    discount.save()
    record(subject=discount, action="discount.proposed", by=by, before=before, after=facts_of(discount))
    return discount


@transaction.atomic
def confirm_discount(*, discount: Discount, by: User, seen_at: datetime | None = None) -> Discount:
    """The second officer's word. Where a firm pays a part it is asked now, and the rule waits for it. `seen_at` is when the officer was
    shown it. Raises NotAsItStands, SecondOfficer, ChangedMeanwhile."""
    discount = _locked(discount, DiscountState.PROPOSED)
    if discount.made_by_id is None or discount.made_by_id == by.pk:
        raise SecondOfficer(discount)
    if seen_at is not None and entries_for(discount).filter(at__gt=seen_at).exists():
        raise ChangedMeanwhile(discount)
    discount.state = DiscountState.IN_FORCE if discount.house_percent == 100 else DiscountState.OFFERED
    discount.confirmed_by, discount.confirmed_at = by, timezone.now()
    discount.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    _open(discount)
    record(subject=discount, action="discount.confirmed", by=by, after={**_with_scope(discount), "state": discount.state})
    _tell()
    return discount


@transaction.atomic
def agree_to_discount(*, discount: Discount, by: User) -> Discount:
    """The firm takes its part of what the marketplace proposed. Raises NotAsItStands where it is not asked any more."""
    discount = _locked(discount, DiscountState.OFFERED)
    discount.state, discount.agreed_by, discount.agreed_at = DiscountState.IN_FORCE, by, timezone.now()
    discount.save(update_fields=["state", "agreed_by", "agreed_at"])
    record(subject=discount, action="discount.agreed", by=by, after={"house_percent": discount.house_percent})
    _tell()
    return discount


@transaction.atomic
def end_discount(*, discount: Discount, by: User, reason: str = "", is_keeper: bool = True) -> Discount:
    """It counts for no order placed from now on; who has placed one keeps it. What had not begun is taken back. Raises NotAsItStands where
    it is over, NotItsKeeper where a firm ends what it was not asked to pay."""
    discount = Discount.objects.select_for_update().get(pk=discount.pk)
    now = timezone.now()
    if discount.state == DiscountState.WITHDRAWN or discount.ends_at <= now:
        raise NotAsItStands(discount)
    if not is_keeper and discount.state not in (DiscountState.OFFERED, DiscountState.IN_FORCE):
        raise NotItsKeeper(discount)
    before = {"state": discount.state, "ends_at": discount.ends_at}
    if discount.state != DiscountState.IN_FORCE or discount.starts_at >= now:
        discount.state = DiscountState.WITHDRAWN
    else:
        discount.ends_at = now
    discount.save(update_fields=["state", "ends_at"])
    after = {"state": discount.state, "ends_at": discount.ends_at}
    record(subject=discount, action="discount.ended", by=by, before=before, after=after, note=reason)
    _tell()
    return discount


def stand(discount: Discount) -> Discount:
    """Put a rule in force that a demonstration shows: nobody proposed it, nobody confirms it."""
    discount.code_key = key_of(discount.code)
    discount.save()
    _put_in_force(discount)
    _tell()
    return discount


def _tell() -> None:
    """This process hears of it now, and once more when others may see it: a cart read meanwhile has kept what stood before."""
    forget_terms()
    transaction.on_commit(forget_terms)


def _put_in_force(discount: Discount) -> None:
    """After its goods were named: from here on they stay (migration 0002)."""
    discount.state = DiscountState.IN_FORCE
    discount.save(update_fields=["state"])
    _open(discount)


def _open(discount: Discount) -> None:
    """Its uses lie in shares, so that buyers who press at once do not queue (docs/decisions/allocation.md)."""
    if discount.is_limited:
        uses = discount.total_limit or NO_LIMIT
        allocation.open_split(discount.thing, on_hand=uses, shares=min(SHARES, uses))


def _locked(discount: Discount, state: DiscountState) -> Discount:
    found = Discount.objects.select_for_update().get(pk=discount.pk)
    if found.state != state:
        raise NotAsItStands(found)
    return found


def _with_scope(discount: Discount) -> dict[str, Any]:
    shelves = list(discount.categories.order_by("path").values_list("path", flat=True))
    products = list(discount.products.order_by("slug").values_list("slug", flat=True))
    return {**facts_of(discount), **({"shelves": shelves} if shelves else {}), **({"products": products} if products else {})}
