from django.urls import path

from sellers.api import views

app_name = "sellers-api"
urlpatterns = [
    path("sellers/", views.SellerList.as_view(), name="seller-list"),
    path("sellers/<slug:slug>/", views.SellerDetail.as_view(), name="seller-detail"),
]
