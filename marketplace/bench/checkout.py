"""Checkout: paid orders a second, and whether anything is ever sold twice.

A journey is all of it: into the cart, address, delivery quote (asked for and worked out), placing with its hold, the signed request to the
wallet, the wallet's signed word and its settling, with history, letters and paperwork jobs written down. "Paid orders" are timed from the
pressed button on; their carts and quotes were prepared before. It runs in a house of its own (scratch.py), in as many processes as the web
has workers; jobs are written and sent, and no worker takes them."""

from __future__ import annotations

import multiprocessing
import queue
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from catalog.models import Category, HsCode, Product, Variant, VariantPrice
from catalog.models.variant import STOCK
from catalog.services.stock import shelve
from marketplace.allocation.enums import HoldState
from marketplace.allocation.models import Hold
from marketplace.allocation.selectors import level, miscounted
from marketplace.approval.services import stand
from marketplace.bench import Figure, Options
from marketplace.bench.scratch import scratch_house
from marketplace.hubs.context import use_hub
from marketplace.hubs.models import District, Hub
from orders import addresses
from orders.exceptions import CartChanged, QuantityRefused
from orders.identity.consent import consent_now
from orders.identity.numbers import counted_number
from orders.identity.person import RealPerson
from orders.identity.services import Given
from orders.logistics.models import RateBreak, RateCard
from orders.logistics.services import issue_quote
from orders.models import Checkout, OrderGroup
from orders.payments.ledger.models import CommissionRule
from orders.payments.models import Payment, PaymentRoute
from orders.payments.sandbox.alipay.notices import signed_notice
from orders.payments.sandbox.alipay.trades import Trade, TradeStatus
from orders.payments.services import receive_notification
from orders.selectors.cart import read_cart
from orders.selectors.checkout import read_checkout
from orders.services import cart as carts
from orders.services import checkout as steps
from orders.services.payment import pay_group
from orders.services.placement import place_order_group
from sellers.models import Seller

THREADS = 4  # a process, as the web server's
CURRENCY, PLENTY, SCARCE = "CNY", 1_000_000, 25
ADDRESS = addresses.china_address(
    name="Bench", phone="+8613800000000", province="330000", city="330100", district="330106", line="文三路 1 号"
)
Phase = Callable[[str], None]
SANDBOX = {"PAYMENTS_SANDBOX": True, "SANDBOX_URL": settings.SANDBOX_URL or "http://127.0.0.1:9"}


def run(options: Options) -> list[Figure]:
    with scratch_house(), override_settings(**SANDBOX):
        plenty, scarce = stocked_shelf()
        for _ in range(5):  # warm-up: plans, caches, keys
            pay(choose(plenty))
        statements, both = statements_of(plenty[:1]), statements_of(plenty)
        orders = together(options, plenty[:1], options.count, is_prepared=True)
        journeys = together(options, plenty[:1], max(options.count // 2, 10))
        together(options, [scarce], 2 * SCARCE)
        sold, oversold = sold_of(scarce)
        missing = OrderGroup.objects.exclude(state="paid").count()
    buyers = f"{options.workers} processes of {THREADS} threads"
    told = ", ".join(f"{name} {count}" for name, count in statements.items())
    return [
        Figure("paid orders", orders.rate, "orders/s", f"{options.count} orders, {buyers}; from the button to the settled payment"),
        Figure("paid orders: p50", orders.at(0.50), "ms"),
        Figure("paid orders: p95", orders.at(0.95), "ms"),
        Figure("paid orders: p99", orders.at(0.99), "ms"),
        Figure("paid orders: processor", orders.processor_each, "ms/order", "of our processes; the database's comes on top"),
        Figure("whole journeys", journeys.rate, "journeys/s", "from the empty cart on, delivery quote worked out on the way"),
        Figure("whole journeys: p50", journeys.at(0.50), "ms"),
        Figure("whole journeys: p99", journeys.at(0.99), "ms"),
        Figure("whole journeys: processor", journeys.processor_each, "ms/journey"),
        Figure("statements from the button on", sum(list(statements.values())[-3:]), "SQL"),
        Figure("statements of a journey", sum(statements.values()), "SQL", told),
        Figure("statements, two sellers' goods", sum(both.values()), "SQL", "two orders in one group"),
        Figure("placed but not paid", missing, "groups"),
        Figure("race for the last pieces", sold, "sold", f"{2 * SCARCE} buyers at once, {SCARCE} pieces"),
        Figure("oversold", oversold, "pieces", "sold or held beyond what there was"),
    ]


def choose(variants: list[Variant], phase: Phase = lambda name: None) -> Checkout:
    """A buyer up to the button: cart, address, priced delivery. Raises QuantityRefused when the goods are gone."""
    cart = carts.guest_cart()
    for variant in variants:
        carts.add_to_cart(cart=cart, variant_id=variant.pk, quantity=1, currency=CURRENCY)
    phase("cart")
    checkout = steps.begin_checkout(cart=cart)
    steps.settle_address(checkout=checkout, address=ADDRESS, contact={"email": "bench@buyer.example"})
    checkout = steps.price_delivery(checkout=checkout, reading=read_cart(cart, CURRENCY))
    phase("address")
    for asked in checkout.quotes.values():
        issue_quote(quote_id=asked["quote"])
    phase("quotes")
    checkout.total = read_checkout(checkout, read_cart(cart, CURRENCY)).total
    phase("looking")
    return checkout


def pay(checkout: Checkout, phase: Phase = lambda name: None) -> None:
    """From the button to the settled payment. Raises CartChanged when the goods are gone."""
    facts = {"attempt": checkout.attempt, "currency": CURRENCY, "language": "en", "shown_total": checkout.total, "by": None}
    facts["given"] = bench_person()
    group = place_order_group(cart=checkout.cart, **facts).group
    phase("placing")
    payment = pay_group(group=group, provider="sandbox", return_url=f"{settings.SITE_URL}/orders/{group.number}/", description="").payment
    phase("going to pay")
    reply = receive_notification(provider="sandbox", headers={}, raw_body=word_of_wallet(payment))
    phase("settling")
    if reply.status != 200:
        raise RuntimeError(reply.body)


def bench_person() -> Given:
    """Somebody new, made up: customs asks for a name with every parcel of a person, and lets each bring in only so much a year."""
    return Given(RealPerson("测试", counted_number(secrets.randbelow(10**7)), "+8613800000000"), consent_now())


def word_of_wallet(payment: Payment) -> bytes:
    """What the wallet would post, signed with its own key."""
    trade = Trade(out_trade_no=payment.reference, total=payment.amount, currency=payment.currency, paid_at=time.time())
    return urlencode(signed_notice(trade, TradeStatus.TRADE_SUCCESS)).encode()


def statements_of(variants: list[Variant]) -> dict[str, int]:
    """The SQL statements of one journey by phase, the transactions' own words among them."""
    counts: dict[str, int] = {}
    with CaptureQueriesContext(connection) as captured:

        def note(name: str) -> None:
            counts[name] = len(captured) - sum(counts.values())

        pay(choose(variants, note), note)
    return counts


@dataclass(frozen=True)
class Crowd:
    """What many buyers took together, and each alone."""

    seconds: float
    times: list[float]
    processor: float

    @property
    def processor_each(self) -> float:
        return round(1000 * self.processor / max(len(self.times), 1), 1)

    @property
    def rate(self) -> float:
        return round(len(self.times) / self.seconds, 1)

    def at(self, share: float) -> float:
        return round(1000 * sorted(self.times)[min(int(len(self.times) * share), len(self.times) - 1)], 1)


def together(options: Options, variants: list[Variant], count: int, *, is_prepared: bool = False) -> Crowd:
    """So many buyers, spread over the processes, all at once; with `is_prepared` they stand before the button when the clock starts."""
    context = multiprocessing.get_context("fork")
    connections.close_all()
    answers, gate = context.Queue(), context.Barrier(options.workers + 1)
    shares = [count // options.workers + (place < count % options.workers) for place in range(options.workers)]
    processes = [context.Process(target=crowd, args=(variants, share, is_prepared, gate, answers)) for share in shares]
    for process in processes:
        process.start()
    gate.wait(600)
    begun = time.perf_counter()
    gathered = [answers.get(timeout=600) for _ in processes]
    seconds = time.perf_counter() - begun
    for process in processes:
        process.join()
    return Crowd(seconds, [took for times, _ in gathered for took in times], sum(spent for _, spent in gathered))


def crowd(variants: list[Variant], count: int, is_prepared: bool, gate, answers) -> None:
    """The buyers of one process, in its threads."""
    hub, times = Hub.objects.get(code="rw"), []
    waiting: queue.SimpleQueue[Checkout | None] = queue.SimpleQueue()
    with use_hub(hub):
        for _ in range(count):
            waiting.put(choose(variants) if is_prepared else None)

    def work() -> None:
        with use_hub(hub):
            while True:
                try:
                    checkout = waiting.get_nowait()
                except queue.Empty:
                    break
                begun = time.perf_counter()
                try:
                    pay(checkout or choose(variants))
                except (CartChanged, QuantityRefused):
                    continue  # somebody else was quicker
                times.append(time.perf_counter() - begun)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    gate.wait(600)
    before = time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers.put((times, time.process_time() - before))


def sold_of(variant: Variant) -> tuple[int, int]:
    """How many of the scarce pieces were sold, and how many too many."""
    rows = Hold.objects.filter(pool__subject=STOCK, pool__key=str(variant.pk))
    sold = sum(row.quantity for row in rows if row.state == HoldState.COMMITTED)
    held = sum(row.quantity for row in rows if row.state == HoldState.HELD)
    now = level(variant.thing)
    return sold, max(sold + held - SCARCE, 0) + abs(now.held - held) + abs(now.on_hand + sold - SCARCE) + miscounted().count()


def stocked_shelf() -> tuple[list[Variant], Variant]:
    """Two sellers with goods enough for everybody, one good of which there are few, a delivery rate and the wallet."""
    plenty = [_good(_seller(number), PLENTY) for number in (1, 2)]
    card = RateCard.objects.create(
        carrier="Bench", service="express", mode="air", origin="KGL", destination_country="CN", weight_rule="courier", currency=CURRENCY,
        transit_min_days=5, transit_max_days=7, valid_from=date(2025, 1, 1), source="bench",
    )  # fmt: skip
    RateBreak.objects.create(card=card, from_quantity=0, unit_rate=Decimal("60"))
    stand(card)
    CommissionRule.objects.create(rate=Decimal("0.05"), valid_from=date(2025, 1, 1), source="bench")
    PaymentRoute.objects.create(provider="sandbox", currency=CURRENCY, valid_from=date(2025, 1, 1), source="bench")
    return plenty, _good(plenty[0].product.seller, SCARCE)


def _seller(number: int) -> Seller:
    now = timezone.now()
    return Seller.objects.create(
        legal_name=f"Bench {number} Ltd", slug=f"bench-{number}", tin=f"10000000{number}", district=District.objects.first(),
        contact_email=f"bench{number}@seller.example", state="approved", submitted_at=now, due_at=now, approved_at=now,
    )  # fmt: skip


def _good(seller: Seller, on_hand: int) -> Variant:
    product = Product.objects.create(
        seller=seller, category=Category.objects.get(slug="roasted-coffee"), hs_code=HsCode.objects.get(code="0901210000"),
        slug=f"{seller.slug}-{on_hand}", name_en="Bench coffee", state="published", published_at=timezone.now(),
    )  # fmt: skip
    variant = Variant.objects.create(
        product=product, sku=f"B{on_hand}", unit="bag", net_weight_g=250, gross_weight_g=280, length_mm=190, width_mm=95, height_mm=65,
    )  # fmt: skip
    shelve({variant.pk: on_hand})
    VariantPrice.objects.create(variant=variant, currency=CURRENCY, amount=Decimal("68.00"))
    return variant
