from django.urls import path

from orders.payments.providers.momo import views

app_name = "momo"
urlpatterns = [path("payments/momo/<slug:reference>/", views.ask, name="ask")]
