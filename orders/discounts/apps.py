from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DiscountsConfig(AppConfig):
    name = "orders.discounts"
    label = "discounts"
    verbose_name = _("Discounts")

    def ready(self) -> None:
        from catalog import promises
        from marketplace import standstill
        from marketplace.history import words
        from orders.discounts.history_words import ACTIONS
        from orders.discounts.office import furnish_office
        from orders.discounts.officers import ensure_rights
        from orders.discounts.telling import Telling

        words.register(ACTIONS)
        furnish_office()
        promises.register(Telling())
        standstill.watch("discounts_discount", "starts_at", "ends_at", where="state = 'in_force' AND code_key = ''")
        post_migrate.connect(ensure_rights, sender=self)
