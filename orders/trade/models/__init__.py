from orders.trade.models.call_off import CallOff, CallOffShipment
from orders.trade.models.contract import DeliveryPoint, ReferencePrice, SupplyContract
from orders.trade.models.drawing import BankAdvice, CreditDrawing
from orders.trade.models.kept_sheet import KeptSheet
from orders.trade.models.letter import LetterOfCredit, PresentedPaper
from orders.trade.models.offer import Offer, Terms
from orders.trade.models.request import QuotationRequest, RequestMatch
from orders.trade.models.sample import Sample

__all__ = [
    "BankAdvice",
    "CallOff",
    "CallOffShipment",
    "CreditDrawing",
    "DeliveryPoint",
    "KeptSheet",
    "LetterOfCredit",
    "Offer",
    "PresentedPaper",
    "QuotationRequest",
    "ReferencePrice",
    "RequestMatch",
    "Sample",
    "SupplyContract",
    "Terms",
]
