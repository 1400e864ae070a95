from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    name = "orders.identity"
    label = "identity"
    verbose_name = _("Real names for customs")

    def ready(self) -> None:
        from marketplace.history import words
        from orders.identity.officers import ensure_rights
        from orders.identity.words import WORDS

        words.register(WORDS)
        post_migrate.connect(ensure_rights, sender=self)
