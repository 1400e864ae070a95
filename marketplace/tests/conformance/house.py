"""The rows that the conformance runs meet, and which of them the engine is told of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone
from rest_framework.authtoken.models import Token

from catalog.models import Variant
from catalog.tests.factories import make_product, make_seller, make_user
from marketplace.accounts.models import User
from marketplace.tests.conformance import aftersale, reviews, talk, trade
from orders.discounts.tests.factories import offered_discount, shop_discount
from orders.enums import OrderState, RefusalReason
from orders.identity.numbers import constructed_number
from orders.logistics.models import Quote
from orders.logistics.services.carriers import give_access
from orders.logistics.services.travel import begin_travel
from orders.models import Cart
from orders.paperwork.models import Document
from orders.selectors.cart import read_cart
from orders.services.parcels import ask_for_quote
from orders.tests.factories import hangzhou, make_cart, make_group, make_lane, make_order, make_variant, typed_hangzhou
from orders.views.access import CART_TOKEN
from sellers.tests.factories import make_officer

PASSWORD, PARCEL = "a long password", "RR473124829GB"


@dataclass
class House:
    headers: dict[str, dict[str, str]]  # of each caller
    browser: dict[str, str]  # what the guest's adds to a request
    known: dict[str, list[Any]]  # values that exist, by what they are
    bodies: dict[str, list[dict[str, Any]]]  # that are accepted, by operation


def build(run_waiting_jobs) -> House:
    """A shop with goods, a member and a guest with carts, orders in several states, priced quotes and drawn papers."""
    alice, carla = make_user("alice"), make_user("carla")
    carla.emailaddress_set.create(email=carla.email, verified=True, primary=True)
    shop = make_seller("Alice Coffee", owner=alice)
    make_lane()
    goods = [make_variant(on_hand=1000, seller=shop), make_variant(on_hand=1000, minimum_quantity=6, quantity_step=6)]
    make_product("Musasa", seller=shop, coffee={"process": "washed", "altitude_min": 1600})
    deals, deal_bodies = trade.tell_stories(goods[0], buyer=carla)
    groups = [make_group(goods[0], user=carla), make_group(goods[0])]
    states = (OrderState.PAID, OrderState.ACCEPTED, OrderState.PACKED, OrderState.SHIPPED)
    orders = [make_order(goods[0], user=carla, state=state, by=alice) for state in states]
    after, after_bodies = aftersale.tell_stories(goods[0], seller=alice, buyer=carla)  # before the carts: it orders out of them
    words, word_bodies = reviews.tell_stories(goods[0].product, seller=alice, buyer=carla, variant=goods[0].pk)
    talks, talk_bodies = talk.tell_stories(goods[0].product, orders[0], seller=alice, buyer=carla)
    carts = [make_cart(goods[0], user=user) for user in (carla, alice, None)]
    quotes = [quote_for(cart) for cart in carts]
    own = shop_discount(shop, alice, code="WELCOME10")
    offered = offered_discount(shop, proposed_by=make_user("odile"), confirmed_by=make_user("octave"))
    run_waiting_jobs()
    deals["shares"] = trade.have_papers_made(run_waiting_jobs)
    groups += [order.group for order in orders]
    two = {"variant": goods[0].pk, "quantity": 2}
    return House(
        headers={"buyer": bearer(carla), "seller": bearer(alice), "guest": {}, "carrier": carrier()},
        browser=browser(carts[-1]),
        known={
            "slugs": [shop.slug, goods[0].product.slug],
            "variants": [variant.pk for variant in goods],
            "groups": [group.number for group in groups],
            "waiting": [groups[0].number],
            **{f"{order.state} group": [order.group.number] for order in orders},
            **{f"{order.state} order": [order.number] for order in orders},
            "keys": [groups[1].access_token],
            "orders": [order.number for order in orders],
            "quotes": [str(quote.pk) for quote in quotes],
            "documents": [str(pk) for pk in Document.objects.values_list("pk", flat=True)],
            "codes": list(Document.objects.values_list("check_code", flat=True)),
            "currencies": ["CNY", "USD"],
            "countries": ["CN", "DE"],
            "providers": ["sandbox"],
            "discounts": [own.pk],
            "offered discounts": [offered.pk],
            **after,
            **words,
            **talks,
            **deals,
        },
        bodies={
            "token_create": [{"email": carla.email, "password": PASSWORD}],
            "checkout_create": [checkout_of(quote, goods[0]) for quote in quotes],
            "quotes_create": [{"destination": {"country": "CN", "region": "330000"}, "lines": [two], "currency": "CNY"}],
            "cart_lines_create": [two],
            "cart_code_update": [{"code": own.code}],
            "discounts_create": [discount()],
            "orders_pay": [{"provider": "sandbox"}],
            "quotes_freight_create": [freight()],
            "carrier_events_tell": [event()],
            "carrier_events_tell_many": [{"events": [event()]}],
            "sales_refuse": [{"reason": RefusalReason.OUT_OF_STOCK}],
            "sales_ship": [{"carrier": "EMS", "tracking_number": "EE123456785RW"}],
            **after_bodies,
            **word_bodies,
            **talk_bodies,
            **deal_bodies,
        },
    )


def quote_for(cart: Cart) -> Quote:
    return ask_for_quote(lane=read_cart(cart, "CNY").lanes[0], address=hangzhou())


def bearer(user: User) -> dict[str, str]:
    return {"Authorization": f"Bearer {Token.objects.create(user=user).key}"}


def carrier() -> dict[str, str]:
    """Somebody who carries, with a parcel in hand."""
    begin_travel(shipment="IS-1", number=PARCEL, carrier="EMS", by=None)
    return {"Authorization": f"Bearer {give_access(carrier='EMS', by=make_officer())[1]}"}


def event() -> dict[str, str]:
    return {"event_id": "EV-1", "number": PARCEL, "passage": "arrived", "happened_at": f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}"}


def discount() -> dict[str, Any]:
    now = timezone.now()
    days = {"starts_at": f"{now:%Y-%m-%dT%H:%M:%SZ}", "ends_at": f"{now + timedelta(days=9):%Y-%m-%dT%H:%M:%SZ}"}
    return {"names": {"en": "Harvest", "zh_hans": "采收周"}, "amount": {"amount": "5.00", "currency": "CNY"}, **days}


def freight() -> dict[str, Any]:
    box = {"length_mm": 600, "width_mm": 400, "height_mm": 400, "gross_g": 15_000, "quantity": 20}
    goods = {"amount": "9000.00", "currency": "CNY"}
    return {"parcels": [box], "destination": {"place": "CNSHA", "country": "CN"}, "incoterm": "CPT", "currency": "CNY", "goods": goods}


def browser(cart: Cart) -> dict[str, str]:
    """Nobody's: a session with a cart in it, and the proof that a change comes from our own page."""
    client = Client()
    session = client.session
    session[CART_TOKEN] = cart.token
    session.save()
    return {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={session.session_key}; csrftoken={'c' * 32}", "HTTP_X_CSRFTOKEN": "c" * 32}


def checkout_of(quote: Quote, variant: Variant) -> dict[str, Any]:
    quote.refresh_from_db()
    option = quote.options.first()
    address = {name: text for name, text in typed_hangzhou().items() if name != "email"}
    total = option.money.amount + 2 * variant.prices.get(currency="CNY").amount
    return {
        "contact": {"email": "carla@buyer.example"},
        "address": address,
        "person": {"name": "卡拉", "number": constructed_number(), "mobile": "138 0571 2266", "agree": True},
        "deliveries": [{"quote": str(quote.pk), "option": option.pk}],
        "provider": "sandbox",
        "shown_total": {"amount": f"{total:.2f}", "currency": "CNY"},
    }
