from django.urls import path

from orders.api.views import cart

app_name = "orders-api"
urlpatterns = [
    path("cart/", cart.CartDoor.as_view(), name="cart"),
    path("cart/accept/", cart.CartAcceptance.as_view(), name="cart-accept"),
    path("cart/lines/", cart.CartLineList.as_view(), name="cart-line-list"),
    path("cart/lines/<int:variant>/", cart.CartLineDetail.as_view(), name="cart-line-detail"),
]
