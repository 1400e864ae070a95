from django.urls import path

from orders.trade.views import buying, contracts, contracts_selling, credits, numbers, paying, point_packs, selling

app_name = "trade"
urlpatterns = [
    path("trade/", buying.home, name="home"),
    path("trade/requests/new/", buying.new_request, name="request-new"),
    path("trade/requests/<slug:number>/", buying.show_request, name="request-detail"),
    path("trade/requests/<slug:number>/edit/", buying.edit_request, name="request-edit"),
    path("trade/requests/<slug:number>/step/", buying.step_request, name="request-step"),
    path("trade/offers/<slug:number>/step/", buying.step_offer, name="offer-step"),
    path("trade/contracts/<slug:number>/", contracts.show_contract, name="contract-detail"),
    path("trade/contracts/<slug:number>/answer/", contracts.answer_contract, name="contract-answer"),
    path("trade/contracts/<slug:number>/points/", contracts.import_points, name="contract-points"),
    path("trade/contracts/<slug:number>/call-off/", contracts.call_off, name="call-off-new"),
    path("trade/contracts/<slug:number>/call-off/points/", numbers.call_off_by_point, name="call-off-points"),
    path("trade/call-offs/<slug:number>/", contracts.show_call_off, name="call-off-detail"),
    path("trade/call-offs/<slug:number>/pay/", paying.pay, name="call-off-pay"),
    path("trade/call-offs/<slug:number>/received/", contracts.receive, name="call-off-received"),
    path("trade/call-offs/<slug:number>/letter/", credits.show_letter, name="letter-detail"),
    path("trade/call-offs/<slug:number>/packs/", point_packs.ask, name="point-packs"),
    path("trade/call-offs/<slug:number>/packs/<int:row>/", point_packs.download, name="point-pack"),
    path("sell/call-offs/<slug:number>/packs/", point_packs.ask_office, name="point-packs-office"),
    path("sell/call-offs/<slug:number>/packs/<int:row>/", point_packs.download_office, name="point-pack-office"),
    path("sell/call-offs/<slug:number>/letter/", credits.show_office_letter, name="letter-office"),
    path("sell/call-offs/<slug:number>/letter/enter/", credits.enter_letter, name="letter-enter"),
    path("sell/call-offs/<slug:number>/letter/ask/", credits.ask, name="letter-ask"),
    path("sell/call-offs/<slug:number>/letter/present/", credits.present, name="letter-present"),
    path("sell/call-offs/<slug:number>/letter/papers/", credits.keep_papers, name="letter-papers"),
    path("sell/offers/<slug:number>/contract/", contracts_selling.draw_up, name="contract-new"),
    path("sell/contracts/<slug:number>/", contracts_selling.show_contract, name="contract-office"),
    path("sell/call-offs/<slug:number>/", contracts_selling.show_call_off, name="call-off-office"),
    path("sell/call-offs/<slug:number>/send/", contracts_selling.send, name="call-off-send"),
    path("sell/requests/", selling.list_requests, name="request-inbox"),
    path("sell/requests/<slug:number>/", selling.show_request, name="request-office"),
    path("sell/requests/<slug:number>/offer/", selling.make_offer, name="offer-make"),
    path("sell/offers/<slug:number>/step/", selling.step_offer, name="offer-office-step"),
]
