from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ReconciliationConfig(AppConfig):
    name = "orders.payments.reconciliation"
    label = "reconciliation"
    verbose_name = _("Reconciliation")

    def ready(self) -> None:
        from orders.payments import purposes
        from orders.payments.purposes import refuse
        from orders.payments.reconciliation import metrics
        from orders.payments.reconciliation.desk import furnish_desk
        from orders.payments.reconciliation.officers import ensure_rights
        from orders.payments.reconciliation.services.resolving import UNASKED

        purposes.register(UNASKED, on_paid=lambda payment: refuse("nobody asked for it"))
        furnish_desk()
        metrics.register()
        post_migrate.connect(ensure_rights, sender=self)
