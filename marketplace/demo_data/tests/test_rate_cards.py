import pytest

from marketplace.demo_data.rate_cards import load_exchange_rates, load_rate_cards, load_ways_to_pay
from orders.logistics.models import RateCard
from orders.logistics.parcels import Parcel
from orders.logistics.services import issue_quote
from orders.logistics.tests.factories import ask_quote, make_card
from orders.payments.selectors import providers_for

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("country", ["CN", "US", "DE", "FR", "NL", "BE", "GB", "AE"])
def test_demo_gives_two_options_to_each_country_and_three_for_heavy_goods(country):
    load_exchange_rates()
    assert load_rate_cards() == RateCard.objects.count() > 25
    assert load_rate_cards() == 0
    load_ways_to_pay()

    light, heavy = ask_quote(parcels=[Parcel(250, 180, 120, 1500)], country=country), ask_quote(country=country)
    for quote in (light, heavy):
        issue_quote(quote_id=quote.pk)

    assert [option.service for option in light.options.all()] == ["post", "express"]
    assert {option.service for option in heavy.options.all()} == {"post", "express", "air_cargo"}
    assert all(option.is_demonstration for option in heavy.options.all())


def test_every_demo_card_says_that_its_figures_are_invented():
    load_rate_cards()

    assert not RateCard.objects.exclude(is_demonstration=True, source__startswith="Demonstration").exists()


def test_card_that_staff_entered_stands_before_the_demos():
    make_card(carrier="Demonstration air cargo", valid_from="2024-01-01")

    load_rate_cards()

    assert RateCard.objects.filter(carrier="Demonstration air cargo", destination_country="CN").count() == 1


@pytest.mark.parametrize("currency", ["CNY", "USD", "EUR", "RWF"])
def test_every_currency_can_be_paid_and_every_lane_priced_in_it(currency):
    for _ in range(2):
        load_exchange_rates()
        load_ways_to_pay()
        load_rate_cards()

    before = {"CNY": ["alipay", "alipay_code"]}.get(currency, [])
    after = {"RWF": ["momo"]}.get(currency, [])
    assert [provider.code for provider in providers_for(currency=currency, country="CN")] == [*before, "sandbox", *after, "bank_transfer"]
    assert issue_quote(quote_id=ask_quote(currency=currency, country="RW").pk).state == "priced"
    assert issue_quote(quote_id=ask_quote(currency=currency, country="CN").pk).state == "priced"
