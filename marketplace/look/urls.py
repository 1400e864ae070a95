from django.urls import path

from marketplace.look import offline, views

app_name = "look"
urlpatterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("offline/", offline.offline, name="offline"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
]
