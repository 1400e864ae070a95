"""Export papers: pairs (invoice and packing list) a second, how long one waits for them, and what the worker weighs.

Paid orders of three lines lie waiting in a scratch house; one real worker with four threads, which has drawn a few already, then
checks, numbers, freezes, draws, stores and hashes them. Afterwards orders are paid one by one, to see how long a single pair takes
from payment to file. The page alone, without database and jobs, is measured in this process."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Max, Min
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.models import Category, Product, Variant
from marketplace.bench import Figure, Options, packs, yardstick
from marketplace.bench.scratch import scratch_house
from marketplace.jobs.models import Job
from marketplace.jobs.running import claim_job, run_claimed
from orders.addresses import china_address
from orders.enums import GroupState, OrderState
from orders.events import ORDER_PAID, tell
from orders.models import Order, OrderGroup, OrderLine
from orders.paperwork.enums import PAIR, DocumentState
from orders.paperwork.models import Document
from orders.paperwork.services.drawing import draw
from orders.services.freezing import frozen_seller
from sellers.enums import SellerState
from sellers.models import Seller

GOODS = [  # English, Chinese, HS, unit, quantity, price, net g, gross g, sides mm
    ("Musasa washed, green coffee, 60 kg", "穆萨萨水洗咖啡生豆，60 千克袋装", "090111", "bag", 2, "4820", 60_000, 60_900, (700, 450, 250)),
    ("Agaseke peace basket, sisal, 30 cm", "阿加塞克和平篮，剑麻编织", "460219", "piece", 12, "268.50", 850, 1_100, (320, 320, 380)),
    ("Black tea, loose leaf, 250 g", "卢旺达高山红茶，散茶，250 克", "090230", "pack", 24, "68.00", 250, 310, (110, 80, 80)),
]
SHOPS = 8  # numbers have no gaps: papers of one seller are issued one after the other, as in life they rarely have to be
ALONE = 40  # orders paid one by one
PACKS = 100  # of those orders, at most, get a whole pack
WARM = 16  # pairs that a fresh worker draws first: it reads ten megabytes of type once, not for every two hundred pairs
PATIENCE = 120.0  # seconds without news


def run(options: Options) -> list[Figure]:
    bare = yardstick.run(options)
    with scratch_house() as house:
        orders = Orders(options.count + ALONE + WARM + 1)
        queries = _queries_of(orders.pay())
        with house.worker() as worker:
            for _ in range(WARM):
                orders.pay()
            _wait(lambda: _drawn() > WARM)
            before = worker.cpu_seconds()
            with worker.paused():
                for _ in range(options.count):
                    orders.pay()
            _wait(lambda: _drawn() > WARM + options.count)
            rate, spent = _rate(options.count), worker.cpu_seconds() - before
            alone = [_seconds(lambda: _paid_and_drawn(orders)) for _ in range(ALONE)]
            footprint = worker.footprint()
            of_packs = packs.measure(worker, min(options.count, PACKS), _wait)
        pages = _times_of_pages()
    return [
        *bare,
        Figure("paperwork: one worker", round(rate, 1), "pairs/s", f"{options.count} orders of three lines, all checks, 4 threads"),
        Figure("paperwork: one worker: processor", round(1000 * spent / options.count, 1), "ms/pair"),
        Figure("paperwork: one worker: share of the yardstick", round(rate / yardstick.rate_of(bare), 3), "×", "pairs to bare pages"),
        *_latencies("paperwork: payment to both files", alone),
        Figure("paperwork: page alone, one thread", round(len(pages) / sum(pages), 1), "pairs/s", "from frozen facts to PDF/A bytes"),
        *_latencies("paperwork: page alone, a pair", pages),
        Figure("paperwork: queries", queries, "queries", "one pair: its job with the bookkeeping"),
        Figure("paperwork: worker", round(footprint.pss, 1), "MiB", f"PSS of {footprint.processes} process(es), type loaded"),
        *of_packs,
    ]


class Orders:
    """Placed orders of one seller, to be paid one after the other."""

    def __init__(self, count: int) -> None:
        now = timezone.now()
        self.sellers = [
            Seller.objects.create(
                legal_name=f"Bench Exporters {place} Ltd", trade_name=f"Bench {place}", slug=f"bench-{place}", tin=f"10000000{place}",
                contact_name="Bench", contact_email="bench@example.com", state=SellerState.APPROVED, submitted_at=now, due_at=now,
                approved_at=now,
            )
            for place in range(1, SHOPS + 1)
        ]  # fmt: skip
        product = Product.objects.create(seller=self.sellers[0], category=Category.objects.first(), slug="bench")
        self.variants = [
            Variant.objects.create(
                product=product, sku=f"BENCH-{place}", unit=unit, net_weight_g=net, gross_weight_g=gross,
                length_mm=sides[0], width_mm=sides[1], height_mm=sides[2],
            )
            for place, (_en, _zh, _hs, unit, _quantity, _price, net, gross, sides) in enumerate(GOODS)
        ]  # fmt: skip
        self.waiting = [self._place(number) for number in range(1, count + 1)]

    def pay(self) -> Order:
        """As settling does: the event is told in the transaction of the payment."""
        order = self.waiting.pop()
        with transaction.atomic():
            tell(ORDER_PAID, order.pk)
        return order

    def _place(self, number: int) -> Order:
        now = timezone.now()
        goods = sum((Decimal(price) * quantity for _en, _zh, _hs, _unit, quantity, price, *_rest in GOODS), Decimal(0))
        amounts = {"goods_amount": goods, "delivery_amount": Decimal("1386.40"), "total_amount": goods + Decimal("1386.40")}
        address = china_address(
            name="李娜", phone="+8613805712266", province="330000", city="330100", district="330106", line="文三路 88 号", postcode="310012"
        )
        group = OrderGroup.objects.create(
            number=f"BENCH-{number}", idempotency_key=f"bench-{number}", email="bench@example.com", phone="+8613805712266", language="en",
            address=address, destination_country="CN", currency="CNY", held_until=now + timedelta(hours=1), state=GroupState.PAID,
            paid_at=now, **amounts,
        )  # fmt: skip
        order = Order.objects.create(
            group=group, number=f"BENCH-{number}-1", position=1, currency="CNY", delivery_service="air_cargo", delivery_mode="air",
            transit_min_days=4, transit_max_days=7, state=OrderState.PAID, paid_at=now, **amounts,
            **frozen_seller(self.sellers[number % SHOPS]),
        )  # fmt: skip
        OrderLine.objects.bulk_create(self._line(order, place, row) for place, row in enumerate(GOODS))
        return order

    def _line(self, order: Order, place: int, row: tuple) -> OrderLine:
        english, chinese, hs6, unit, quantity, price, net, gross, sides = row
        return OrderLine(
            order=order, position=place + 1, variant=self.variants[place], sku=f"BENCH-{place}", name_en=english, name_zh=chinese, hs6=hs6,
            hs_code=hs6, origin_country="RW", lot="B-26-07", unit=unit, quantity=quantity, unit_price=Decimal(price),
            line_total=Decimal(price) * quantity, currency="CNY", net_weight_g=net, gross_weight_g=gross, length_mm=sides[0],
            width_mm=sides[1], height_mm=sides[2],
        )  # fmt: skip


def _queries_of(order: Order) -> int:
    """The statements of one pair, its job run here."""
    with CaptureQueriesContext(connection) as captured:
        run_claimed(claim_job(Job.objects.filter(kind="paperwork.issue").latest("created_at").pk))
    if not Document.objects.filter(order_number=order.number, state=DocumentState.DRAWN).count() == 2:
        raise RuntimeError("The first pair was not drawn.")
    return len(captured)


def _times_of_pages() -> list[float]:
    """Seconds a pair. Each pair is drawn once: what Typst remembers of a page it has just drawn would flatter the second time."""
    pairs: dict[int, list[Document]] = {}
    for document in Document.objects.filter(kind__in=PAIR).order_by("pk"):
        pairs.setdefault(document.paper_set_id, []).append(document)
    first, *others = pairs.values()
    _seconds(lambda: [draw(document) for document in first])  # reads the type
    return [_seconds(lambda pair=pair: [draw(document) for document in pair]) for pair in others]


def _paid_and_drawn(orders: Orders) -> None:
    order = orders.pay()
    _wait(lambda: Document.objects.filter(order_number=order.number, state=DocumentState.DRAWN).count() == 2, pause=0.002)


def _rate(count: int) -> float:
    """Pairs a second from the first paper frozen by the worker to the last one drawn."""
    span = Document.objects.order_by("-issued_at")[: 2 * count].aggregate(first=Min("issued_at"), last=Max("drawn_at"))
    return count / (span["last"] - span["first"]).total_seconds()


def _drawn() -> int:
    """Pairs."""
    return Document.objects.filter(state=DocumentState.DRAWN).count() // 2


def _wait(holds: Callable[[], bool], *, pause: float = 0.1) -> None:
    ends = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > ends:
            raise TimeoutError("The worker did not finish the papers in time.")
        time.sleep(pause)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _latencies(name: str, seconds: Sequence[float]) -> list[Figure]:
    ordered = sorted(seconds)
    return [
        Figure(f"{name}: p{share}", round(1000 * ordered[min(len(ordered) * share // 100, len(ordered) - 1)], 1), "ms")
        for share in (50, 95, 99)
    ]
