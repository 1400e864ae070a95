from django.urls import path

from orders.payments.sandbox import views

app_name = "sandbox"
urlpatterns = [
    path("payments/sandbox/gateway.do", views.gateway, name="gateway"),
    path("payments/sandbox/pay/<uuid:token>/", views.pay_page, name="pay"),
]
