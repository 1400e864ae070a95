from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PayoutsConfig(AppConfig):
    name = "orders.payments.payouts"
    label = "payouts"
    verbose_name = _("Payouts")

    def ready(self) -> None:
        from orders.payments.payouts.desk import furnish_desk
        from orders.payments.payouts.office import furnish_office

        furnish_office()
        furnish_desk()
