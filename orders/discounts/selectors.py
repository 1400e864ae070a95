"""The rules that count now, and what of them is left. What counts by itself is kept in the process for some seconds: every cart asks."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable

from django.conf import settings
from django.db.models import Count, Prefetch, QuerySet, Sum
from django.http import Http404
from django.utils import timezone

from catalog.campaigns.models import Block
from catalog.models import Category
from marketplace.accounts.models import User
from marketplace.allocation.models import Allowance
from marketplace.allocation.selectors import free
from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.discounts.codes import key_of
from orders.discounts.enums import DiscountState, Keeper, UseState
from orders.discounts.models import Discount, DiscountUse
from orders.discounts.models.discount import SUBJECT
from orders.discounts.terms import Terms
from sellers.models import Seller
from sellers.selectors.sellers import sellers_of

LARGEST_ID = 2**63 - 1
KEPT_FOR = 5.0  # seconds that a rule made or ended in another process is not heard of
NAMES = {code: f"name_{code.replace('-', '_')}" for code, _name in settings.LANGUAGES}

_kept: dict[int, tuple[float, list[Terms]]] = {}


def standing_terms() -> list[Terms]:
    """Those that count by themselves, now or before they are asked for again."""
    hub = current_hub().pk
    until, known = _kept.get(hub, (0.0, []))
    if until < time.monotonic():
        known = terms_of(Discount.objects.filter(state=DiscountState.IN_FORCE, code_key="", ends_at__gt=timezone.now()))
        _kept[hub] = (time.monotonic() + KEPT_FOR, known)
    return known


def forget_terms() -> None:
    """After a change: this process reads them anew."""
    _kept.clear()


def terms_under(typed: str) -> Terms | None:
    """The rule that this code stands for, in force at whatever time; None where no rule does."""
    key = key_of(typed)
    found = terms_of(Discount.objects.filter(state=DiscountState.IN_FORCE, code_key=key)) if key else []
    return found[0] if found else None


def terms_of(rules: QuerySet[Discount]) -> list[Terms]:
    """As they are reckoned with; four statements at most, however many."""
    products = Prefetch("campaign__blocks", Block.objects.prefetch_related("products"))
    found = list(rules.select_related("campaign").prefetch_related("categories", "products", products).order_by("pk"))
    shelves = _with_all_below({category.path for rule in found for category in rule.categories.all()})
    return [_terms(rule, shelves) for rule in found]


def _terms(rule: Discount, shelves: dict[str, set[int]]) -> Terms:
    categories = {pk for category in rule.categories.all() for pk in shelves[category.path]}
    products = {product.pk for product in rule.products.all()}
    if rule.campaign_id:
        products |= {product.pk for block in rule.campaign.blocks.all() for product in block.products.all()}
    return Terms(
        id=rule.pk,
        code=rule.code,
        names={code: getattr(rule, field) for code, field in NAMES.items() if getattr(rule, field)},
        percent=rule.percent,
        off=rule.off,
        minimum=rule.minimum,
        seller_id=rule.seller_id,
        has_scope=bool(rule.campaign_id or categories or products),
        categories=frozenset(categories),
        products=frozenset(products),
        house_percent=rule.house_percent,
        payer=rule.payer,
        starts_at=rule.starts_at,
        ends_at=rule.ends_at,
        thing=rule.thing,
        total_limit=rule.total_limit,
        buyer_limit=rule.buyer_limit,
    )


def _with_all_below(paths: Collection[str]) -> dict[str, set[int]]:
    """By path, the shelf and every one below it."""
    if not paths:
        return {}
    rows = list(Category.objects.values_list("pk", "path"))
    return {path: {pk for pk, below in rows if below.startswith(path)} for path in paths}


def used_up(rules: Iterable[Terms], buyer: str) -> dict[int, bool]:
    """Those of the rules that cannot count once more, and whether it is this buyer's own limit that is reached. Two statements at most,
    none where no rule has a limit. `buyer` may be empty: nobody knows yet who buys."""
    limited = [terms for terms in rules if terms.is_limited]
    if not limited:
        return {}
    left = free([terms.thing for terms in limited])
    gone = {terms.id: False for terms in limited if left.get(terms.thing, 0) < 1}
    ours = {terms.thing.key: terms for terms in limited if terms.buyer_limit is not None}
    if buyer and ours:
        had = Allowance.objects.filter(subject=SUBJECT, key__in=list(ours), holder=buyer).values_list("key", "taken")
        gone |= {ours[key].id: True for key, taken in had if taken >= ours[key].buyer_limit}
    return gone


def _of(rules: QuerySet[Discount]) -> QuerySet[Discount]:
    """What a firm keeps, and what the marketplace asked it to share."""
    return rules.exclude(keeper=Keeper.STAFF, house_percent=100).exclude(state=DiscountState.PROPOSED).order_by("-pk")


def discounts_of(seller: Seller) -> QuerySet[Discount]:
    """What the firm keeps, and what the marketplace asked it to share; the newest first."""
    return _of(Discount.objects.filter(seller=seller))


def get_discount_for(seller: Seller, pk: int) -> Discount:
    """Raises Http404."""
    return _one(discounts_of(seller), pk)


def get_own_discount(user: User, pk: int) -> Discount:
    """Of any firm this person works for. Raises Http404."""
    return _one(_of(Discount.objects.filter(seller__in=sellers_of(user))), pk)


def _one(rules: QuerySet[Discount], pk: int) -> Discount:
    found = rules.filter(pk=pk).prefetch_related("categories", "products").first() if pk <= LARGEST_ID else None
    if found is None:
        raise Http404
    return found


def cost_of(rules: Collection[int]) -> dict[int, list[tuple[Money, Money, int]]]:
    """By rule and currency, what it took off in sales that were paid or still are, how much of that the house paid, and how often. What
    went back since stands in the books."""
    uses = DiscountUse.objects.filter(discount__in=list(rules)).exclude(state=UseState.RETURNED).order_by()
    rows = uses.values("discount", "currency").annotate(off=Sum("amount"), house=Sum("house_amount"), times=Count("pk"))
    found: dict[int, list[tuple[Money, Money, int]]] = {}
    for row in rows.order_by("discount", "currency"):
        amounts = [Money(row[name], row["currency"]).rounded() for name in ("off", "house")]
        found.setdefault(row["discount"], []).append((*amounts, row["times"]))
    return found
