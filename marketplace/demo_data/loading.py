from __future__ import annotations

from collections.abc import Callable

from marketplace.demo_data.large import load_large
from marketplace.demo_data.orders import load_orders
from marketplace.demo_data.people import load_people
from marketplace.demo_data.products import load_products
from marketplace.demo_data.rate_cards import load_exchange_rates, load_rate_cards, load_ways_to_pay
from marketplace.demo_data.sellers import load_sellers
from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub


def load(*, scale: str = "small", products: int = 10_000, if_empty: bool = False, say: Callable[[str], None] = print) -> None:
    """Write the demo into the Rwanda hub, twice without doubling."""
    with use_hub(Hub.objects.get(code="rw")):
        people = load_people()
        say("sign-ins")
        load_exchange_rates()
        load_ways_to_pay()
        load_rate_cards()
        say("exchange rates, ways to pay, rate cards")
        sellers = load_sellers(people, say)
        load_products(sellers, say)
        load_orders(people, say)
        if scale == "large":
            load_large(products, say)
