from django.urls import path

from orders.payments.providers.bank_transfer import views

app_name = "bank_transfer"
urlpatterns = [
    path("payments/transfer/<uuid:token>/", views.show_transfer, name="transfer-detail"),
    path("payments/transfer/<uuid:token>/pro-forma.pdf", views.download_pro_forma, name="pro-forma"),
]
