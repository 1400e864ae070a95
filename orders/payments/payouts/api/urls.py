from django.urls import path

from orders.payments.payouts.api import views

app_name = "payouts-api"
urlpatterns = [
    path("sell/payouts/", views.PayoutList.as_view(), name="payout-list"),
    path("sell/payouts/<slug:number>/", views.PayoutDetail.as_view(), name="payout-detail"),
]
