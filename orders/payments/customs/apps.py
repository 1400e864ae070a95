from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CustomsConfig(AppConfig):
    name = "orders.payments.customs"
    label = "customs"
    verbose_name = _("Customs declarations of payments")

    def ready(self) -> None:
        from orders.payments.customs.desk import furnish_desk
        from orders.payments.customs.officers import ensure_rights

        furnish_desk()
        post_migrate.connect(ensure_rights, sender=self)
