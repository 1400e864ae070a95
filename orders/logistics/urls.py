from django.urls import path

from orders.logistics import cost_views, lot_views, views

app_name = "logistics"
urlpatterns = [
    path("freight/", views.ask_freight, name="freight-ask"),
    path("quotes/<uuid:quote_id>/", views.show_quote, name="quote-detail"),
    path("sell/freight-costs/", cost_views.costs, name="cost-list"),
    path("sell/lots/", lot_views.lots, name="lot-list"),
    path("sell/lots/<int:pk>/", lot_views.lot, name="lot-detail"),
    path("sell/lots/<int:pk>/cancel/", lot_views.cancel, name="lot-cancel"),
    path("sell/lots/<int:pk>/<int:share>/leave/", lot_views.leave, name="lot-leave"),
]
