from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TradeConfig(AppConfig):
    name = "orders.trade"
    label = "trade"
    verbose_name = _("Wholesale")

    def ready(self) -> None:
        from catalog import panels
        from marketplace.history import words
        from orders.payments import purposes
        from orders.trade import hooks  # noqa: F401 - its hooks are connected by this import
        from orders.trade.desk import furnish_desk
        from orders.trade.history_words import WORDS
        from orders.trade.office import furnish_office
        from orders.trade.officers import ensure_rights
        from orders.trade.selectors.paying import PART
        from orders.trade.services import arrivals

        purposes.register(
            PART,
            on_paid=arrivals.take,
            on_ended=arrivals.note_ended,
            on_refunded=arrivals.note_refunded,
            on_refund_refused=arrivals.note_refund_refused,
            bill=arrivals.bill_of_part,
            on_part=arrivals.note_share,
        )
        furnish_office()
        panels.register("search.nothing", "trade/_search_nothing.html")
        furnish_desk()
        words.register(WORDS)
        post_migrate.connect(ensure_rights, sender=self)
