from django.urls import path

from orders.api.views import cart, checkout, orders, quotes, reviews, sales

app_name = "orders-api"
urlpatterns = [
    path("cart/", cart.CartDoor.as_view(), name="cart"),
    path("cart/accept/", cart.CartAcceptance.as_view(), name="cart-accept"),
    path("cart/code/", cart.CartCode.as_view(), name="cart-code"),
    path("cart/lines/", cart.CartLineList.as_view(), name="cart-line-list"),
    path("cart/lines/<int:variant>/", cart.CartLineDetail.as_view(), name="cart-line-detail"),
    path("quotes/", quotes.QuoteList.as_view(), name="quote-list"),
    path("checkout/", checkout.CheckoutDoor.as_view(), name="checkout"),
    path("checkout/providers/", checkout.ProviderList.as_view(), name="provider-list"),
    path("orders/", orders.OrderList.as_view(), name="order-list"),
    path("orders/<slug:number>/", orders.OrderDetail.as_view(), name="order-detail"),
    path("orders/<slug:number>/pay/", orders.OrderPayment.as_view(), name="order-pay"),
    path("orders/<slug:number>/cancel/", orders.OrderGroupCancellation.as_view(), name="order-cancel"),
    path("orders/<slug:number>/<slug:order_number>/cancel/", orders.OrderCancellation.as_view(), name="order-part-cancel"),
    path("orders/<slug:number>/<slug:order_number>/received/", orders.OrderReceipt.as_view(), name="order-part-received"),
    path("orders/<slug:number>/<slug:order_number>/reviews/", reviews.OrderReviews.as_view(), name="order-reviews"),
    path("sell/orders/", sales.SaleList.as_view(), name="sale-list"),
    path("sell/orders/<slug:number>/", sales.SaleDetail.as_view(), name="sale-detail"),
    path("sell/orders/<slug:number>/accept/", sales.SaleAcceptance.as_view(), name="sale-accept"),
    path("sell/orders/<slug:number>/pack/", sales.SalePacking.as_view(), name="sale-pack"),
    path("sell/orders/<slug:number>/ship/", sales.SaleShipping.as_view(), name="sale-ship"),
    path("sell/orders/<slug:number>/refuse/", sales.SaleRefusal.as_view(), name="sale-refuse"),
]
