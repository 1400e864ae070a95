from django.urls import path

from orders.landed import views

app_name = "landed"
urlpatterns = [
    path("sell/products/<int:pk>/landed/", views.show_waterfall, name="waterfall"),
]
