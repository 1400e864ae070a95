from django.urls import path

from orders.discounts import views

app_name = "discounts"
urlpatterns = [
    path("sell/discounts/", views.list_discounts, name="discount-list"),
    path("sell/discounts/new/", views.make, name="discount-new"),
    path("sell/discounts/<int:pk>/", views.show, name="discount-detail"),
    path("sell/discounts/<int:pk>/agree/", views.agree, name="discount-agree"),
    path("sell/discounts/<int:pk>/end/", views.end, name="discount-end"),
]
