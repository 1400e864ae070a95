from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from catalog.related.services import count_companions
from marketplace.demo_data.aftersale import load_aftersale
from marketplace.demo_data.campaigns import load_campaigns
from marketplace.demo_data.destination import load_destination
from marketplace.demo_data.discounts import load_discounts
from marketplace.demo_data.large import load_large
from marketplace.demo_data.lots import load_lots
from marketplace.demo_data.money import load_payouts, load_terms
from marketplace.demo_data.orders import load_orders, orders_are_told
from marketplace.demo_data.people import load_people
from marketplace.demo_data.products import load_products
from marketplace.demo_data.rate_cards import load_exchange_rates, load_rate_cards, load_ways_to_pay
from marketplace.demo_data.reviews import load_reviews
from marketplace.demo_data.sellers import load_sellers
from marketplace.demo_data.talk import load_talk
from marketplace.demo_data.trade import load_trade
from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from sellers.models import Seller

LOCK = 7301  # advisory: one load at a time


def load(*, scale: str = "small", products: int = 10_000, if_empty: bool = False, say: Callable[[str], None] = print) -> None:
    """Write the demo into the Rwanda hub, twice without doubling; a second load at the same time waits for the first."""
    with _alone(), use_hub(Hub.objects.get(code="rw")):
        if if_empty and not _is_empty_or_half_loaded():
            if not Seller.objects.filter(is_demonstration=False).exists():
                load_lots(load_people()["officer"], say)  # the demo's lots close by the calendar: its next start opens new ones
            return
        people = load_people()
        say("sign-ins")
        load_exchange_rates()
        load_ways_to_pay()
        load_rate_cards()
        load_terms()
        say("exchange rates, ways to pay, rate cards, commission, payout days")
        sellers = load_sellers(people, say)
        load_products(sellers, say)
        load_campaigns(say)
        load_destination(say)
        load_orders(people, say)
        load_payouts(people["officer"], people["officer2"], say)
        load_aftersale(say)
        load_reviews(people, say)
        load_trade(people, say)
        load_lots(people["officer"], say)
        load_talk(people, say)
        load_discounts(say)  # after the orders, which are told without them
        count_companions()
        if scale == "large":
            load_large(products, say)


def _is_empty_or_half_loaded() -> bool:
    """Nobody sells here yet, or a load was cut short before its last order."""
    return not (Seller.objects.filter(is_demonstration=False).exists() or orders_are_told())


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
