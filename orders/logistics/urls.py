from django.urls import path

from orders.logistics import views

app_name = "logistics"
urlpatterns = [
    path("freight/", views.ask_freight, name="freight-ask"),
    path("quotes/<uuid:quote_id>/", views.show_quote, name="quote-detail"),
]
