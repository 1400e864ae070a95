from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from marketplace.approval.services import stand
from marketplace.jobs.models import Job, JobState
from marketplace.jobs.running import claim_job
from marketplace.money import Money, total
from orders.logistics import services
from orders.logistics.enums import QuoteState
from orders.logistics.exceptions import NoSuchOption, QuoteExpired, QuoteRefused
from orders.logistics.models import Quote, QuoteOption, RateCard
from orders.logistics.parcels import Parcel
from orders.logistics.services import accept_option, issue_quote, recompute_quote
from orders.logistics.services.cards import propose_newer
from orders.logistics.tests.factories import ask_quote, make_card, make_rate

pytestmark = pytest.mark.django_db
POST = {"carrier": "Test Post", "service": "post", "weight_rule": "post", "transit_min_days": 8, "transit_max_days": 15}


def priced(**asked) -> Quote:
    quote = issue_quote(quote_id=ask_quote(**asked).pk)
    quote.refresh_from_db()
    return quote


def amounts(quote: Quote) -> list[tuple[str, str]]:
    return [(option.service, str(option.money)) for option in quote.options.all()]


def renew(card: RateCard, **change) -> RateCard:
    """The card ends and a newer one with another rate begins today."""
    RateCard.objects.filter(pk=card.pk).update(valid_to=timezone.localdate() - timedelta(days=1))
    newer = propose_newer(card=card, valid_from=timezone.localdate(), by=None)
    newer.breaks.update(**change)
    stand(newer)
    return newer


def test_quote_is_priced_line_by_line_when_a_card_stands(run_waiting_jobs):
    make_rate(rate="7.20")
    make_card(surcharges={"FSC": ("percent", "12.5"), "SSC": ("per_kg", "0.15"), "AWB": ("per_document", "25")})
    quote = ask_quote()

    run_waiting_jobs()

    quote.refresh_from_db()
    (option,) = quote.options.all()
    told = {"rate": "7.2", "rate_day": "2020-01-01", "rate_source": "test"}
    plain = {"is_minimum": False, "is_declared_up": False, "currency": "USD", **told}
    assert quote.state == QuoteState.PRICED and quote.can_be_chosen
    assert option.components == [
        {"code": "freight", "basis": "kg", "quantity": "64", "unit_rate": "4", "amount": "256", "converted": "1843.20", **plain},
        {"code": "FSC", "basis": "percent", "quantity": "1", "unit_rate": "12.5", "amount": "32", "converted": "230.40", **plain},
        {"code": "SSC", "basis": "per_kg", "quantity": "64", "unit_rate": "0.15", "amount": "9.6", "converted": "69.12", **plain},
        {"code": "AWB", "basis": "per_document", "quantity": "1", "unit_rate": "25", "amount": "25", "converted": "180.00", **plain},
    ]
    assert (option.money, option.chargeable_g, option.rule) == (Money(Decimal("2322.72"), "CNY"), 64000, "air")


def test_44_kg_are_quoted_at_180_when_the_next_break_is_cheaper():
    make_card()

    quote = priced(parcels=[Parcel(100, 100, 100, 44_000)], currency="USD")

    (option,) = quote.options.all()
    assert str(option.money) == "180.00 USD"
    assert (option.components[0]["quantity"], option.components[0]["is_declared_up"]) == ("45", True)
    assert option.chargeable_g == 44_000


def test_surcharges_by_weight_follow_the_true_weight_when_it_is_declared_up():
    make_card(surcharges={"SSC": ("per_kg", "1")})

    quote = priced(parcels=[Parcel(100, 100, 100, 44_000)], currency="USD")

    assert amounts(quote) == [("air_cargo", "224.00 USD")]  # 180 + 44 × 1, not 45 × 1


def test_each_line_is_converted_and_rounded_before_the_sum():
    make_rate(rate="0.333")
    make_card(breaks={"0": "1.00"}, surcharges={"A": ("per_shipment", "1"), "B": ("per_shipment", "1")})

    quote = priced(parcels=[Parcel(10, 10, 10, 1000)])

    assert amounts(quote) == [("air_cargo", "0.99 CNY")]  # 0.33 three times, not 0.999 = 1.00


def test_lines_in_several_currencies_sum_in_the_buyers():
    make_rate("USD", "CNY", "7.20")
    make_rate("CNY", "RWF", "200")
    make_card(breaks={"0": "10"}, surcharges={"CLEAR": ("per_shipment", "35000")}, currencies={"CLEAR": "RWF"})

    quote = priced(parcels=[Parcel(10, 10, 10, 1000)])

    assert amounts(quote) == [("air_cargo", "247.00 CNY")]  # 72 + 35,000 / 200


def test_rwandan_francs_have_no_cents():
    make_rate("USD", "RWF", "1451.5")
    make_card(breaks={"0": "1.33"})

    assert amounts(priced(parcels=[Parcel(10, 10, 10, 1000)], currency="RWF")) == [("air_cargo", "1930 RWF")]  # 1930.495


def test_options_are_sorted_by_price_and_worse_ones_of_a_service_left_out():
    make_card(carrier="Dear and slow", breaks={"0": "9"}, transit_max_days=9)
    make_card(carrier="Dear and quick", breaks={"0": "8"}, transit_max_days=5)
    make_card(carrier="Cheap", breaks={"0": "4"}, transit_max_days=7)
    make_card(**POST, breaks={"0": "6"})

    quote = priced(parcels=[Parcel(10, 10, 10, 1000)], currency="USD")

    assert [(option.position, option.carrier) for option in quote.options.all()] == [(1, "Cheap"), (2, "Test Post"), (3, "Dear and quick")]


def test_quote_is_on_request_when_no_card_stands(run_waiting_jobs):
    make_card(destination_country="DE")
    make_card(valid_to=date(2021, 1, 1))
    quote = ask_quote()

    run_waiting_jobs()

    quote.refresh_from_db()
    assert (quote.state, quote.reason, quote.options.count(), quote.can_be_chosen) == (QuoteState.ON_REQUEST, "no_card", 0, False)


def test_quote_is_on_request_when_no_exchange_rate_stands():
    make_card()

    quote = priced(currency="CNY")

    assert (quote.state, quote.reason) == (QuoteState.ON_REQUEST, "no_rate")


@pytest.mark.parametrize("limit", [{"max_piece_kg": 5}, {"max_total_kg": 40}, {"min_total_kg": 46}])
def test_card_is_left_out_when_the_shipment_is_beyond_its_limits(limit):
    make_card(**limit)

    assert priced(currency="USD").reason == "too_heavy"


def test_card_of_the_region_stands_before_the_carriers_general_one():
    make_card(breaks={"0": "4"})
    make_card(breaks={"0": "6"}, destination_region="Xinjiang")
    make_card(breaks={"0": "2"}, destination_region="Tibet")

    parcels = [Parcel(10, 10, 10, 1000)]
    assert amounts(priced(parcels=parcels, currency="USD", destination_region="Xinjiang")) == [("air_cargo", "6.00 USD")]
    assert amounts(priced(parcels=parcels, currency="USD", destination_region="Hunan")) == [("air_cargo", "4.00 USD")]


def test_card_for_a_commodity_prices_only_that():
    make_card(breaks={"0": "4"})
    make_card(breaks={"0": "3"}, commodity="perishable")

    parcels = [Parcel(10, 10, 10, 1000)]
    assert amounts(priced(parcels=parcels, currency="USD", commodity="perishable")) == [("air_cargo", "3.00 USD")]
    assert amounts(priced(parcels=parcels, currency="USD")) == [("air_cargo", "4.00 USD")]


def test_price_holds_no_longer_than_the_card_it_came_from(settings):
    make_card(valid_to=timezone.localdate(timezone=ZoneInfo("Africa/Kigali")))

    quote = priced(currency="USD")

    assert quote.valid_until - quote.issued_at <= timedelta(hours=24)
    assert timezone.localtime(quote.valid_until, timezone.get_fixed_timezone(120)).hour == 0  # midnight in Kigali


def test_rates_of_a_later_day_do_not_price_today():
    make_rate(rate="7.00", day=date(2020, 1, 1))
    make_rate(rate="9.00", day=timezone.localdate() + timedelta(days=2))
    make_card(breaks={"0": "1"})

    assert amounts(priced(parcels=[Parcel(10, 10, 10, 1000)])) == [("air_cargo", "7.00 CNY")]


def test_issued_quote_stays_as_it_is_when_rates_change(run_waiting_jobs):
    make_card()
    quote = priced(currency="USD")
    renew(RateCard.objects.get(), unit_rate=9)

    assert issue_quote(quote_id=quote.pk).issued_at == quote.issued_at
    fresh = recompute_quote(quote=quote)
    run_waiting_jobs()

    assert amounts(quote) == [("air_cargo", "256.00 USD")] and amounts(fresh) == [("air_cargo", "576.00 USD")]
    assert (fresh.version, fresh.supersedes) == (2, quote)
    assert recompute_quote(quote=quote) == fresh


@pytest.mark.parametrize("change", [{"amount": 1}, {"components": []}, {"transit_max_days": 1}])
def test_database_refuses_to_change_an_issued_option(change):
    make_card()
    priced(currency="USD")

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        QuoteOption.objects.update(**change)


@pytest.mark.parametrize("change", [{"valid_until": timezone.now() + timedelta(days=900)}, {"currency": "EUR"}, {"state": "waiting"}])
def test_database_refuses_to_change_an_issued_quote(change):
    make_card()
    priced(currency="USD")

    with pytest.raises(IntegrityError), transaction.atomic():
        Quote.objects.update(**change)


def test_option_is_accepted_while_it_holds_and_refused_afterwards(monkeypatch):
    make_card()
    quote = priced(currency="USD")
    option = quote.options.get()

    taken = accept_option(quote_id=quote.pk, option_id=option.pk)
    assert (taken.amount, taken.service, taken.chargeable_g) == (option.money, "air_cargo", 64_000)
    monkeypatch.setattr(timezone, "now", lambda: quote.valid_until)
    with pytest.raises(QuoteExpired):
        accept_option(quote_id=quote.pk, option_id=option.pk)


def test_option_of_another_quote_is_no_option():
    make_card()
    quote, other = priced(currency="USD"), priced(currency="USD")

    with pytest.raises(NoSuchOption):
        accept_option(quote_id=quote.pk, option_id=other.options.get().pk)


@pytest.mark.parametrize("parcels", [[], [Parcel(1, 1, 1, 1, 10_001)]])
def test_nothing_and_too_much_are_refused(parcels):
    with pytest.raises(QuoteRefused):
        services.request_quote(
            parcels=parcels, origin="KGL", destination_country="CN", currency="CNY", goods_value=Money(Decimal(0), "CNY")
        )


def test_buyer_is_told_when_the_worker_gives_up(run_waiting_jobs, monkeypatch):
    quote = ask_quote()

    def burst(**_kwargs):
        raise RuntimeError("the scale is broken")

    monkeypatch.setattr("orders.logistics.tasks.issue_quote", burst)
    for _ in range(3):
        run_waiting_jobs()
        Job.objects.filter(state=JobState.WAITING).update(run_after=timezone.now())

    quote.refresh_from_db()
    assert quote.state == QuoteState.FAILED


def test_buyer_is_told_when_every_run_takes_its_worker_down():
    quote = ask_quote()
    job = Job.objects.get(kind="logistics.quote")
    for _ in range(3):
        claim_job(job.pk)
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    claim_job(job.pk)

    quote.refresh_from_db()
    assert quote.state == QuoteState.FAILED


def test_quote_costs_the_same_queries_with_one_card_and_with_three(django_assert_num_queries):
    make_rate()
    make_card()

    def count() -> None:
        quote = ask_quote()
        with django_assert_num_queries(9):
            issue_quote(quote_id=quote.pk)

    count()
    make_card(**POST)
    make_card(carrier="Third", service="express", weight_rule="courier")
    count()


def test_price_is_the_sum_of_its_lines():
    make_rate(rate="7.1234567")
    make_card(surcharges={"A": ("percent", "17.35"), "B": ("per_kg", "0.1234"), "C": ("per_piece", "1.005")})

    for option in priced().options.all():
        lines = [Money(Decimal(line["converted"]), "CNY") for line in option.components]
        assert total(lines, "CNY") == option.money
