from django.urls import path

from orders.landed.views import buying, selling

app_name = "landed"
urlpatterns = [
    path("products/<slug:slug>/delivered/", buying.show_delivered, name="delivered"),
    path("sell/products/<int:pk>/landed/", selling.show_waterfall, name="waterfall"),
    path("sell/products/<int:pk>/markets/", selling.show_lights, name="lights"),
]
