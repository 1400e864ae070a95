from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LogisticsConfig(AppConfig):
    name = "orders.logistics"
    label = "logistics"
    verbose_name = _("Logistics")

    def ready(self) -> None:
        from orders.logistics.office import furnish_office

        furnish_office()
