from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    name = "orders.duties"
    label = "duties"
    verbose_name = _("Duties and taxes")

    def ready(self) -> None:
        from orders.duties.officers import ensure_rights

        post_migrate.connect(ensure_rights, sender=self)
