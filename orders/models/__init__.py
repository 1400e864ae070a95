from orders.models.cart import Cart, CartLine
from orders.models.checkout import Checkout
from orders.models.group import OrderGroup
from orders.models.inquiry import DeliveryInquiry
from orders.models.order import Order, OrderLine

__all__ = ["Cart", "CartLine", "Checkout", "DeliveryInquiry", "Order", "OrderGroup", "OrderLine"]
