from django.urls import path

from orders.discounts.api import views

app_name = "discounts-api"
urlpatterns = [
    path("sell/discounts/", views.DiscountList.as_view(), name="discount-list"),
    path("sell/discounts/<int:discount>/", views.DiscountDetail.as_view(), name="discount-detail"),
    path("sell/discounts/<int:discount>/agree/", views.DiscountAgreement.as_view(), name="discount-agree"),
    path("sell/discounts/<int:discount>/end/", views.DiscountEnding.as_view(), name="discount-end"),
]
