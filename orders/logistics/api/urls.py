from django.urls import path

from orders.logistics.api import views

app_name = "logistics-api"
urlpatterns = [
    path("quotes/", views.Quotes.as_view(), name="quote-list"),
    path("quotes/<uuid:quote_id>/", views.QuoteDetail.as_view(), name="quote-detail"),
]
