"""The officers' desk for delivery: what it costs, and what buyers asked."""

from orders.logistics.admin.cards import RateCardAdmin
from orders.logistics.admin.carriers import CarrierAccessAdmin, CarrierMessageAdmin
from orders.logistics.admin.costs import TravelCostAdmin
from orders.logistics.admin.lots import FreightLotAdmin
from orders.logistics.admin.quotes import QuoteAdmin
from orders.logistics.admin.standing import ContainerTypeAdmin, InsuranceRateAdmin
from orders.logistics.admin.travel import TravelEventAdmin

__all__ = [
    "CarrierAccessAdmin",
    "CarrierMessageAdmin",
    "ContainerTypeAdmin",
    "FreightLotAdmin",
    "InsuranceRateAdmin",
    "QuoteAdmin",
    "RateCardAdmin",
    "TravelCostAdmin",
    "TravelEventAdmin",
]
