from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MomoConfig(AppConfig):
    name = "orders.payments.providers.momo"
    label = "momo"
    verbose_name = _("Mobile money")

    def ready(self) -> None:
        from orders.payments import providers
        from orders.payments.providers.momo.provider import Momo

        providers.register(Momo())
