"""Converting by dated rates: the row used is told, and no row means no guess."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from marketplace.hubs.context import use_hub
from marketplace.hubs.tests.factories import make_kenya
from marketplace.money import Money
from marketplace.money.models import ExchangeRate
from marketplace.money.rates import Conversion, NoRate, convert

pytestmark = pytest.mark.django_db


def rate(base: str, quote: str, value: str, day: date = date(2025, 11, 1)) -> ExchangeRate:
    return ExchangeRate.objects.create(base=base, quote=quote, rate=Decimal(value), day=day, source="a central bank")


def test_amount_is_converted_at_the_latest_rate_of_the_day():
    rate("USD", "CNY", "7.20", date(2025, 10, 1))
    used = rate("USD", "CNY", "7.10", date(2025, 11, 1))
    rate("USD", "CNY", "7.00", date(2025, 12, 1))

    assert convert(Money(Decimal("10.05"), "USD"), "CNY", on=date(2025, 11, 15)) == Conversion(
        Money(Decimal("71.36"), "CNY"), used.rate, used
    )


def test_rate_is_read_the_other_way_when_only_that_is_known():
    row = rate("CNY", "RWF", "200")

    done = convert(Money(Decimal(1501), "RWF"), "CNY", on=date(2025, 11, 2))

    assert (done.money, done.row) == (Money(Decimal("7.51"), "CNY"), row)
    assert convert(Money(Decimal("7.51"), "CNY"), "RWF", on=date(2025, 11, 2)).money == Money(Decimal(1502), "RWF")


def test_newer_rate_wins_whichever_way_it_was_written():
    rate("USD", "CNY", "7.00", date(2025, 1, 1))
    newer = rate("CNY", "USD", "0.125", date(2025, 11, 1))

    done = convert(Money(Decimal(1), "USD"), "CNY", on=date(2025, 11, 2))

    assert (done.money, done.row) == (Money(Decimal("8.00"), "CNY"), newer)


def test_same_currency_needs_no_rate():
    assert convert(Money(Decimal("9.999"), "CNY"), "CNY") == Conversion(Money(Decimal("10.00"), "CNY"), Decimal(1), None)


@pytest.mark.parametrize("day", [None, date(2025, 10, 31)])
def test_no_rate_is_no_guess(day):
    if day:
        rate("USD", "CNY", "7.10", date(2025, 11, 1))  # of the day after

    with pytest.raises(NoRate, match="No rate from USD to CNY"):
        convert(Money(Decimal(1), "USD"), "CNY", on=day)


def test_rate_of_another_hub_is_not_used(hub):
    with use_hub(make_kenya()):
        rate("USD", "CNY", "7.10")

    with pytest.raises(NoRate):
        convert(Money(Decimal(1), "USD"), "CNY")


@pytest.mark.parametrize("wrong", ["0", "-1"])
def test_database_refuses_a_rate_that_is_not_above_zero(wrong):
    with pytest.raises(IntegrityError):
        rate("USD", "CNY", wrong)


def test_database_refuses_a_second_rate_for_the_same_day():
    rate("USD", "CNY", "7.10")

    with pytest.raises(IntegrityError):
        rate("USD", "CNY", "7.11")
