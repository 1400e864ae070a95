from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class BankTransferConfig(AppConfig):
    name = "orders.payments.providers.bank_transfer"
    label = "bank_transfer"
    verbose_name = _("Bank transfers")

    def ready(self) -> None:
        from orders.payments import providers, purposes
        from orders.payments.providers.bank_transfer.desk import furnish_desk
        from orders.payments.providers.bank_transfer.officers import ensure_rights
        from orders.payments.providers.bank_transfer.provider import BankTransfer
        from orders.payments.providers.bank_transfer.services.matching import STRAY
        from orders.payments.purposes import refuse

        providers.register(BankTransfer())
        purposes.register(STRAY, on_paid=lambda payment: refuse("nobody asked for it"))
        furnish_desk()
        post_migrate.connect(ensure_rights, sender=self)
