from orders.discounts.models.discount import Discount
from orders.discounts.models.use import DiscountUse

__all__ = ["Discount", "DiscountUse"]
