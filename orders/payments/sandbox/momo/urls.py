from django.urls import path

from orders.payments.sandbox.momo import views

urlpatterns = [
    path("v1_0/apiuser", views.create_user, name="momo-users"),
    path("v1_0/apiuser/<uuid:number>", views.show_user, name="momo-user"),
    path("v1_0/apiuser/<uuid:number>/apikey", views.create_key, name="momo-key"),
    path("<slug:product>/token/", views.create_token, name="momo-token"),
    path("<slug:product>/v1_0/accountholder/msisdn/<slug:number>/active", views.active, name="momo-active"),
    path("<slug:product>/v1_0/<slug:kind>", views.begin, name="momo-begin"),
    path("<slug:product>/v1_0/<slug:kind>/<uuid:reference>", views.status, name="momo-status"),
    path("phone/<uuid:reference>/", views.phone, name="momo-phone"),
]
