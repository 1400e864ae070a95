from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "catalog.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from catalog.search.history_words import WORDS
        from catalog.search.officers import ensure_rights
        from marketplace.history import words

        words.register(WORDS)
        post_migrate.connect(ensure_rights, sender=self)
