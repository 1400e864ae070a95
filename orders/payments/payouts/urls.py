from django.urls import path

from orders.payments.payouts import views

app_name = "payouts"
urlpatterns = [
    path("sell/money/", views.money, name="money"),
    path("sell/money/<str:number>/", views.payout_detail, name="payout-detail"),
    path("sell/money/<str:number>/statement.pdf", views.statement_pdf, name="statement-pdf"),
    path("sell/money/<str:number>/statement.csv", views.statement_csv, name="statement-csv"),
]
