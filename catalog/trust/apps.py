from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TrustConfig(AppConfig):
    name = "catalog.trust"
    label = "trust"
    verbose_name = _("Reviews and questions")

    def ready(self) -> None:
        from catalog.trust.desk import ensure_rights, furnish_desk
        from catalog.trust.history_words import WORDS
        from catalog.trust.office import furnish_office
        from marketplace.history import words

        words.register(WORDS)
        furnish_office()
        furnish_desk()
        post_migrate.connect(ensure_rights, sender=self)
