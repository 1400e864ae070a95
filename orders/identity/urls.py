from django.urls import path

from orders.identity import views

app_name = "identity"
urlpatterns = [
    path("accounts/identity/", views.show_saved, name="saved"),
    path("accounts/identity/delete/", views.delete_saved, name="saved-delete"),
]
