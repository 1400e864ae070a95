from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from catalog.models import PriceProposal, ProposalState
from sellers.models import Seller


def proposals_for(seller: Seller) -> QuerySet[PriceProposal]:
    """The prices proposed to the firm and not decided yet, listing by listing."""
    rows = PriceProposal.objects.filter(variant__product__seller=seller, variant__product__removed_at=None, state=ProposalState.OPEN)
    return rows.select_related("variant__product", "rate").order_by("variant__product", "variant__position", "variant", "currency")


def with_proposals() -> Prefetch:
    """For variants: the proposals that wait for their seller, each with its rate, as `proposed`."""
    rows = PriceProposal.objects.filter(state=ProposalState.OPEN).select_related("rate").order_by("currency")
    return Prefetch("proposals", rows, to_attr="proposed")
