from django.urls import path

from orders.payments.sandbox.alipay import views

urlpatterns = [
    path("gateway.do", views.gateway, name="alipay-gateway"),
    path("code/<uuid:token>/", views.code, name="alipay-code"),
    path("pay/<uuid:token>/", views.pay_page, name="alipay-pay"),
]
