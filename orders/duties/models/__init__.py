from orders.duties.models.admission import AdmissionRule
from orders.duties.models.dated import MarketRow
from orders.duties.models.limit import RegimeLimit
from orders.duties.models.listed import ListedGoods
from orders.duties.models.market import Market
from orders.duties.models.rate import TaxRate

__all__ = ["AdmissionRule", "ListedGoods", "Market", "MarketRow", "RegimeLimit", "TaxRate"]
