from django.urls import path

from tourism.destination.views import pages

app_name = "destination"
urlpatterns = [
    path("tourism/", pages.show_home, name="home"),
    path("tourism/places/", pages.list_places, name="place-list"),
    path("tourism/places/<slug:slug>/", pages.show_place, name="place-show"),
    path("tourism/collections/<slug:slug>/", pages.show_collection, name="collection-show"),
    path("tourism/articles/<slug:slug>/", pages.show_article, name="article-show"),
]
