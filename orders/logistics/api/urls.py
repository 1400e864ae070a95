from django.urls import path

from orders.logistics.api import carriers, views

app_name = "logistics-api"
urlpatterns = [
    path("carrier/events/", carriers.CarrierEvent.as_view(), name="carrier-event"),
    path("carrier/events/list/", carriers.CarrierEventList.as_view(), name="carrier-event-list"),
    path("quotes/freight/", views.FreightQuotes.as_view(), name="quote-freight"),
    path("quotes/parcels/", views.ParcelQuotes.as_view(), name="quote-parcels"),
    path("quotes/<uuid:quote_id>/", views.QuoteDetail.as_view(), name="quote-detail"),
]
