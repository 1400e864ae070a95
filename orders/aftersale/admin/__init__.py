from orders.aftersale.admin.cases import DisputeAdmin, GoodsReturnAdmin
from orders.aftersale.admin.refunds import ManualRefundAdmin
from orders.aftersale.admin.rules import DisputeRuleAdmin, ReturnRuleAdmin

__all__ = ["DisputeAdmin", "DisputeRuleAdmin", "GoodsReturnAdmin", "ManualRefundAdmin", "ReturnRuleAdmin"]
