from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DiscountsConfig(AppConfig):
    name = "orders.discounts"
    label = "discounts"
    verbose_name = _("Discounts")

    def ready(self) -> None:
        from marketplace.history import words
        from orders.discounts.history_words import ACTIONS
        from orders.discounts.office import furnish_office
        from orders.discounts.officers import ensure_rights

        words.register(ACTIONS)
        furnish_office()
        post_migrate.connect(ensure_rights, sender=self)
