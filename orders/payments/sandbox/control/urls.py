from django.urls import path

from orders.payments.sandbox.control import views

urlpatterns = [
    path("", views.home, name="control"),
    path("api/health/", views.health, name="health"),
    path("api/faults/", views.order_fault, name="faults"),
    path("api/faults/forget/", views.forget_faults, name="forget-faults"),
    path("api/deliveries/", views.list_deliveries, name="deliveries"),
    path("api/deliveries/hurry/", views.hurry, name="hurry"),
    path("api/<slug:gateway>/payments/", views.list_payments, name="payments"),
    path("static/<path:name>", views.static_file, name="static"),
]
