from django.urls import path

from catalog.campaigns.views import flash, pages

app_name = "campaigns"
urlpatterns = [
    path("campaigns/", pages.list_campaigns, name="campaign-list"),
    path("campaigns/<slug:slug>/", pages.show_campaign, name="campaign-show"),
    path("flash/<slug:slug>/", flash.show_sale, name="sale-show"),
]
