from orders.logistics.models.approval import ApprovedRow
from orders.logistics.models.quote import Quote, QuoteOption
from orders.logistics.models.rate_card import RateBreak, RateCard, Surcharge

__all__ = ["ApprovedRow", "Quote", "QuoteOption", "RateBreak", "RateCard", "Surcharge"]
