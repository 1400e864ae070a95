"""The addresses of the sandbox process. Each gateway has a folder here and its addresses under its own name."""

from django.urls import include, path

urlpatterns = [
    path("", include("orders.payments.sandbox.control.urls")),
    path("alipay/", include("orders.payments.sandbox.alipay.urls")),
    path("momo/", include("orders.payments.sandbox.momo.urls")),
]
