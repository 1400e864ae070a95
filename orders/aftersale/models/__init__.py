from orders.aftersale.models.dispute import Dispute, Statement
from orders.aftersale.models.goods_return import GoodsReturn, ReturnLine
from orders.aftersale.models.manual_refund import ManualRefund
from orders.aftersale.models.photo import CasePhoto
from orders.aftersale.models.rules import DisputeRule, ReturnRule

__all__ = ["CasePhoto", "Dispute", "DisputeRule", "GoodsReturn", "ManualRefund", "ReturnLine", "ReturnRule", "Statement"]
