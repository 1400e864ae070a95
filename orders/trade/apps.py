from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TradeConfig(AppConfig):
    name = "orders.trade"
    label = "trade"
    verbose_name = _("Wholesale")

    def ready(self) -> None:
        from marketplace.history import words
        from orders.trade.history_words import WORDS
        from orders.trade.office import furnish_office
        from orders.trade.officers import ensure_rights

        furnish_office()
        words.register(WORDS)
        post_migrate.connect(ensure_rights, sender=self)
