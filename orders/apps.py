from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "orders"
    label = "orders"
    verbose_name = _("Orders")

    def ready(self) -> None:
        from catalog.campaigns.interest import sources
        from catalog.related import baskets
        from catalog.search import popularity
        from catalog.trust import bought
        from marketplace.history import words
        from orders import lanes, receivers  # noqa: F401 - its receiver is connected by this import
        from orders.desk import furnish_desk
        from orders.history_words import WORDS
        from orders.identity.services import register_unpaid
        from orders.logistics import forgetting, quoted
        from orders.office import furnish_office
        from orders.officers import ensure_rights
        from orders.payments import purposes
        from orders.selectors.bought import purchase_of_line, purchases_of_member, review_panels
        from orders.selectors.interest import sales_by_day
        from orders.selectors.orders import ended_unpaid
        from orders.selectors.quotes import quotes_of_orders
        from orders.selectors.sold import sold_since
        from orders.selectors.together import bought_together
        from orders.selectors.travel import quoted_for_order, travel_panels
        from orders.services import payment, sharing
        from orders.services.billing import bill_of_group

        purposes.register(
            payment.PURPOSE,
            on_paid=payment.settle_group,
            on_ended=payment.note_unpaid,
            on_refunded=payment.note_refunded,
            on_refund_refused=payment.note_refund_refused,
            split=sharing.split_of,
            bill=bill_of_group,
            on_part=payment.note_part,
        )
        words.register(WORDS)
        sources.register(sources.SALE, sales_by_day)
        forgetting.register_keeper(quotes_of_orders)
        quoted.register(quoted_for_order)
        register_unpaid(ended_unpaid)
        popularity.register(sold_since)
        baskets.register(bought_together)
        bought.register(bought.Teller(of_line=purchase_of_line, of_member=purchases_of_member))
        lanes.register(travel_panels)
        lanes.register(review_panels)
        furnish_office()
        furnish_desk()
        post_migrate.connect(ensure_rights, sender=self)
