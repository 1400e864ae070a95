"""A flash sale: members with sessions press "claim" at once, over HTTP, on the real server with the database of `up` (every commit is on
the disk when it is answered). Then some of the winners check out.

A unit claimed twice, a buyer above the limit and an answer that is a fault are figures whose target is 0 on any machine."""

from __future__ import annotations

import random
import secrets
import time
from collections import Counter
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Count, Sum
from django.test.utils import override_settings
from django.utils import timezone
from django_redis.cache import RedisCache

from catalog.campaigns.models import FLASH
from catalog.campaigns.services.flash_sales import open_flash_sale
from catalog.services.stock import set_on_hand
from marketplace.accounts.models import User
from marketplace.allocation.models import Allowance, Hold
from marketplace.allocation.selectors import level, miscounted
from marketplace.bench import Figure, Options
from marketplace.bench.checkout import ADDRESS, CURRENCY, SANDBOX, bench_person, stocked_shelf, word_of_wallet
from marketplace.bench.crowd import Answer, press_once
from marketplace.bench.load import Ask
from marketplace.bench.scratch import scratch_house
from marketplace.bench.serving import web_server
from orders.logistics.services import issue_quote
from orders.payments.services import receive_notification
from orders.selectors.cart import read_cart
from orders.selectors.checkout import read_checkout
from orders.services import checkout as steps
from orders.services.cart import member_cart
from orders.services.claims import bring_claims
from orders.services.payment import pay_group
from orders.services.placement import place_order_group

SLUG, PER_BUYER, CHECKOUTS = "bench", 2, 20
BACKEND = "django.contrib.auth.backends.ModelBackend"


def run(options: Options) -> list[Figure]:
    with scratch_house() as house, override_settings(**SANDBOX):
        variant = stocked_shelf()[1]
        set_on_hand(variant=variant, on_hand=options.units, by=None)
        now = timezone.now()
        sale = open_flash_sale(
            slug=SLUG, variant=variant, units=options.units, per_buyer=PER_BUYER, opens_at=now - timedelta(minutes=1),
            closes_at=now + timedelta(hours=2), by=None,
        )  # fmt: skip
        buyers = members(options.buyers)
        sessions = sessions_of(buyers, cache=house.environment["REDIS_URL"])
        wires = [claim_of(session) for session in sessions]
        # One in twenty presses five times: the limit must hold, and their presses are five different wishes.
        wires += [claim_of(session) for session in sessions[::20] for _ in range(4)]
        random.Random(1).shuffle(wires)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")
        with web_server(workers=options.workers, told=house.environment) as server:
            press_once(server.url, [Ask("/health/ready/").wire("127.0.0.1")] * 50, connections=8)
            before = server.cpu_seconds()
            answers = press_once(server.url, wires, connections=options.crowd)
            spent = server.cpu_seconds() - before
        durable = connection.cursor()
        durable.execute("SHOW synchronous_commit")
        is_durable = durable.fetchone()[0] == "on"
        figures = read(answers, options) + [
            Figure("processor", round(1000 * spent / len(answers), 2), "ms/answer", "of the web processes"),
            Figure("durable", int(is_durable), "yes = 1", "synchronous_commit as the server has it"),
            *truth(sale, options),
        ]
        return figures + check_out(options)


def members(count: int) -> list[User]:
    User.objects.bulk_create(
        [User(email=f"buyer{number}@bench.example", password=f"!{secrets.token_hex(8)}") for number in range(count)], batch_size=2000
    )
    return list(User.objects.filter(email__endswith="@bench.example").order_by("pk"))


def sessions_of(users: list[User], *, cache: str = "") -> list[str]:
    """A session for each, as signing in leaves it: in the table, and in the cache at this address where one is named."""
    store, ends = SessionStore(), timezone.now() + timedelta(hours=2)
    rows, kept = [], {}
    for user in users:
        data = {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: BACKEND, HASH_SESSION_KEY: user.get_session_auth_hash()}
        rows.append(Session(session_key=secrets.token_hex(16), session_data=store.encode(data), expire_date=ends))
        kept[f"{store.cache_key_prefix}{rows[-1].session_key}"] = data
    Session.objects.bulk_create(rows, batch_size=2000)
    if cache:
        RedisCache(cache, {"KEY_PREFIX": settings.CACHES["default"]["KEY_PREFIX"]}).set_many(kept, timeout=7200)
    return [row.session_key for row in rows]


def claim_of(session: str) -> bytes:
    token = secrets.token_hex(16)
    body = urlencode({"quantity": 1})
    headers = {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}",
        "X-CSRFToken": token,
        "Accept": "application/json",
        "Idempotency-Key": secrets.token_hex(8),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return Ask(f"/flash/{SLUG}/claim/", method="POST", headers=headers, body=body).wire("127.0.0.1")


def read(answers: list[Answer], options: Options) -> list[Figure]:
    """What the buyers saw."""
    won = sorted(answer.answered for answer in answers if answer.status == 201)
    lost = [answer for answer in answers if answer.status == 409]
    over = won[-1] if won else 0.0
    # A loser may have asked before the last unit went: they can be told from then on.
    told = sorted(answer.answered - max(answer.asked, over) for answer in lost if answer.answered > over) or [0.0]
    took = sorted(answer.took for answer in answers)
    others = Counter(answer.status for answer in answers if answer.status not in (201, 409))

    def at(times: list[float], share: float) -> float:
        return round(1000 * times[min(int(len(times) * share), len(times) - 1)], 1)

    return [
        Figure("units claimed", len(won), "units", f"of {options.units}; {len(answers)} requests of {options.buyers} buyers"),
        Figure("until the last unit was claimed", round(over, 2), "s", f"over {options.crowd} connections, each commit on the disk"),
        Figure("claims", round(len(won) / over, 1) if over else 0, "claims/s"),
        Figure("all answered", round(max(answer.answered for answer in answers), 2), "s"),
        Figure("answers", round(len(answers) / max(answer.answered for answer in answers), 1), "answers/s"),
        Figure("an answer: p50", at(took, 0.50), "ms"),
        Figure("an answer: p99", at(took, 0.99), "ms"),
        Figure('"sold out", once it is: p50', at(told, 0.50), "ms"),
        Figure('"sold out", once it is: p99', at(told, 0.99), "ms", "target: under 1,000"),
        Figure("other answers", sum(others.values()), "answers", f"faults and broken connections {dict(others) or ''}"),
    ]


def truth(sale, options: Options) -> list[Figure]:
    """What the database has."""
    now = level(sale.thing)
    rows = Hold.objects.filter(pool__subject=FLASH)
    most = rows.values("holder").annotate(units=Sum("quantity")).order_by("-units").first() or {"units": 0}
    keys = rows.values("key").annotate(times=Count("pk")).filter(times__gt=1).count()
    too_many = Allowance.objects.filter(taken__gt=PER_BUYER).count() + (most["units"] > PER_BUYER)
    return [
        Figure("held in the database", now.held, "units", f"free: {now.free}"),
        Figure("claimed twice", max(now.held - options.units, 0) + keys + miscounted().count(), "units"),
        Figure("buyers above the limit", too_many, "buyers", f"the most anybody has: {most['units']} of {PER_BUYER}"),
    ]


def check_out(options: Options) -> list[Figure]:
    """Winners go from the claim to the paid order; whole journeys, one after the other."""
    holders = Hold.objects.filter(pool__subject=FLASH).values_list("holder", flat=True).distinct().order_by("holder")[:CHECKOUTS]
    times = []
    for holder in holders:
        user = User.objects.get(pk=int(holder.removeprefix("user:")))
        begun = time.perf_counter()
        cart = member_cart(user)
        bring_claims(cart=cart)
        checkout = steps.begin_checkout(cart=cart)
        steps.settle_address(checkout=checkout, address=ADDRESS, contact={"email": user.email})
        checkout = steps.price_delivery(checkout=checkout, reading=read_cart(cart, CURRENCY))
        for asked in checkout.quotes.values():
            issue_quote(quote_id=asked["quote"])
        total = read_checkout(checkout, read_cart(cart, CURRENCY)).total
        facts = {
            "attempt": checkout.attempt,
            "currency": CURRENCY,
            "language": "en",
            "shown_total": total,
            "by": user,
            "given": bench_person(),
        }
        group = place_order_group(cart=cart, **facts).group
        payment = pay_group(group=group, provider="sandbox", return_url=f"{settings.SITE_URL}/", description="").payment
        receive_notification(provider="sandbox", headers={}, raw_body=word_of_wallet(payment))
        group.refresh_from_db()
        if group.state == "paid":
            times.append(time.perf_counter() - begun)
    sold = Hold.objects.filter(pool__subject=FLASH, state="committed").aggregate(units=Sum("quantity"))["units"] or 0
    return [
        Figure("claims checked out and paid", len(times), "orders", f"of {len(holders)}; {sold} units sold"),
        Figure("a claim to its paid order: p50", round(1000 * sorted(times)[len(times) // 2], 1) if times else 0, "ms"),
    ]
