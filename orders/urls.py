from django.urls import path

from orders.views import buying, cancelling, carts, checkout, clearing, flash, selling, travelling

app_name = "orders"
urlpatterns = [
    path("cart/", carts.show_cart, name="cart-detail"),
    path("cart/add/", carts.add, name="cart-add"),
    path("cart/accept/", carts.accept, name="cart-accept"),
    path("cart/code/", carts.put_code, name="cart-code"),
    path("cart/code/remove/", carts.take_code_out, name="cart-code-remove"),
    path("cart/undo/", carts.undo_removal, name="cart-undo"),
    path("cart/wishes/<int:product_id>/", carts.take_wish, name="cart-take-wish"),
    path("cart/lines/<int:variant_id>/", carts.update_line, name="cart-line-update"),
    path("cart/lines/<int:variant_id>/remove/", carts.remove_line, name="cart-line-remove"),
    path("cart/lines/<int:variant_id>/save/", carts.save_line, name="cart-line-save"),
    path("flash/<slug:slug>/claim/", flash.claim, name="flash-claim"),
    path("checkout/", checkout.show_checkout, name="checkout"),
    path("checkout/delivery/", checkout.show_delivery, name="checkout-delivery"),
    path("checkout/ask/<int:seller_id>/", checkout.ask, name="checkout-ask"),
    path("orders/", buying.list_orders, name="group-list"),
    path("orders/<slug:number>/", buying.show_group, name="group-detail"),
    path("orders/<slug:number>/payment/", buying.show_payment, name="group-payment"),
    path("orders/<slug:number>/pay/", buying.pay, name="group-pay"),
    path("orders/<slug:number>/again/", buying.abandon, name="group-abandon"),
    path("orders/<slug:number>/<slug:order_number>/cancel/", cancelling.cancel, name="order-cancel"),
    path("orders/<slug:number>/<slug:order_number>/received/", buying.confirm, name="order-confirm"),
    path("sell/orders/", selling.list_sales, name="sale-list"),
    path("sell/orders/<slug:number>/", selling.show_sale, name="sale-detail"),
    path("sell/orders/<slug:number>/accept/", selling.accept, name="sale-accept"),
    path("sell/orders/<slug:number>/pack/", selling.pack, name="sale-pack"),
    path("sell/orders/<slug:number>/ship/", selling.ship, name="sale-ship"),
    path("sell/orders/<slug:number>/customs/", clearing.download_masked, name="sale-customs"),
    path("sell/orders/<slug:number>/piece/", travelling.add_piece, name="sale-piece"),
    path("sell/orders/<slug:number>/step/", travelling.tell_step, name="sale-step"),
    path("sell/orders/<slug:number>/cost/", travelling.tell_cost, name="sale-cost"),
    path("sell/orders/<slug:number>/refuse/", selling.refuse, name="sale-refuse"),
]
