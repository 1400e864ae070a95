from django.urls import path

from orders.aftersale.api.views import disputes, photos, returns, selling

app_name = "aftersale-api"
ORDER = "orders/<slug:number>/<slug:order_number>/"
RETURN = f"{ORDER}returns/<slug:return_number>/"
DISPUTE = f"{ORDER}disputes/<slug:dispute_number>/"
urlpatterns = [
    path(f"{ORDER}returns/", returns.ReturnList.as_view(), name="return-list"),
    path(RETURN, returns.ReturnDetail.as_view(), name="return-detail"),
    path(f"{RETURN}send/", returns.ReturnSending.as_view(), name="return-send"),
    path(f"{RETURN}withdraw/", returns.ReturnWithdrawal.as_view(), name="return-withdraw"),
    path(f"{RETURN}dispute/", returns.ReturnDispute.as_view(), name="return-dispute"),
    path(f"{ORDER}disputes/", disputes.DisputeList.as_view(), name="dispute-list"),
    path(DISPUTE, disputes.DisputeDetail.as_view(), name="dispute-detail"),
    path(f"{DISPUTE}accept/", disputes.DisputeAcceptance.as_view(), name="dispute-accept"),
    path(f"{DISPUTE}escalate/", disputes.DisputeEscalation.as_view(), name="dispute-escalate"),
    path(f"{DISPUTE}withdraw/", disputes.DisputeWithdrawal.as_view(), name="dispute-withdraw"),
    path("photos/<uuid:photo_id>/", photos.PhotoDownload.as_view(), name="photo"),
    path("sell/orders/<slug:number>/refund/", selling.SaleRefund.as_view(), name="sale-refund"),
    path("sell/returns/", selling.ReturnsToList.as_view(), name="office-return-list"),
    path("sell/returns/<slug:number>/", selling.ReturnToDetail.as_view(), name="office-return-detail"),
    path("sell/returns/<slug:number>/approve/", selling.ReturnApproval.as_view(), name="office-return-approve"),
    path("sell/returns/<slug:number>/decline/", selling.ReturnRefusal.as_view(), name="office-return-decline"),
    path("sell/returns/<slug:number>/receive/", selling.ReturnReceipt.as_view(), name="office-return-receive"),
    path("sell/returns/<slug:number>/settle/", selling.ReturnSettlement.as_view(), name="office-return-settle"),
    path("sell/disputes/", selling.DisputesWithList.as_view(), name="office-dispute-list"),
    path("sell/disputes/<slug:number>/", selling.DisputeWithDetail.as_view(), name="office-dispute-detail"),
    path("sell/disputes/<slug:number>/answer/", selling.DisputeAnswer.as_view(), name="office-dispute-answer"),
]
