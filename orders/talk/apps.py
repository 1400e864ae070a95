from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TalkConfig(AppConfig):
    name = "orders.talk"
    label = "talk"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from catalog import panels
        from marketplace.history import words
        from marketplace.look import chrome
        from marketplace.look.chrome import OfficeEntry
        from orders import lanes
        from orders.talk import tasks  # noqa: F401 - its kinds of work are registered by this import
        from orders.talk.desk import ensure_rights, furnish_desk
        from orders.talk.history_words import WORDS
        from orders.talk.lanes import panels_of_orders
        from orders.talk.office import furnish_office
        from orders.talk.selectors.threads import unread_of_reader

        words.register(WORDS)
        panels.register("product.seller", "talk/_ask.html")
        lanes.register(panels_of_orders)
        chrome.register_act(OfficeEntry("messages", _("Messages"), "messages/", "chat", 20, count=unread_of_reader))
        furnish_office()
        furnish_desk()
        post_migrate.connect(ensure_rights, sender=self)
