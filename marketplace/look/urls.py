from django.urls import path

from marketplace.look import views

app_name = "look"
urlpatterns = [path("styleguide/", views.styleguide, name="styleguide")]
