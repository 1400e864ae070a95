from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    name = "catalog.sharing"
    label = "sharing"
    verbose_name = _("Addresses")

    def ready(self) -> None:
        from catalog.sharing.history_words import WORDS
        from marketplace.history import words

        words.register(WORDS)
