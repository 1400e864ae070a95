"""Counting what people look at: who is counted, that nothing counts twice, and what a comparison says."""

from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from catalog.campaigns.interest import counting, sources
from catalog.campaigns.interest.comparing import Span, compare, spans
from catalog.campaigns.interest.counting import HEAP, is_counted
from catalog.campaigns.interest.drawing import chart_of
from catalog.campaigns.interest.sources import Two, source_of
from catalog.campaigns.interest.writing import BATCHES, collect, write
from catalog.campaigns.models import Block, Campaign, DailyCount
from catalog.campaigns.officers import ensure_rights
from catalog.tests.factories import make_product, make_user
from sellers.officers import ensure_officers

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def empty(db):
    def clear():
        counting.heap.hand_over()
        valkey = get_redis_connection("default")
        valkey.delete(HEAP, BATCHES, *valkey.keys(f"{HEAP}:*"))

    clear()
    yield
    clear()


def test_page_counts_once_a_reader_and_nothing_twice(client, run_waiting_jobs):
    product = make_product()
    for _ in range(3):
        client.get(f"/products/{product.slug}/", headers={"User-Agent": BROWSER})
    client.get(f"/products/{product.slug}/", headers={"User-Agent": "Googlebot/2.1"})
    counting.heap.hand_over()

    assert collect() == 1 and collect() == 0
    run_waiting_jobs()
    run_waiting_jobs()

    row = DailyCount.objects.get()
    assert (row.product, row.kind, row.number) == (product, "view", 3)


def test_product_put_into_a_cart_is_counted_under_its_product(client, run_waiting_jobs):
    product = make_product()
    variant = product.variants.get()
    client.post("/cart/add/", {"variant": variant.pk, "quantity": 2}, headers={"User-Agent": BROWSER})
    counting.heap.hand_over()
    collect()
    run_waiting_jobs()

    assert DailyCount.objects.values_list("product", "kind", "number").get() == (product.pk, "cart", 1)


def test_goods_that_a_search_shows_are_counted_and_those_of_a_plain_list_are_not(client, run_waiting_jobs):
    found, other = make_product("Musasa honey"), make_product("Peace basket")
    for address in ("/products/?q=musasa", "/products/?q=musasa", "/products/", "/products/?q=nothinglikethis"):
        client.get(address, headers={"User-Agent": BROWSER})
    client.get("/products/?q=musasa", headers={"User-Agent": "Googlebot/2.1"})
    counting.heap.hand_over()
    collect()
    run_waiting_jobs()

    assert list(DailyCount.objects.values_list("product", "kind", "number")) == [(found.pk, "search", 2)]
    assert other.pk != found.pk


@pytest.mark.parametrize(
    ("headers", "counted"),
    [
        ({"user-agent": BROWSER}, True),
        ({"user-agent": BROWSER, "dnt": "1"}, False),
        ({"user-agent": BROWSER, "sec-gpc": "1"}, False),
        ({"user-agent": BROWSER, "sec-purpose": "prefetch;prerender"}, False),
        ({"user-agent": "Mozilla/5.0 (compatible; bingbot/2.0)"}, False),
        ({"user-agent": "curl/8.5"}, False),
        ({"user-agent": ""}, False),
    ],
)
def test_only_people_who_did_not_ask_otherwise_are_counted(headers, counted):
    assert is_counted(RequestFactory().get("/", headers=headers)) is counted


def test_counts_stay_in_the_process_while_valkey_is_away(monkeypatch):
    def away(name):
        raise RedisError

    heap = counting._Heap()
    heap.add("1:2026-11-22:view:7")
    with monkeypatch.context() as patch:
        patch.setattr(counting, "get_redis_connection", away)
        heap.hand_over()
    heap.hand_over()
    heap.hand_over()

    assert get_redis_connection("default").hgetall(HEAP) == {b"1:2026-11-22:view:7": b"1"}


def test_batch_of_a_round_that_was_cut_short_is_written_once(run_waiting_jobs):
    product, hub = make_product(), make_product().hub_id
    valkey = get_redis_connection("default")
    name, field = f"{HEAP}:left", f"{hub}:2026-11-21:view:{product.pk}"
    for _ in range(2):  # the worker ended before it took the batch away
        valkey.hset(name, field, 5)
        valkey.sadd(BATCHES, name)
        collect()
        run_waiting_jobs()

    assert DailyCount.objects.get().number == 5
    assert write([("2026-11-21", "view", product.pk, 2), ("2026-11-21", "view", 999_999, 9)]) == 1
    assert DailyCount.objects.get().number == 7


def test_spans_are_of_one_length_and_leave_today_out():
    running = spans(date(2026, 11, 11), None, date(2026, 11, 21))
    assert running.during == Span(date(2026, 11, 11), date(2026, 11, 20)) and len(running.before.days) == 10 and not running.after.days
    over = spans(date(2026, 11, 1), date(2026, 11, 7), date(2026, 11, 12))
    assert over.before == Span(date(2026, 10, 25), date(2026, 10, 31)) and over.after == Span(date(2026, 11, 8), date(2026, 11, 11))


def test_comparison_takes_off_what_happened_to_all_other_goods():
    over = spans(date(2026, 11, 11), None, date(2026, 11, 21))
    days = {day: Two(10, 100) for day in over.before.days} | {day: Two(30, 250) for day in over.during.days}

    one = compare("view", days, over)

    assert (one.change, one.change_of_rest, one.difference, one.expected) == (200, 150, 50, Decimal("25.0")) and not one.is_thin
    chart = chart_of(days, over, one)
    assert len(chart.mine.split()) == 20 and [mark.percent for mark in chart.marks] == [0, 100, 200, 300, 400]
    nothing = compare("view", {}, over)
    assert (nothing.change, nothing.difference, chart_of({}, over, nothing)) == (None, None, None) and nothing.is_thin


def test_officer_reads_the_comparison_and_a_stranger_does_not(client):
    ensure_officers()
    ensure_rights()
    olive = make_user("olive", is_staff=True, is_demo=True)
    olive.groups.add(Group.objects.get(name="RDB officers"))
    now = timezone.now()
    mine, other = make_product(), make_product()
    campaign = Campaign.objects.create(slug="labels", title_en="Labels", opens_at=now - 3 * DAY)
    Block.objects.create(campaign=campaign, kind="products").products.set([mine])
    for days, number in ((5, 20), (4, 20), (2, 60)):
        day = (now - days * DAY).astimezone(ZoneInfo("Africa/Kigali")).date()
        DailyCount.objects.create(product=mine, day=day, kind="view", number=number)
        DailyCount.objects.create(product=other, day=day, kind="view", number=100)
    address = reverse("admin:campaigns_campaign_show_interest", args=[campaign.pk])

    assert client.get(address).status_code == 302
    client.force_login(make_user("charlie", is_staff=True, is_demo=True))
    assert client.get(address).status_code == 403
    client.force_login(olive)
    page = client.get(address).content.decode()

    assert "<svg" in page and "What the campaign can have changed" in page and "+200 % interest" in page and "Pieces sold" in page
    assert source_of(sources.SALE) is not None and "Found by a search" in page and "Not counted yet" not in page
