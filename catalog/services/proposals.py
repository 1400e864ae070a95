"""Prices in the currencies that the seller typed none in: proposed, and proposed anew when the exchange rate drifts; prices only once
the seller takes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from catalog.models import PriceProposal, Product, ProposalState, Variant, VariantPrice
from catalog.services.converting import worked_out
from catalog.services.editing import check_may_edit
from catalog.services.listings import refresh_listings
from catalog.services.price_history import note_prices
from marketplace.accounts.models import User
from marketplace.history.services import record

# How far a taken price may be from the rate of the day before a new one is proposed: our reading, until RDB says otherwise.
DRIFT = Decimal("0.02")
BATCH = 500


def propose_all(on: date | None = None) -> int:
    """For every taken price of the hub that the rates of the day have left by more than DRIFT, and every price that a new rate makes
    possible, a proposal; one that fits again is closed. Buyers see no other price than before. Returns how many are new."""
    products = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    new = 0
    for start in range(0, len(products), BATCH):
        variants = Variant.objects.filter(product__in=products[start : start + BATCH]).values_list("pk", flat=True)
        new += propose(list(variants), on)
    return new


@transaction.atomic
def propose(ids: Sequence[int], on: date | None = None) -> int:
    """The same for these variants. Returns how many proposals are new."""
    _lock(ids)
    standing = {(row.variant_id, row.currency): row for row in VariantPrice.objects.filter(variant__in=ids).exclude(converted_from="")}
    known = {(row.variant_id, row.currency): row for row in PriceProposal.objects.filter(variant__in=ids, state=ProposalState.OPEN)}
    # What the seller has looked at and left: the same price at the same rate is not proposed to them again.
    kept = set(PriceProposal.objects.filter(variant__in=ids, state=ProposalState.KEPT).values_list("variant", "currency", "rate", "amount"))
    wanted = []
    for price in worked_out(ids, on):
        place = (price.variant_id, price.currency)
        if (*place, price.rate_id, price.amount) in kept or not _is_news(standing.get(place), price):
            continue
        same = known.get(place)
        if same and (same.amount, same.rate_id, same.base_amount) == (price.amount, price.rate_id, price.base_amount):
            del known[place]
        else:
            old = standing.get(place)
            price.before = old and old.amount
            wanted.append(price)
    _close(known.values(), ProposalState.OUTDATED)
    PriceProposal.objects.bulk_create(wanted)
    return len(wanted)


def _lock(ids: Sequence[int]) -> None:
    """The variants, in one order for everybody: a price that is typed, a proposal that is taken and the nightly round take turns. Buyers,
    whose cart lines name a variant, do not wait."""
    list(Variant.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))


def _is_news(old: VariantPrice | None, new: PriceProposal) -> bool:
    """No price yet; any other price where the typed one has changed; beyond DRIFT where only the rate has."""
    if old is None:
        return True
    if (old.converted_from, old.base_amount) != (new.converted_from, new.base_amount):
        return old.amount != new.amount
    return abs(new.amount - old.amount) > old.amount * DRIFT


def _close(proposals: Iterable[PriceProposal], state: ProposalState) -> None:
    PriceProposal.objects.filter(pk__in=[row.pk for row in proposals]).update(state=state, closed_at=timezone.now())


@transaction.atomic
def take_proposals(*, proposals: Iterable[PriceProposal], by: User | None) -> int:
    """The seller takes these prices: from now on buyers see them, each with its base and rate. Those that are not open any more are left
    out. Returns how many were taken. Raises NotTheSeller, MayNotEdit; `by` None is the house itself."""
    rows = _still_open(proposals, by)
    own = {
        (price.variant_id, price.currency): price
        for price in VariantPrice.objects.filter(variant__in={row.variant_id for row in rows}, converted_from="")
    }
    prices = []
    for row in rows:
        price = VariantPrice(variant_id=row.variant_id, currency=row.currency, amount=row.amount, rate_id=row.rate_id)
        price.converted_from, price.base_amount = row.converted_from, row.base_amount
        if base := own.get((row.variant_id, row.converted_from)):
            price.is_demonstration, price.note, price.source = base.is_demonstration, base.note, base.source
        prices.append(price)
    VariantPrice.objects.bulk_create(
        prices,
        update_conflicts=True,
        unique_fields=["variant", "currency"],
        update_fields=["amount", "rate", "converted_from", "base_amount", "is_demonstration", "note", "source"],
    )
    note_prices(prices)
    _close(rows, ProposalState.TAKEN)
    _tell("price.proposal_taken", rows, by)
    refresh_listings({row.variant.product_id for row in rows})
    return len(rows)


@transaction.atomic
def keep_prices(*, proposals: Iterable[PriceProposal], by: User) -> int:
    """The seller keeps the prices they have, or none in that currency; the same is not proposed again. Returns how many
    were kept. Raises NotTheSeller, MayNotEdit."""
    rows = _still_open(proposals, by)
    _close(rows, ProposalState.KEPT)
    return len(rows)


def _still_open(proposals: Iterable[PriceProposal], by: User | None) -> list[PriceProposal]:
    found = {row.pk: row.variant_id for row in proposals}
    _lock(sorted(set(found.values())))
    rows = PriceProposal.objects.filter(pk__in=found, state=ProposalState.OPEN).select_related("variant__product__seller").order_by("pk")
    for seller in {row.variant.product.seller for row in rows} if by is not None else ():
        check_may_edit(seller, by)
    return list(rows)


def _tell(action: str, rows: Iterable[PriceProposal], by: User | None) -> None:
    """One entry a product, with what each variant costs from now on."""
    by_product: dict[int, list[PriceProposal]] = defaultdict(list)
    for row in rows:
        by_product[row.variant.product_id].append(row)
    for pk, mine in sorted(by_product.items()):
        before, after = defaultdict(list), defaultdict(list)
        for row in mine:
            after[row.variant.sku].append(str(row.money))
            if row.old:
                before[row.variant.sku].append(str(row.old))
        said = ({sku: ", ".join(amounts) for sku, amounts in side.items()} for side in (before, after))
        record(subject=Product(pk=pk), action=action, by=by, **dict(zip(("before", "after"), said, strict=True)))
