from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TradeConfig(AppConfig):
    name = "orders.trade"
    label = "trade"
    verbose_name = _("Wholesale")

    def ready(self) -> None:
        from orders.trade.office import furnish_office

        furnish_office()
