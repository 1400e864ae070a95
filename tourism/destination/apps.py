from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DestinationConfig(AppConfig):
    name = "tourism.destination"
    label = "destination"
    verbose_name = _("Destination")

    def ready(self) -> None:
        from catalog import panels
        from catalog.sharing import sheets, sitemaps
        from marketplace.history import words
        from marketplace.look import chrome
        from tourism.destination.desk import ensure_rights
        from tourism.destination.history_words import WORDS
        from tourism.destination.menus import travel
        from tourism.destination.selectors import outside

        words.register(WORDS)
        chrome.add("departments", travel)
        sitemaps.register(outside.addresses)
        sheets.register("travel", outside.sheet_of_home)
        sheets.register("places", outside.sheet_of_place)
        sheets.register("collections", outside.sheet_of_collection)
        sheets.register("articles", outside.sheet_of_article)
        panels.register("product.lot", "destination/_trip.html")
        panels.register("passport.station", "destination/_trip_of_lot.html")
        post_migrate.connect(ensure_rights, sender=self)
