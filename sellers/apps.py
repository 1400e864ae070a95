from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SellersConfig(AppConfig):
    name = "sellers"
    label = "sellers"
    verbose_name = _("Approval desk")

    def ready(self) -> None:
        from marketplace.history import words
        from sellers.desk import furnish_desk
        from sellers.furnishing import furnish_office
        from sellers.officers import ensure_officers
        from sellers.selectors.story import WORDS

        words.register(WORDS)
        post_migrate.connect(ensure_officers, sender=self)
        furnish_office()
        furnish_desk()
