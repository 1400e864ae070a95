from django.urls import path

from orders.payments import views

app_name = "payments"
urlpatterns = [
    path("payments/notify/<slug:provider>/", views.notify, name="notify"),
    path("payments/return/<slug:provider>/", views.come_back, name="return"),
]
