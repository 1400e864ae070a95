from __future__ import annotations

from django.db.models import QuerySet

from catalog.models import PriceProposal, ProposalState
from sellers.models import Seller


def proposals_for(seller: Seller) -> QuerySet[PriceProposal]:
    """The prices proposed to the firm and not decided yet, listing by listing."""
    rows = PriceProposal.objects.filter(variant__product__seller=seller, variant__product__removed_at=None, state=ProposalState.OPEN)
    return rows.select_related("variant__product", "rate").order_by("variant__product", "variant__position", "variant", "currency")
