from orders.trade.models.offer import Offer, Terms
from orders.trade.models.request import QuotationRequest, RequestMatch
from orders.trade.models.sample import Sample

__all__ = ["Offer", "QuotationRequest", "RequestMatch", "Sample", "Terms"]
