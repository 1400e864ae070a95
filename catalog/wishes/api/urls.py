from django.urls import path

from catalog.wishes.api import views

app_name = "wishes-api"
urlpatterns = [
    path("wishes/", views.WishList.as_view(), name="wish-list"),
    path("wishes/<slug:slug>/", views.WishDetail.as_view(), name="wish-detail"),
]
