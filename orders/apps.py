from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "orders"
    label = "orders"
    verbose_name = _("Orders")

    def ready(self) -> None:
        from marketplace.look import chrome
        from orders import receivers  # noqa: F401 - its receiver is connected by this import
        from orders.payments import purposes
        from orders.selectors.orders import waiting_sales
        from orders.services import payment

        purposes.register(payment.PURPOSE, on_paid=payment.settle_group, on_ended=payment.note_unpaid, on_refunded=payment.note_refunded)
        chrome.register_office(chrome.OfficeEntry("orders", _("Orders"), "sell/orders/", "bag", 30, count=waiting_sales))
