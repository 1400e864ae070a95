from django.urls import path

from orders.trade.api.views import call_offs, contracts, offers, requests, selling

app_name = "trade-api"
REQUEST, OFFER = "trade/requests/<slug:number>/", "trade/offers/<slug:number>/"
CONTRACT, CALLED = "trade/contracts/<slug:number>/", "trade/call-offs/<slug:number>/"
FIRM_CALLED = "sell/call-offs/<slug:number>/"
MATCH, OWN_OFFER = "sell/requests/<slug:number>/", "sell/offers/<slug:number>/"
urlpatterns = [
    path("trade/choices/", requests.ChoiceList.as_view(), name="choice-list"),
    path("trade/requests/", requests.RequestList.as_view(), name="request-list"),
    path(REQUEST, requests.RequestDetail.as_view(), name="request-detail"),
    path(f"{REQUEST}open/", requests.RequestOpening.as_view(), name="request-open"),
    path(f"{REQUEST}close/", requests.RequestClosing.as_view(), name="request-close"),
    path(f"{REQUEST}withdraw/", requests.RequestWithdrawal.as_view(), name="request-withdraw"),
    path(OFFER, offers.OfferDetail.as_view(), name="offer-detail"),
    path(f"{OFFER}accept/", offers.OfferAcceptance.as_view(), name="offer-accept"),
    path(f"{OFFER}counter/", offers.OfferCountering.as_view(), name="offer-counter"),
    path(f"{OFFER}refuse/", offers.OfferRefusal.as_view(), name="offer-refuse"),
    path(f"{OFFER}sample/", offers.OfferSample.as_view(), name="offer-sample"),
    path(f"{OFFER}sample/received/", offers.SampleReceipt.as_view(), name="sample-received"),
    path("trade/contracts/", contracts.ContractList.as_view(), name="contract-list"),
    path(CONTRACT, contracts.ContractDetail.as_view(), name="contract-detail"),
    path(f"{CONTRACT}agree/", contracts.ContractAgreement.as_view(), name="contract-agree"),
    path(f"{CONTRACT}decline/", contracts.ContractRefusal.as_view(), name="contract-decline"),
    path(f"{CONTRACT}points/", contracts.PointList.as_view(), name="point-list"),
    path(f"{CONTRACT}call-offs/", call_offs.CallOffList.as_view(), name="call-off-list"),
    path(CALLED, call_offs.CallOffDetail.as_view(), name="call-off-detail"),
    path(f"{CALLED}points/", call_offs.ShareList.as_view(), name="share-list"),
    path(f"{CALLED}received/", call_offs.CallOffReceipt.as_view(), name="call-off-received"),
    path(f"{CALLED}papers/", call_offs.PacksAsking.as_view(), name="packs-ask"),
    path(f"{CALLED}papers/<int:share>/", call_offs.SharePapers.as_view(), name="share-papers"),
    path("sell/requests/", selling.MatchList.as_view(), name="match-list"),
    path(MATCH, selling.MatchDetail.as_view(), name="match-detail"),
    path(f"{MATCH}offers/", selling.Offering.as_view(), name="offer-make"),
    path(OWN_OFFER, selling.OwnOfferDetail.as_view(), name="own-offer-detail"),
    path(f"{OWN_OFFER}revise/", selling.OfferRevision.as_view(), name="offer-revise"),
    path(f"{OWN_OFFER}accept/", selling.CounterAcceptance.as_view(), name="counter-accept"),
    path(f"{OWN_OFFER}stand/", selling.OfferStanding.as_view(), name="offer-stand"),
    path(f"{OWN_OFFER}withdraw/", selling.OfferWithdrawal.as_view(), name="offer-withdraw"),
    path(f"{OWN_OFFER}sample/send/", selling.SampleSending.as_view(), name="sample-send"),
    path(f"{OWN_OFFER}sample/decline/", selling.SampleRefusal.as_view(), name="sample-decline"),
    path(f"{OWN_OFFER}contract/", contracts.ContractDrafting.as_view(), name="contract-propose"),
    path("sell/contracts/", contracts.ContractWithList.as_view(), name="firm-contract-list"),
    path("sell/contracts/<slug:number>/", contracts.ContractWithDetail.as_view(), name="firm-contract-detail"),
    path("sell/contracts/<slug:number>/call-offs/", call_offs.CallOffsOfFirm.as_view(), name="firm-call-off-list"),
    path(FIRM_CALLED, call_offs.CallOffOfFirm.as_view(), name="firm-call-off-detail"),
    path(f"{FIRM_CALLED}points/", call_offs.ShareListOfFirm.as_view(), name="firm-share-list"),
    path(f"{FIRM_CALLED}send/", call_offs.CallOffSending.as_view(), name="firm-call-off-send"),
    path(f"{FIRM_CALLED}papers/", call_offs.PacksAskingOfFirm.as_view(), name="firm-packs-ask"),
    path(f"{FIRM_CALLED}papers/<int:share>/", call_offs.SharePapersOfFirm.as_view(), name="firm-share-papers"),
]
