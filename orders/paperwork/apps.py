from django.apps import AppConfig


class PaperworkConfig(AppConfig):
    name = "orders.paperwork"
    label = "paperwork"
    verbose_name = "Export paperwork"
