"""The rush: everybody has filled a cart and presses the last button at once, over HTTP, on goods of which there are too few.

With 300 carts of one piece and a stock of 100 there are 100 orders, and 200 buyers are told that the stock changed."""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sessions.backends.cached_db import SessionStore
from django.contrib.sessions.models import Session
from django.test.utils import override_settings
from django.utils import timezone

from catalog.models import Variant
from catalog.models.variant import STOCK
from catalog.services.stock import set_on_hand
from marketplace.allocation.models import Hold
from marketplace.allocation.selectors import level, miscounted
from marketplace.bench import Figure, Options
from marketplace.bench.checkout import ADDRESS, CURRENCY, SANDBOX, stocked_shelf
from marketplace.bench.crowd import press_once
from marketplace.bench.load import Ask
from marketplace.bench.scratch import scratch_house
from marketplace.bench.serving import web_server
from marketplace.hubs.preferences import CURRENCY_COOKIE
from orders.identity.numbers import counted_number
from orders.logistics.services import issue_quote
from orders.models import Checkout, OrderGroup
from orders.selectors.cart import read_cart
from orders.selectors.checkout import read_checkout
from orders.services import cart as carts
from orders.services import checkout as steps
from orders.views.access import CART_TOKEN

CARTS, PIECES = 300, 100


def run(options: Options) -> list[Figure]:
    with scratch_house() as house, override_settings(**SANDBOX):
        variant = stocked_shelf()[1]
        set_on_hand(variant=variant, on_hand=CARTS, by=None)  # while the carts are filled; then most of it is gone
        waiting = [before_the_button(variant) for _ in range(CARTS)]
        set_on_hand(variant=variant, on_hand=PIECES, by=None)
        wires = [last_button(*each) for each in waiting]
        with web_server(
            workers=options.workers, told={**house.environment, "PAYMENTS_SANDBOX": "1", "SANDBOX_URL": SANDBOX["SANDBOX_URL"]}
        ) as server:
            press_once(server.url, [Ask("/health/ready/").wire("127.0.0.1")] * 20, connections=4)
            answers = press_once(server.url, wires, connections=CARTS)
        now, groups = level(variant.thing), OrderGroup.objects.count()
        held = sum(Hold.objects.filter(pool__subject=STOCK, pool__key=str(variant.pk), state="held").values_list("quantity", flat=True))
    took = sorted(answer.took for answer in answers)
    statuses = Counter(answer.status for answer in answers)
    return [
        Figure("orders", groups, "orders", f"{CARTS} carts of one piece press at once, {PIECES} pieces; {dict(statuses)}"),
        Figure("sold too many", max(groups - PIECES, 0) + max(held - PIECES, 0) + miscounted().count(), "pieces"),
        Figure("left though somebody wanted it", max(PIECES - groups, 0), "pieces"),
        Figure("held in the database", now.held, "pieces", f"free: {now.free}"),
        Figure("faults", sum(count for status, count in statuses.items() if not status or status >= 500), "answers"),
        Figure("all answered", round(max(answer.answered for answer in answers), 2), "s"),
        Figure("an answer: p50", round(1000 * took[len(took) // 2], 1), "ms"),
        Figure("an answer: p99", round(1000 * took[int(len(took) * 0.99)], 1), "ms"),
    ]


def before_the_button(variant: Variant) -> tuple[str, Checkout, str]:
    """A guest with everything filled in: the session's key, the checkout, and the total on the button."""
    cart = carts.guest_cart()
    carts.add_to_cart(cart=cart, variant_id=variant.pk, quantity=1, currency=CURRENCY)
    checkout = steps.begin_checkout(cart=cart)
    steps.settle_address(checkout=checkout, address=ADDRESS, contact={"email": "bench@buyer.example"})
    checkout = steps.price_delivery(checkout=checkout, reading=read_cart(cart, CURRENCY))
    for asked in checkout.quotes.values():
        issue_quote(quote_id=asked["quote"])
    steps.choose_payment(checkout=checkout, provider="sandbox")
    total = read_checkout(checkout, read_cart(cart, CURRENCY)).total
    session = Session.objects.create(
        session_key=secrets.token_hex(16),
        session_data=SessionStore().encode({CART_TOKEN: cart.token}),
        expire_date=timezone.now() + timedelta(hours=1),
    )
    return session.session_key, checkout, str(total.amount)


def last_button(session: str, checkout: Checkout, total: str) -> bytes:
    token = secrets.token_hex(16)
    body = urlencode(
        {
            "do": "pay", "attempt": checkout.attempt, "shown_total": total, "provider": "sandbox", "country": "CN",
            "email": "bench@buyer.example", "name": "Bench", "phone": "13800000000", "province": "330000", "city": "330100",
            "district": "330106", "line": "文三路 1 号", "person-name": "测试", "person-number": counted_number(secrets.randbelow(10**7)),
            "person-mobile": "13800000000", "person-agree": "on",
        }
    )  # fmt: skip
    cookies = {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: token, CURRENCY_COOKIE: CURRENCY}
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": token,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return Ask("/checkout/", method="POST", headers=headers, body=body).wire("127.0.0.1")
