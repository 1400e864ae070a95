"""Prices for a time to come: they count by the clock of the statement that reads them, and the lowest before them is told."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalog.exceptions import NotTheSeller
from catalog.models import Listing, PriceChange, ScheduledPrice
from catalog.selectors.offers import offers_for
from catalog.selectors.product_facts import variants_of
from catalog.services.listings import refresh_listings
from catalog.services.prices import clear_price, set_price
from catalog.services.scheduling import ScheduleRefused, end_scheduled, schedule_price
from catalog.tests.factories import make_product, make_seller, make_user
from marketplace.history.selectors import entries_for
from marketplace.jobs.models import Job
from marketplace.money import Money

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def alice():
    return make_user("alice")


@pytest.fixture
def variant(alice):
    seller = make_seller(owner=alice)
    return make_product(seller=seller, variants=[{"prices": {"CNY": "68.00"}, "tiers": {10: "60.00"}}]).variants.get()


def set_aside(variant, amount, *, starts, ends, currency="CNY"):
    """A row as time has left it."""
    now = timezone.now()
    return ScheduledPrice.objects.create(
        variant=variant, currency=currency, amount=Decimal(amount), starts_at=now + starts, ends_at=now + ends
    )


def was(variant, amount, *, since):
    PriceChange.objects.create(variant=variant, currency="CNY", amount=amount and Decimal(amount), since=timezone.now() + since)


def cny(amount):
    return Money(Decimal(amount), "CNY")


def price_of(variant):
    return offers_for([variant.pk], "CNY")[variant.pk].unit_price


def shown(variant):
    return variants_of(variant.product_id, "CNY", "en")[0].price


@pytest.mark.parametrize(
    ("starts", "ends", "costs"), [(HOUR, DAY, "68.00"), (-HOUR, DAY, "50.00"), (-DAY, -HOUR, "68.00"), (-DAY, timedelta(), "68.00")]
)
def test_price_holds_from_its_first_instant_to_its_last_with_no_job_run(client, variant, starts, ends, costs):
    set_aside(variant, "50.00", starts=starts, ends=ends)

    assert price_of(variant) == shown(variant).money == cny(costs)
    answer = client.get(f"/api/v1/products/{variant.product.slug}/?currency=CNY").json()
    assert answer["variants"][0]["price"]["amount"] == costs
    refresh_listings([variant.product_id])
    assert Listing.objects.get(currency="CNY").amount == Decimal(costs)


def test_price_by_quantity_counts_only_below_the_scheduled_one(variant):
    set_aside(variant, "60.00", starts=-HOUR, ends=HOUR)

    assert offers_for([variant.pk], "CNY")[variant.pk].price_at(10) == cny("60.00") and not shown(variant).scale.tiers


def test_goods_without_a_price_of_their_own_are_not_sold_at_a_scheduled_one(variant):
    set_aside(variant, "9.00", starts=-HOUR, ends=HOUR, currency="USD")

    assert offers_for([variant.pk], "USD")[variant.pk].unit_price is None


@pytest.mark.parametrize(
    ("earlier", "struck"),
    [
        ([], None),  # nothing is known of the days before
        ([("68.00", -60 * DAY)], "68.00"),
        ([("40.00", -60 * DAY), ("68.00", -40 * DAY)], "68.00"),  # what ended before the thirty days does not count
        ([("55.00", -60 * DAY), ("68.00", -10 * DAY)], "55.00"),  # raised shortly before: the lower one is told
        ([("45.00", -60 * DAY), ("68.00", -10 * DAY)], None),  # no saving at all
        ([("68.00", -60 * DAY), (None, -20 * DAY), ("70.00", -10 * DAY)], "68.00"),
        ([("68.00", -60 * DAY), ("52.00", 0 * DAY)], "68.00"),  # changed after it began
    ],
)
def test_struck_out_is_the_lowest_of_the_thirty_days_before(variant, earlier, struck):
    for amount, since in earlier:
        was(variant, amount, since=since)
    set_aside(variant, "50.00", starts=-HOUR, ends=DAY)

    assert shown(variant).was == (struck and cny(struck))


def test_earlier_scheduled_price_counts_among_the_thirty_days(variant):
    was(variant, "68.00", since=-60 * DAY)
    set_aside(variant, "58.00", starts=-20 * DAY, ends=-10 * DAY)
    set_aside(variant, "30.00", starts=-50 * DAY, ends=-31 * DAY)
    set_aside(variant, "50.00", starts=-HOUR, ends=DAY)

    assert shown(variant).was == cny("58.00")


def test_page_strikes_the_earlier_price_out_and_says_until_when(client, variant):
    was(variant, "68.00", since=-60 * DAY)
    set_aside(variant, "50.00", starts=-HOUR, ends=DAY)

    page = client.get(f"/products/{variant.product.slug}/?currency=CNY").content.decode()

    assert "<s>¥68.00</s>" in page and "At this price until" in page and "lowest price of the 30 days before" in page


def test_every_change_of_a_price_is_written_in_the_book(variant, alice):
    for amount in ("70.00", "70.00", "72.00"):
        set_price(variant=variant, price=cny(amount), by=alice)
    clear_price(variant=variant, currency="CNY", by=alice)

    assert [row.amount for row in PriceChange.objects.order_by("pk")] == [Decimal("70.00"), Decimal("72.00"), None]


def test_seller_schedules_a_price_and_takes_it_back(variant, alice):
    now = timezone.now()
    row = schedule_price(variant=variant, price=cny("50"), starts_at=now, ends_at=now + DAY, by=alice)
    later = schedule_price(variant=variant, price=cny("40"), starts_at=now + DAY, ends_at=now + 2 * DAY, by=alice)

    assert price_of(variant) == cny("50") and Listing.objects.get(currency="CNY").amount == Decimal("50.00")
    assert Job.objects.filter(kind="catalog.prices_turn").count() == 4
    end_scheduled(scheduled=later, by=alice)
    end_scheduled(scheduled=row, by=alice)
    end_scheduled(scheduled=row, by=alice)
    assert price_of(variant) == cny("68") and ScheduledPrice.objects.get().ends_at <= timezone.now()
    actions = [entry.action for entry in entries_for(variant.product) if entry.action != "price.tiers_set"]
    assert sorted(actions) == ["price.schedule_ended", "price.schedule_ended", "price.scheduled", "price.scheduled"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_at": -HOUR}, "starts_at"),
        ({"starts_at": 400 * DAY, "ends_at": 401 * DAY}, "starts_at"),
        ({"ends_at": HOUR / 2}, "ends_at"),
        ({"ends_at": 400 * DAY}, "ends_at"),
        ({"price": Money(Decimal(0), "CNY")}, "amount"),
        ({"price": Money(Decimal(5), "USD")}, "currency"),
    ],
)
def test_price_is_not_scheduled_when_it_makes_no_sense(variant, alice, change, field):
    now = timezone.now()
    wanted = {"price": cny("50"), "starts_at": HOUR, "ends_at": DAY, **change}
    wanted |= {name: now + wanted[name] for name in ("starts_at", "ends_at")}

    with pytest.raises(ScheduleRefused) as refusal:
        schedule_price(variant=variant, by=alice, **wanted)

    assert refusal.value.field == field and not ScheduledPrice.objects.exists()


def test_two_prices_never_hold_at_once(variant, alice):
    set_aside(variant, "50.00", starts=HOUR, ends=DAY)
    now = timezone.now()

    with pytest.raises(ScheduleRefused):
        schedule_price(variant=variant, price=cny("40"), starts_at=now + 2 * HOUR, ends_at=now + 3 * HOUR, by=alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        set_aside(variant, "40.00", starts=2 * HOUR, ends=3 * HOUR)


def test_stranger_schedules_nothing(client, variant):
    charlie = make_user("charlie")
    row = set_aside(variant, "50.00", starts=HOUR, ends=DAY)
    address = f"/sell/products/{variant.product_id}/prices/scheduled/"

    with pytest.raises(NotTheSeller):
        end_scheduled(scheduled=row, by=charlie)
    client.force_login(charlie)
    assert client.get(address).status_code == 404 and client.post(f"{address}{row.pk}/end/").status_code == 404
    assert ScheduledPrice.objects.filter(pk=row.pk).exists()


def test_page_keeps_what_was_typed_and_says_what_is_wrong(client, variant, alice):
    client.force_login(alice)
    address = f"/sell/products/{variant.product_id}/prices/scheduled/"
    day = timezone.now() + 2 * DAY
    sent = {
        "variant": variant.pk,
        "currency": "CNY",
        "amount": "x50",
        "starts_at": f"{day:%Y-%m-%dT10:00}",
        "ends_at": f"{day:%Y-%m-%dT09:00}",
    }

    wrong = client.post(address, sent)
    assert wrong.status_code == 422 and 'value="x50"' in wrong.content.decode() and "A price is a number" in wrong.content.decode()
    early = client.post(address, {**sent, "amount": "50"})
    assert early.status_code == 422 and "The end comes after the beginning." in early.content.decode()
    assert client.post(address, {**sent, "amount": "50", "ends_at": f"{day:%Y-%m-%dT11:00}"}).status_code == 302

    row = ScheduledPrice.objects.get()
    assert row.starts_at.hour == 8  # ten in Kigali
    assert "To come" in client.get(address).content.decode()
    assert client.post(f"{address}{row.pk}/end/").status_code == 302 and not ScheduledPrice.objects.exists()
