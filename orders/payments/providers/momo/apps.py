from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MomoConfig(AppConfig):
    name = "orders.payments.providers.momo"
    label = "momo"
    verbose_name = _("Mobile money")

    def ready(self) -> None:
        from orders.payments import providers
        from orders.payments.providers.momo.officers import ensure_rights
        from orders.payments.providers.momo.provider import Momo

        providers.register(Momo())
        post_migrate.connect(ensure_rights, sender=self)
