from django.urls import path

from catalog.passports import views

app_name = "passports"
urlpatterns = [
    path("lots/<slug:key>/", views.show_passport, name="passport-show"),
    path("lots/<slug:key>/qr.svg", views.show_code, name="passport-code"),
    path("sell/products/<int:pk>/lots/", views.list_passports, name="passport-list"),
    path("sell/products/<int:pk>/lots/<slug:key>/label/", views.print_label, name="passport-label"),
]
