import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.paperwork.facts import InvoiceFacts, PackingListFacts, Terms, Transport, Weights

from .factories import a_pair


def test_facts_come_back_equal_when_they_went_through_json():
    invoice, packing_list = a_pair()

    assert InvoiceFacts.from_json(json.loads(json.dumps(invoice.to_json()))) == invoice
    assert PackingListFacts.from_json(json.loads(json.dumps(packing_list.to_json()))) == packing_list


def test_facts_keep_amounts_and_weights_as_strings():
    invoice, _ = a_pair()

    plain = invoice.to_json()

    assert plain["lines"][0]["unit_price"] == "4820.00"
    assert plain["lines"][0]["net_kg"] == "120.000"
    assert plain["paper"]["issued_on"] == "2026-11-22"


@given(
    st.builds(
        Weights,
        packages=st.integers(0, 10**6),
        net_kg=st.decimals(0, 10**6, places=3),
        gross_kg=st.decimals(0, 10**6, places=3),
        volume_m3=st.decimals(0, 10**4, places=3),
    )
)
def test_no_digit_is_lost_in_json(weights):
    again = Weights.from_json(json.loads(json.dumps(weights.to_json())))

    assert again == weights
    assert str(again.net_kg) == str(weights.net_kg)


def test_old_facts_are_read_when_a_field_came_later():
    assert Terms.from_json({"incoterm": "FCA", "place": "Kigali", "payment": "30 days"}) == Terms("FCA", "Kigali", "30 days")


def test_facts_are_refused_when_a_field_is_missing():
    with pytest.raises(KeyError):
        Terms.from_json({"incoterm": "FCA"})


def test_dates_that_may_be_missing_survive_json():
    mode = {"code": "air", "en": "Air", "zh": "空运"}

    assert Transport.from_json({"mode": mode, "departure": None}).departure is None
    assert Transport.from_json({"mode": mode, "departure": "2026-12-01"}).departure == date(2026, 12, 1)
