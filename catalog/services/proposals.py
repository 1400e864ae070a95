"""Prices when the exchange rate drifts: proposed anew to the seller, never changed behind their back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from catalog.models import PriceProposal, Product, ProposalState, Variant, VariantPrice
from catalog.services.listings import refresh_listings
from catalog.services.prices import worked_out
from marketplace.accounts.models import User
from marketplace.history.services import record

# How far a converted price may be from the rate of the day before a new one is proposed: our reading, until RDB says otherwise.
DRIFT = Decimal("0.02")
BATCH = 500


def propose_all(on: date | None = None) -> int:
    """For every converted price of the hub that the rates of the day have left by more than DRIFT, and every price that a new rate makes
    possible, a proposal; one that fits again is closed. Buyers see no other price than before. Returns how many are new."""
    products = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    new = 0
    for start in range(0, len(products), BATCH):
        variants = list(Variant.objects.filter(product__in=products[start : start + BATCH]).order_by("pk").values_list("pk", flat=True))
        with transaction.atomic():
            new += _propose(variants, on)
    return new


def _propose(ids: list[int], on: date | None) -> int:
    standing = {(row.variant_id, row.currency): row for row in VariantPrice.objects.filter(variant__in=ids).exclude(converted_from="")}
    open_ones = PriceProposal.objects.filter(variant__in=ids, state=ProposalState.OPEN).select_for_update().order_by("pk")
    known = {(row.variant_id, row.currency): row for row in open_ones}
    # What the seller has looked at and left: the same rate is not proposed to them again.
    kept = set(PriceProposal.objects.filter(variant__in=ids, state=ProposalState.KEPT).values_list("variant", "currency", "rate"))
    wanted = []
    for price in worked_out(ids, on):
        place = (price.variant_id, price.currency)
        if (*place, price.rate_id) in kept or not _has_drifted(standing.get(place), price):
            continue
        same = known.get(place)
        if same and (same.amount, same.rate_id) == (price.amount, price.rate_id):
            del known[place]
        else:
            wanted.append((price, standing.get(place)))
    _close(known.values(), ProposalState.OUTDATED)
    PriceProposal.objects.bulk_create(
        PriceProposal(
            variant_id=price.variant_id,
            currency=price.currency,
            before=old and old.amount,
            amount=price.amount,
            converted_from=price.converted_from,
            rate_id=price.rate_id,
        )
        for price, old in wanted
    )
    return len(wanted)


def _has_drifted(old: VariantPrice | None, new: VariantPrice) -> bool:
    return old is None or abs(new.amount - old.amount) > old.amount * DRIFT


def _close(proposals: Iterable[PriceProposal], state: ProposalState) -> None:
    PriceProposal.objects.filter(pk__in=[row.pk for row in proposals]).update(state=state, closed_at=timezone.now())


@transaction.atomic
def take_proposals(*, proposals: Iterable[PriceProposal], by: User) -> int:
    """The seller takes these prices: from now on buyers see them, each with its base and rate. Those that are not open any more are left
    out. Returns how many were taken."""
    ids = [row.pk for row in proposals]
    rows = list(
        PriceProposal.objects.filter(pk__in=ids, state=ProposalState.OPEN).select_related("variant").select_for_update(of=("self",))
    )
    for row in rows:
        own = VariantPrice.objects.filter(variant=row.variant_id, currency=row.converted_from, converted_from="").first()
        marks = {"is_demonstration": own.is_demonstration, "note": own.note, "source": own.source} if own else {}
        VariantPrice.objects.update_or_create(
            variant_id=row.variant_id,
            currency=row.currency,
            defaults={"amount": row.amount, "rate_id": row.rate_id, "converted_from": row.converted_from, **marks},
        )
        record(
            subject=Product(pk=row.variant.product_id),
            action="price.proposal_taken",
            by=by,
            before={row.variant.sku: str(row.old)} if row.old else {},
            after={row.variant.sku: str(row.money)},
        )
    _close(rows, ProposalState.TAKEN)
    refresh_listings({row.variant.product_id for row in rows})
    return len(rows)


@transaction.atomic
def keep_prices(*, proposals: Iterable[PriceProposal], by: User) -> int:
    """The seller keeps the prices they have; these rates are not proposed again. Returns how many were kept."""
    ids = [row.pk for row in proposals]
    rows = list(PriceProposal.objects.filter(pk__in=ids, state=ProposalState.OPEN).select_for_update())
    _close(rows, ProposalState.KEPT)
    return len(rows)
