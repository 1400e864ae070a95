from django.urls import path

from orders.trade.views import buying, selling

app_name = "trade"
urlpatterns = [
    path("trade/", buying.home, name="home"),
    path("trade/requests/new/", buying.new_request, name="request-new"),
    path("trade/requests/<slug:number>/", buying.show_request, name="request-detail"),
    path("trade/requests/<slug:number>/edit/", buying.edit_request, name="request-edit"),
    path("trade/requests/<slug:number>/step/", buying.step_request, name="request-step"),
    path("trade/offers/<slug:number>/step/", buying.step_offer, name="offer-step"),
    path("sell/requests/", selling.list_requests, name="request-inbox"),
    path("sell/requests/<slug:number>/", selling.show_request, name="request-office"),
    path("sell/requests/<slug:number>/offer/", selling.make_offer, name="offer-make"),
    path("sell/offers/<slug:number>/step/", selling.step_offer, name="offer-office-step"),
]
