from orders.logistics.models.carrier import CarrierAccess, CarrierMessage
from orders.logistics.models.figure import Figure
from orders.logistics.models.lot import FreightLot, LotShare
from orders.logistics.models.quote import Quote, QuoteOption
from orders.logistics.models.rate_card import RateBreak, RateCard, Surcharge
from orders.logistics.models.standing import ContainerType, InsuranceRate, RateBookStamp
from orders.logistics.models.travel import TravelCost, TravelEvent, TravelPiece

__all__ = [
    "CarrierAccess",
    "CarrierMessage",
    "ContainerType",
    "Figure",
    "FreightLot",
    "InsuranceRate",
    "LotShare",
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
