from orders.payments.providers.alipay.code import AlipayCode
from orders.payments.providers.alipay.provider import Alipay

__all__ = ["Alipay", "AlipayCode"]
