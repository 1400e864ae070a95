from django.urls import path

from marketplace.hubs import views

app_name = "hubs"
urlpatterns = [path("preferences/", views.save_preferences, name="preferences-save")]
