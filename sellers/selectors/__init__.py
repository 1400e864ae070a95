from sellers.selectors.evidence import (
    Item,
    items_for_application,
    items_for_codes,
    items_for_goods,
    missing_evidence_for_listing,
    missing_of,
)
from sellers.selectors.gaps import Gap, gaps_of
from sellers.selectors.sellers import approved_sellers, get_seller_for, seller_for, sellers_of

__all__ = [
    "Gap",
    "Item",
    "approved_sellers",
    "gaps_of",
    "get_seller_for",
    "items_for_application",
    "items_for_codes",
    "items_for_goods",
    "missing_evidence_for_listing",
    "missing_of",
    "seller_for",
    "sellers_of",
]
