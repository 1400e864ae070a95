from django.urls import path

from orders.logistics.api import views

app_name = "logistics-api"
urlpatterns = [
    path("quotes/parcels/", views.ParcelQuotes.as_view(), name="quote-parcels"),
    path("quotes/<uuid:quote_id>/", views.QuoteDetail.as_view(), name="quote-detail"),
]
