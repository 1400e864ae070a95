from orders.logistics.models.approval import ApprovedRow
from orders.logistics.models.quote import Quote, QuoteOption
from orders.logistics.models.rate_card import RateBreak, RateCard, Surcharge
from orders.logistics.models.standing import ContainerType, InsuranceRate, RateBookStamp
from orders.logistics.models.travel import TravelCost, TravelEvent, TravelPiece

__all__ = [
    "ApprovedRow",
    "ContainerType",
    "InsuranceRate",
    "Quote",
    "QuoteOption",
    "RateBookStamp",
    "RateBreak",
    "RateCard",
    "Surcharge",
    "TravelCost",
    "TravelEvent",
    "TravelPiece",
]
