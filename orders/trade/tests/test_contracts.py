"""From an accepted offer to orders: the contract, its points, what is called off, and what the clock does."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from openpyxl import Workbook

from marketplace.money import Money
from orders.exceptions import IllegalMove, NotAllowed
from orders.models import Order
from orders.paperwork.selectors.sales import sale_of
from orders.payments.ledger.models import Posting
from orders.services.cancellation import abandon_group, cancel_lines
from orders.services.fulfilment import accept_order, pack_order
from orders.tests.factories import make_lane, make_user, stock_of
from orders.trade.exceptions import CallOffRefused, ContractRefused, SheetRefused, WordMissing
from orders.trade.models import CallOff, DeliveryPoint, ReferencePrice, SupplyContract
from orders.trade.selectors.contracts import standing_of
from orders.trade.selectors.paying import received_for
from orders.trade.services.call_offs import receive_shipments, send_shipments
from orders.trade.services.clock import work_overdue
from orders.trade.services.contracts import decline_contract
from orders.trade.services.points import import_points
from orders.trade.tests.factories import call, kigali_today, make_contract, member_of, pay_call_off

pytestmark = pytest.mark.django_db


def test_call_off_becomes_an_order_at_the_price_of_the_contract_and_travels_to_each_store():
    make_lane(currency="USD")
    contract = make_contract()
    alice, carla = member_of(contract.seller), contract.buyer

    called = call(contract, 5000, 5000, 5000)

    order = Order.objects.get(group=called.group)
    line = order.lines.get()
    assert (line.quantity, str(line.price), str(called.group.total)) == (15000, "2.45 USD", "36750.00 USD")
    assert (str(called.deposit), str(called.balance), called.group.held_until) == ("11025.00 USD", "25725.00 USD", called.balance_due_at)
    assert stock_of(contract.variant) == (100_000, 15_000)
    assert (called.group.company_name, called.group.purchase_order) == ("Carla Foods", contract.number)
    with pytest.raises(CallOffRefused, match="not_packed"):
        send_shipments(called=called, codes=["001"], carrier="COSCO", tracking_number="B1", by=alice)

    pay_call_off(called)
    called.refresh_from_db()
    assert stock_of(contract.variant) == (85_000, 0) and received_for(called) == called.total
    assert sum(Posting.objects.values_list("amount", flat=True)) == 0
    sale, _seller = sale_of(order_id=order.pk)
    assert (sale.terms.incoterm, sale.terms.place, sale.contract) == ("FCA", "Kigali", contract.number)

    pack_order(order=accept_order(order=Order.objects.get(pk=order.pk), by=alice), by=alice)
    assert send_shipments(called=called, codes=["001", "003"], carrier="COSCO", tracking_number="B1", by=alice) == 2
    assert receive_shipments(called=called, codes=["001", "002"], by=carla) == 1  # nothing is on its way to the second
    with pytest.raises(CallOffRefused, match="point"):
        receive_shipments(called=called, codes=["001"], by=carla)
    assert [row.state for row in called.shipments.order_by("point__code")] == ["received", "planned", "sent"]


def test_no_more_is_called_off_than_the_contract_has_and_what_is_given_up_is_free_again():
    make_lane(currency="USD")
    contract = make_contract()
    first = call(contract, 50_000)
    with pytest.raises(CallOffRefused) as refusal:
        call(contract, 10_001)
    assert (refusal.value.why, refusal.value.left) == ("beyond", 10_000)

    abandon_group(group=first.group, by=contract.buyer)
    assert standing_of(contract).left == 60_000
    second = call(contract, 60_000)
    pay_call_off(second)
    order = Order.objects.get(group=second.group)
    cancel_lines(order=order, quantities={order.lines.get().pk: 1000}, already=None, by=contract.buyer)

    assert standing_of(contract).left == 1000
    assert call(contract, 1000).pieces == 1000
    with pytest.raises(CallOffRefused, match="beyond"):
        call(contract, 1)


def test_same_press_of_the_button_calls_off_once():
    contract = make_contract()

    assert call(contract, 100, attempt="a").pk == call(contract, 100, attempt="a").pk != call(contract, 100, attempt="b").pk


def test_database_refuses_a_call_off_beyond_the_contract_whoever_writes():
    contract = make_contract()
    called = call(contract, 60_000)

    with pytest.raises(IntegrityError, match="call_off_within_contract"), transaction.atomic():
        CallOff.objects.filter(pk=called.pk).update(pieces=60_001)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"state": "ended", "due_at": None, "ended_at": timezone.now()}, "not_active"),
        ({"starts_on": kigali_today() + timedelta(days=1)}, "period"),
        ({"formula": "reference", "unit_price": None, "reference": "none", "differential": 0}, "reference"),
    ],
)
def test_call_off_is_refused_where_the_contract_does_not_carry_it(change, why):
    contract = make_contract()
    SupplyContract.objects.filter(pk=contract.pk).update(**change)

    with pytest.raises(CallOffRefused, match=why):
        call(contract, 100)


def test_call_off_is_refused_for_strangers_closed_points_nothing_and_an_empty_shelf():
    contract = make_contract(on_hand=500)
    with pytest.raises(NotAllowed):
        call(contract, 100, by=make_user("charlie"))
    with pytest.raises(CallOffRefused, match="nothing"):
        call(contract, 0)
    with pytest.raises(CallOffRefused, match="stock"):
        call(contract, 501)
    DeliveryPoint.objects.filter(code="001").update(is_closed=True)
    with pytest.raises(CallOffRefused, match="point"):
        call(contract, 100)
    assert not CallOff.objects.exists() and not Order.objects.exists() and stock_of(contract.variant) == (500, 0)


def test_price_follows_the_latest_reference_row_and_keeps_it():
    contract = make_contract(formula="reference", unit_price=None, reference="chilli-fob", differential=Decimal("-50"))
    today = kigali_today()
    for days, amount in ((40, 2600), (3, 2505), (-1, 9999)):
        row = {
            "code": "chilli-fob",
            "day": today - timedelta(days=days),
            "amount": amount,
            "currency": "USD",
            "unit": "t",
            "source": "test",
        }
        ReferencePrice.objects.create(**row)

    called = call(contract, 1000)

    assert (called.reference_price.amount, called.piece_price) == (2505, Decimal("2.46"))  # 2.455, half up
    assert called.total == Money(Decimal("2460.00"), "USD")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"unit_price": None}, "price"),
        ({"formula": "reference"}, "price"),
        ({"ends_on": kigali_today() - timedelta(days=1)}, "days"),
        ({"deposit_days": 40}, "days"),
    ],
)
def test_contract_is_not_drawn_up_from_nonsense(change, why):
    with pytest.raises(ContractRefused, match=why):
        make_contract(is_agreed=False, **change)


def test_contract_is_read_declined_with_a_word_and_ended_by_its_clock():
    contract = make_contract(is_agreed=False)
    with pytest.raises(WordMissing):
        decline_contract(contract=contract, note="", by=contract.buyer)
    with pytest.raises(NotAllowed):
        decline_contract(contract=contract, note="No.", by=member_of(contract.seller))
    SupplyContract.objects.update(due_at=timezone.now())

    assert work_overdue() == 1 and SupplyContract.objects.get().state == "lapsed"
    with pytest.raises(IllegalMove):
        decline_contract(contract=contract, note="No.", by=contract.buyer)


def test_call_off_without_its_deposit_ends_and_frees_the_goods():
    contract = make_contract()
    called = call(contract, 1000)
    CallOff.objects.update(deposit_due_at=timezone.now() - timedelta(minutes=1))

    assert work_overdue() == 1 and work_overdue() == 0

    called.group.refresh_from_db()
    assert called.group.state == "cancelled" and stock_of(contract.variant) == (100_000, 0)
    assert standing_of(contract).called == 0 and CallOff.objects.get().given_up == 1000


def sheet_of(rows) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_points_are_tried_written_and_changed_from_either_kind_of_sheet():
    contract = make_contract(stores=0)
    facts = {"contract": contract, "by": contract.buyer}
    rows = [("Code", "Name", "City", "Phone")] + [(f"{number:03}", f"Store {number:03}", "杭州", None) for number in range(1, 151)]

    tried = import_points(content=sheet_of(rows), is_trial=True, **facts)
    assert (tried.new, tried.faults, tried.is_written, contract.points.count()) == (150, [], False, 0)
    import_points(content=sheet_of(rows), is_trial=False, **facts)
    again = import_points(content="code,name,city\n001,Store 001,宁波\n002,Store 002,杭州\n".encode("gb18030"), is_trial=False, **facts)

    assert (again.new, again.changed, contract.points.count()) == (0, 1, 150)
    assert contract.points.get(code="001").city == "宁波"


def test_faults_of_a_sheet_name_row_and_column_and_nothing_is_written():
    contract = make_contract(stores=0)
    text = f"code,name,city\n001,Store 001,Hangzhou\n,Store 002,\n001,Store 003,Hangzhou\n004,{'x' * 121},Hangzhou\n\n"

    found = import_points(contract=contract, content=text.encode(), by=contract.buyer, is_trial=False)

    assert found.faults == [
        "Row 3, column code: is empty.",
        "Row 3, column city: is empty.",
        "Row 4, column code: “001” stands in row 2 already.",
        "Row 5, column name: is longer than 120 characters.",
    ]
    assert not found.is_written and not contract.points.exists()
    for content, why in (
        (b"a,b\n1,2", "columns"),
        (b"PK\x03\x04nonsense", "unreadable"),
        (b"code,name,city\0", "unreadable"),
        (b"", "columns"),
    ):
        with pytest.raises(SheetRefused, match=why):
            import_points(contract=contract, content=content, by=contract.buyer, is_trial=True)
