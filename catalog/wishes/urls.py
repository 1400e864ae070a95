from django.urls import path

from catalog.wishes import views

app_name = "wishes"
urlpatterns = [
    path("wishes/", views.wishes, name="wish-list"),
    path("wishes/pressed/", views.press_after_sign_in, name="wish-pressed"),
    path("wishes/letters/", views.ask, name="letter-ask"),
    path("wishes/letters/<uuid:key>/", views.stop, name="letter-stop"),
]
