from django.apps import AppConfig


class LogisticsConfig(AppConfig):
    name = "orders.logistics"
    label = "logistics"
    verbose_name = "Logistics"
