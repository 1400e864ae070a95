from decimal import Decimal

import pytest

from marketplace.money import Money
from orders.logistics.enums import QuoteState
from orders.logistics.tests.factories import ask_quote, make_card, make_rate

pytestmark = pytest.mark.django_db


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


def test_quote_is_on_request_when_no_card_stands(run_waiting_jobs):
    quote = ask_quote()

    run_waiting_jobs()

    quote.refresh_from_db()
    assert (quote.state, quote.reason, quote.options.count()) == (QuoteState.ON_REQUEST, "no_card", 0)
