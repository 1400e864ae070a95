from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    name = "catalog"
    label = "catalog"
    verbose_name = _("Catalog")

    def ready(self) -> None:
        from catalog.history_words import WORDS
        from catalog.menus import departments
        from catalog.office import furnish_office
        from catalog.officers import ensure_rights
        from marketplace import standstill
        from marketplace.history import words
        from marketplace.look import chrome

        words.register(WORDS)
        chrome.register("departments", departments)
        standstill.watch("catalog_scheduledprice", "starts_at", "ends_at")
        furnish_office()
        post_migrate.connect(ensure_rights, sender=self)
