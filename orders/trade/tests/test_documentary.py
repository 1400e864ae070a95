"""The articles of UCP 600 that the checklist knows, each with a presentation that keeps it and one that does not."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.money import Money
from orders.trade.documentary import Credit, Paper, Presentation, examine, last_day_to_present

SHIPPED, TODAY = date(2026, 11, 1), date(2026, 11, 20)


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


CREDIT = Credit(
    applicant="Carla Foods Co., Ltd.",
    beneficiary="Gashora Farm",
    amount=usd("40000.00"),
    tolerance_percent=Decimal(0),
    latest_shipment=date(2026, 11, 5),
    expires_on=date(2026, 11, 30),
    presentation_days=21,
    partial_shipments=False,
    papers=["invoice", "transport", "insurance"],
)
SHOWN = Presentation(
    presented_on=TODAY,
    buyer="CARLA FOODS CO LTD",
    seller="Gashora Farm",
    amount=usd("40000.00"),
    drawn_before=usd("0.00"),
    shipped_on=SHIPPED,
    departures=1,
    is_all_shipped=True,
    papers={"invoice": Paper("CI-1", TODAY), "transport": Paper("BL-1", SHIPPED), "insurance": Paper("IN-1", SHIPPED)},
)


def found(credit: dict, shown: dict, verdict: str) -> set[str]:
    return {finding.rule for finding in examine(replace(CREDIT, **credit), replace(SHOWN, **shown)) if finding.verdict == verdict}


def test_papers_that_keep_the_credit_have_no_discrepancy():
    assert {finding.verdict for finding in examine(CREDIT, SHOWN)} == {"agrees"}


@pytest.mark.parametrize(
    ("credit", "shown", "rule"),
    [
        ({}, {"buyer": "Carla Trading"}, "applicant"),
        ({}, {"seller": "Gashora Farms"}, "beneficiary"),
        ({}, {"amount": Money(Decimal("40000.00"), "EUR"), "drawn_before": Money(Decimal(0), "EUR")}, "currency"),
        ({}, {"amount": usd("40000.01")}, "most"),
        ({"tolerance_percent": Decimal(10)}, {"amount": usd("44000.01")}, "most"),
        ({"partial_shipments": True}, {"drawn_before": usd("0.01")}, "most"),
        ({}, {"amount": usd("37999.99")}, "least"),  # five percent less than 40,000 is 38,000
        ({}, {"departures": 2}, "partial"),
        ({}, {"drawn_before": usd("1.00"), "amount": usd("39000.00")}, "partial"),
        ({}, {"shipped_on": date(2026, 11, 6)}, "latest_shipment"),
        ({}, {"shipped_on": None, "departures": 0}, "latest_shipment"),  # the day is over and nothing has left
        ({"expires_on": date(2026, 11, 19)}, {}, "expiry"),
        ({"presentation_days": 18}, {}, "presentation"),
        ({}, {"papers": SHOWN.papers | {"transport": Paper("BL-1", date(2026, 11, 21))}}, "paper_day"),
        ({}, {"papers": SHOWN.papers | {"insurance": Paper("IN-1", date(2026, 11, 2))}}, "insured_late"),
    ],
)
def test_each_rule_is_named_alone_when_it_is_broken(credit, shown, rule):
    assert found(credit, shown, "discrepant") == {rule}


@pytest.mark.parametrize(
    ("credit", "shown"),
    [
        ({"tolerance_percent": Decimal(10)}, {"amount": usd("44000.00")}),
        ({"tolerance_percent": Decimal(10)}, {"amount": usd("36000.00")}),
        ({}, {"amount": usd("38000.00")}),
        ({"presentation_days": 19}, {}),
        ({"expires_on": TODAY}, {}),
        ({"latest_shipment": SHIPPED}, {}),
        ({"partial_shipments": True}, {"amount": usd("100.00"), "drawn_before": usd("39900.00"), "departures": 3}),
    ],
)
def test_last_value_that_a_rule_allows_is_no_discrepancy(credit, shown):
    assert found(credit, shown, "discrepant") == set()


def test_what_is_not_known_yet_is_open_and_no_discrepancy():
    shown = {"buyer": "", "seller": "", "shipped_on": None, "departures": 0, "is_all_shipped": False, "papers": {}, "presented_on": SHIPPED}

    assert found({}, shown, "discrepant") == set()
    assert found({}, shown, "open") == {"applicant", "beneficiary", "partial", "latest_shipment", "presentation", "paper"}


@settings(max_examples=2 * settings.default.max_examples)
@given(shipped=st.integers(0, 60), days=st.integers(1, 40), expiry=st.integers(0, 90), today=st.integers(0, 120))
def test_last_day_to_present_is_the_last_without_a_discrepancy_of_time(shipped, days, expiry, today):
    first = date(2026, 1, 1)
    sent, now = first + timedelta(days=shipped), first + timedelta(days=today)
    credit = replace(CREDIT, latest_shipment=None, expires_on=first + timedelta(days=expiry), presentation_days=days)

    findings = examine(credit, replace(SHOWN, shipped_on=sent, presented_on=now))
    late = {finding.rule for finding in findings if finding.verdict == "discrepant"}

    assert bool(late & {"expiry", "presentation"}) == (now > last_day_to_present(credit, sent))
