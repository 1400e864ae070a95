from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "marketplace.privacy"
    label = "privacy"
    verbose_name = _("Personal data")

    def ready(self) -> None:
        from marketplace.history import words
        from marketplace.privacy import ground  # noqa: F401 - what the rooms below this one hold
        from marketplace.privacy.desk import furnish_desk
        from marketplace.privacy.keeping_rows import ensure_periods
        from marketplace.privacy.words import WORDS

        autodiscover_modules("privacy")  # each room says in <app>/privacy.py what it holds
        words.register(WORDS)
        furnish_desk()
        post_migrate.connect(ensure_periods, sender=self)
