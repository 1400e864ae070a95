"""Old quotes are forgotten, and no order ever notices."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs.models import Job, JobState
from orders.enums import OrderState
from orders.logistics import forgetting
from orders.logistics.enums import QuoteState
from orders.logistics.forgetting import forget_old_quotes
from orders.logistics.models import Quote, QuoteOption, RateCard
from orders.logistics.services import issue_quote, recompute_quote
from orders.logistics.tasks import ask_to_forget
from orders.logistics.tests.factories import ask_quote
from orders.models import Checkout
from orders.selectors.cart import read_cart
from orders.selectors.checkout import read_checkout
from orders.services import checkout as steps
from orders.tests.factories import make_cart, make_checkout, make_lane, make_order, make_variant

pytestmark = pytest.mark.django_db
LATER = timedelta(days=32)


@pytest.fixture
def lane():
    return make_lane()


def make_quote() -> Quote:
    quote = ask_quote()
    return issue_quote(quote_id=quote.pk)


def in_a_month() -> int:
    return forget_old_quotes(now=timezone.now() + LATER)


def test_quote_goes_with_its_options_a_month_after_it_ran_out(lane):
    quote = make_quote()
    assert quote.state == QuoteState.PRICED and quote.options.exists()

    assert forget_old_quotes(now=quote.valid_until + timedelta(days=29)) == 0
    assert forget_old_quotes(now=quote.valid_until + timedelta(days=30, seconds=1)) == 1
    assert not Quote.objects.exists() and not QuoteOption.objects.exists() and RateCard.objects.filter(pk=lane.pk).exists()
    assert in_a_month() == 0


@pytest.mark.parametrize("state", [QuoteState.WAITING, QuoteState.ON_REQUEST, QuoteState.FAILED])
def test_quote_without_a_price_goes_a_month_after_it_was_asked(state):
    Quote.objects.filter(pk=ask_quote().pk).update(state=state)

    assert forget_old_quotes(now=timezone.now() + timedelta(days=29)) == 0
    assert in_a_month() == 1


def test_quote_of_an_order_stays_and_the_order_with_it():
    """Whatever became of the order."""
    for state in (OrderState.PAID, OrderState.AWAITING_PAYMENT):
        order = make_order(make_variant(), state=OrderState.PAID)
        type(order).objects.filter(pk=order.pk).update(state=state)
    number, agreed = order.delivery_quote["quote"], order.delivery_quote

    loose = make_quote()
    assert in_a_month() == 1

    order.refresh_from_db()
    assert order.delivery_quote == agreed and Quote.objects.get(pk=number).options.filter(pk=agreed["option"]).exists()
    assert Quote.objects.count() == 2 and not Quote.objects.filter(pk=loose.pk).exists()


def test_versions_go_from_the_newest_and_stay_below_one_that_is_kept(lane, monkeypatch):
    first = make_quote()
    second = recompute_quote(quote=first)
    issue_quote(quote_id=second.pk)
    third = recompute_quote(quote=second)
    monkeypatch.setattr(forgetting, "_keepers", [lambda numbers: {str(second.pk)}])

    assert in_a_month() == 1  # the third
    assert set(Quote.objects.values_list("pk", flat=True)) == {first.pk, second.pk} and third.pk

    monkeypatch.setattr(forgetting, "_keepers", [])
    assert in_a_month() == 2


def test_many_quotes_go_in_rounds_and_kept_ones_do_not_stop_them(lane, monkeypatch):
    monkeypatch.setattr(forgetting, "BATCH", 2)
    quotes = [make_quote() for _ in range(5)]
    kept = {str(quote.pk) for quote in quotes[:3]}
    monkeypatch.setattr(forgetting, "_keepers", [lambda numbers: kept])

    assert in_a_month() == 2
    assert {str(pk) for pk in Quote.objects.values_list("pk", flat=True)} == kept


def test_another_hubs_quotes_are_not_touched(lane):
    make_quote()
    kenya = Hub.objects.create(
        code="ke", name="Kenya", country="KE", currency="KES", selling_currencies=["KES"], languages=["en"], time_zone="Africa/Nairobi"
    )
    with use_hub(kenya):
        assert in_a_month() == 0
    assert Quote.objects.count() == 1


def test_buyer_who_comes_back_after_a_month_is_asked_for_a_new_quote(lane):
    cart = make_cart(make_variant())
    checkout = make_checkout(cart)
    (before,) = checkout.quotes.values()
    assert in_a_month() == 1

    checkout = steps.price_delivery(checkout=Checkout.objects.get(), reading=read_cart(cart, "CNY"))

    (after,) = checkout.quotes.values()
    assert after["quote"] != before["quote"] and Quote.objects.filter(pk=after["quote"]).exists()
    issue_quote(quote_id=after["quote"])
    assert read_checkout(checkout, read_cart(cart, "CNY")).total is not None


def test_night_asks_once_a_day_and_the_job_forgets(lane, run_waiting_jobs):
    make_quote()
    Quote.objects.filter(pk=ask_quote().pk).update(created_at=timezone.now() - LATER)
    for _ in range(2):
        ask_to_forget()

    run_waiting_jobs("logistics.forget_quotes")

    job = Job.objects.get(kind="logistics.forget_quotes")
    assert (job.state, job.result) == (JobState.DONE, {"forgotten": 1}) and Quote.objects.count() == 1


def test_orders_of_a_quote_are_found_by_an_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT 1 FROM orders_order WHERE (delivery_quote ->> 'quote') IN (%s)", [str(uuid4())])
        assert "order_of_quote" in "".join(row[0] for row in cursor.fetchall())
