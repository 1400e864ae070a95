from django.urls import path

from orders.payments.sandbox.alipay import views

urlpatterns = [
    path("gateway.do", views.gateway, name="alipay-gateway"),
    path("bill/<slug:app_id>/<str:day>.zip", views.bill, name="alipay-bill"),
    path("code/<uuid:token>/", views.code, name="alipay-code"),
    path("pay/<uuid:token>/", views.pay_page, name="alipay-pay"),
]
