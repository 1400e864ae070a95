from django.urls import path

from orders.aftersale.views import buying, files, selling

app_name = "aftersale"
ORDER = "orders/<slug:number>/<slug:order_number>/"
urlpatterns = [
    path(f"{ORDER}return/", buying.ask_return, name="return-ask"),
    path(f"{ORDER}dispute/", buying.open_dispute, name="dispute-open"),
    path(f"{ORDER}returns/<slug:return_number>/", buying.show_return, name="return-detail"),
    path(f"{ORDER}returns/<slug:return_number>/send/", buying.send_return, name="return-send"),
    path(f"{ORDER}returns/<slug:return_number>/withdraw/", buying.withdraw_return, name="return-withdraw"),
    path(f"{ORDER}returns/<slug:return_number>/dispute/", buying.open_dispute, name="return-dispute"),
    path(f"{ORDER}disputes/<slug:dispute_number>/", buying.show_dispute, name="dispute-detail"),
    path(f"{ORDER}disputes/<slug:dispute_number>/answer/", buying.answer_offer, name="dispute-answer"),
    path("sell/returns/", selling.list_cases, name="case-list"),
    path("sell/returns/<slug:number>/", selling.show_return, name="return-office"),
    path("sell/returns/<slug:number>/answer/", selling.answer_return, name="return-office-answer"),
    path("sell/returns/<slug:number>/settle/", selling.settle_return, name="return-office-settle"),
    path("sell/disputes/<slug:number>/", selling.show_dispute, name="dispute-office"),
    path("sell/disputes/<slug:number>/answer/", selling.answer_dispute, name="dispute-office-answer"),
    path("sell/orders/<slug:number>/refund/", selling.refund, name="sale-refund"),
    path("aftersale/photos/<uuid:public_id>/", files.show_photo, name="photo"),
]
