"""A letter of credit on a contract, and what its checklist reads of a call-off."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from marketplace.history.models import Entry
from orders.exceptions import NotAllowed
from orders.models import Order
from orders.services.fulfilment import accept_order, pack_order
from orders.tests.factories import make_lane, make_user
from orders.trade.exceptions import CreditRefused
from orders.trade.selectors.credits import checklist_of, letter_of
from orders.trade.services.call_offs import send_shipments
from orders.trade.services.credits import enter_credit, keep_papers
from orders.trade.tests.factories import call, kigali_today, make_contract, member_of, pay_call_off

pytestmark = pytest.mark.django_db


def facts(**changes):
    today = kigali_today()
    said = {
        "number": "LC-4711",
        "issuing_bank": "Demo bank",
        "applicant": "Carla Foods",
        "beneficiary": "Gashora Farm",
        "amount": Decimal("12250.00"),
        "currency": "USD",
        "tolerance_percent": Decimal(0),
        "latest_shipment": today + timedelta(days=30),
        "expires_on": today + timedelta(days=60),
        "expiry_place": "Kigali",
        "presentation_days": 21,
        "partial_shipments": True,
        "papers": ["invoice", "packing_list", "transport"],
        "terms": "",
    }
    return said | changes


def said_of(called) -> dict[tuple[str, str], str]:
    return {(line.rule, line.paper): str(line.verdict) for line in checklist_of(called, letter_of(called.contract)).findings}


def test_checklist_reads_the_order_s_own_papers_and_what_left_and_an_amendment_takes_its_place(run_waiting_jobs):
    make_lane(currency="USD")
    contract = make_contract()
    alice = member_of(contract.seller)
    called = call(contract, 2500, 2500)
    enter_credit(contract=contract, facts=facts(beneficiary=contract.seller.legal_name), by=alice)

    assert {said_of(called)[key] for key in (("applicant", "invoice"), ("presentation", "transport"), ("paper", "invoice"))} == {"open"}
    pay_call_off(called)
    run_waiting_jobs()
    order = Order.objects.get(group=called.group)
    pack_order(order=accept_order(order=order, by=alice), by=alice)
    send_shipments(called=called, codes=["001", "002"], carrier="COSCO", tracking_number="B1", by=alice)
    keep_papers(called=called, papers={"transport": ("B1", kigali_today())}, by=alice)

    lines = said_of(called)
    assert lines[("paper", "invoice")] == lines[("paper", "packing_list")] == lines[("paper", "transport")] == "agrees"
    assert {lines[(rule, "invoice")] for rule in ("applicant", "beneficiary", "currency", "most")} == {"agrees"}
    enter_credit(contract=contract, facts=facts(amount=Decimal("12249.99"), partial_shipments=False), by=alice)
    found = {line.rule: line for line in checklist_of(called, letter_of(contract)).findings}
    assert (found["most"].verdict, str(found["most"].asked), str(found["most"].found)) == ("discrepant", "12249.99 USD", "12250.00 USD")
    assert found["partial"].verdict == "agrees"
    assert contract.letters.count() == 2
    assert list(Entry.objects.filter(action__startswith="trade_credit").order_by("pk").values_list("action", flat=True)) == [
        *("trade_credit.entered", "trade_credit.papers", "trade_credit.amended")
    ]


def test_earlier_call_offs_have_drawn_on_the_credit():
    contract = make_contract()
    alice = member_of(contract.seller)
    call(contract, 4000)
    second = call(contract, 1001)
    enter_credit(contract=contract, facts=facts(), by=alice)

    assert said_of(second)[("most", "invoice")] == "discrepant"  # 5,001 pieces at 2.45 are 12,252.45


@pytest.mark.parametrize(
    ("changes", "why"), [({"expires_on": date(2020, 1, 1)}, "expires"), ({"papers": ["invoice", "a promise"]}, "papers")]
)
def test_credit_that_cannot_be_is_refused(changes, why):
    contract = make_contract()

    with pytest.raises(CreditRefused, match=why):
        enter_credit(contract=contract, facts=facts(**changes), by=member_of(contract.seller))
    assert letter_of(contract) is None


def test_only_the_seller_enters_and_only_what_others_issued():
    contract = make_contract()
    called = call(contract, 10)

    for stranger in (contract.buyer, make_user("charlie")):
        with pytest.raises(NotAllowed):
            enter_credit(contract=contract, facts=facts(), by=stranger)
        with pytest.raises(NotAllowed):
            keep_papers(called=called, papers={}, by=stranger)
    with pytest.raises(CreditRefused, match="papers"):
        keep_papers(called=called, papers={"invoice": ("CI-1", kigali_today())}, by=member_of(contract.seller))
    with pytest.raises(CreditRefused, match="not_active"):
        enter_credit(contract=_unread(contract), facts=facts(), by=member_of(contract.seller))


def _unread(contract):
    type(contract).objects.filter(pk=contract.pk).update(agreed_at=None)
    return contract


def test_pages_show_both_sides_the_list_and_a_stranger_nothing(client):
    contract = make_contract()
    alice, called = member_of(contract.seller), call(contract, 5000)
    office, shop = f"/sell/call-offs/{called.number}/letter/", f"/trade/call-offs/{called.number}/letter/"

    client.force_login(make_user("charlie"))
    assert client.get(shop).status_code == 404
    client.force_login(alice)
    assert "Enter the letter of credit" in client.get(office).content.decode()
    wrong = client.post(f"{office}enter/", facts(expires_on="2020-01-01"))
    assert wrong.status_code == 422 and "expires before its latest day of shipment" in wrong.content.decode()
    assert client.post(f"{office}enter/", facts(amount="12000.00")).status_code == 302
    half = client.post(f"{office}papers/", {"transport_number": "B1"})
    assert half.status_code == 422 and "Write number and date, or neither." in half.content.decode()
    client.post(f"{office}papers/", {"transport_number": "B1", "transport_day": kigali_today().isoformat()})
    client.force_login(contract.buyer)
    page = client.get(shop).content.decode()

    assert "1 discrepancy: a bank would refuse these papers" in page
    assert "US$12,000.00 USD" in page and "US$12,250.00 USD" in page and ">B1<" in page
    assert "All drawings together stay within the credit" in page and "UCP 600 18 (b)" in page
