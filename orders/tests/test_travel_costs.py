"""What carriers charged: entered by seller or officer, corrected with a reason, never changed, compared with what was quoted."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from catalog.tests.factories import make_user
from marketplace.history.selectors import entries_for
from marketplace.money import Money
from orders.logistics.costs import by_lane, costs_of, standing_costs
from orders.logistics.exceptions import CostMoved, InvoiceOfTomorrow, NoRateThen, NotSent, ReasonMissing
from orders.logistics.models import TravelCost
from orders.logistics.services.costs import note_cost
from orders.logistics.tests.factories import make_rate
from orders.models import Order
from orders.services.fulfilment import ship_order
from orders.tests.factories import make_order, make_variant
from sellers.models import Member
from sellers.tests.factories import make_officer, make_seller

pytestmark = pytest.mark.django_db
D = Decimal
ENTER = "admin:logistics_travelcost_enter_cost"


@pytest.fixture
def shipped():
    variant, alice = make_variant(), make_user("alice")
    Member.objects.create(seller=variant.product.seller, user=alice, role="owner")
    order = make_order(variant, state="packed", by=alice)
    ship_order(order=order, carrier="EMS", tracking_number="RR473124829GB", by=alice)
    order.refresh_from_db()
    return order, alice


def note(order: Order, amount: Decimal, by, **facts) -> TravelCost:
    return note_cost(shipment=order.number, invoiced=Money(amount, facts.pop("currency", order.currency)), source="INV-7", by=by, **facts)


def test_invoice_in_dollars_is_compared_in_the_currency_of_the_quote_and_corrected_with_a_reason(shipped):
    order, alice = shipped
    make_rate(rate="7.20")
    quoted = order.delivery_amount

    first = note(order, D(10), alice, currency="USD", invoiced_on=timezone.localdate())
    second = note(order, quoted + 5, alice, reason="read the wrong line", seen=1)

    assert (first.actual_amount, first.invoiced, first.rate_told["rate"]) == (D("72.00"), Money(D(10), "USD"), "7.2000000000")
    assert (second.version, second.difference.amount, second.percent) == (2, D(5), (500 / quoted).quantize(D("0.1")))
    assert list(standing_costs()) == [second] == list(costs_of(order.seller)) and not costs_of(make_seller()).exists()
    assert [entry.action for entry in entries_for(second)] == ["shipment.cost_corrected"]
    (line,) = by_lane(standing_costs())
    assert (line.destination, line.shipments, line.difference.amount, line.percent) == ("CN", 1, D(5), second.percent)
    with pytest.raises(IntegrityError, match="kept as it was told"), transaction.atomic():
        TravelCost.objects.update(actual_amount=1)


def test_cost_is_refused_where_it_cannot_be(shipped):
    order, alice = shipped
    unsent = make_order(make_variant(), state="paid")

    for refusal, attempt in (
        (NotSent, lambda: note_cost(shipment="IS-0", invoiced=Money(D(1), "CNY"), source="x", by=alice)),
        (NotSent, lambda: note(unsent, D(1), alice)),
        (InvoiceOfTomorrow, lambda: note(order, D(1), alice, invoiced_on=timezone.localdate() + timedelta(days=2))),
        (NoRateThen, lambda: note(order, D(1), alice, currency="EUR")),
        (CostMoved, lambda: note(order, D(1), alice, seen=1)),
    ):
        with pytest.raises(refusal):
            attempt()
    note(order, D(1), alice)
    for refusal, facts in ((ReasonMissing, {}), (ReasonMissing, {"reason": "  "}), (CostMoved, {"reason": "late", "seen": 0})):
        with pytest.raises(refusal):
            note(order, D(2), alice, **facts)
    assert TravelCost.objects.count() == 1


def test_officer_enters_corrects_and_compares_at_the_desk(client, shipped):
    order, alice = shipped
    client.force_login(make_officer())
    told = {"shipment": order.number.lower(), "amount": "90", "currency": order.currency, "source": "INV-7"}

    nothing = client.post(reverse(ENTER), {**told, "shipment": "IS-0"}).content.decode()
    entered = client.post(reverse(ENTER), told)
    blind = client.post(reverse(ENTER), {**told, "amount": "80"}).content.decode()
    corrected = client.post(reverse(ENTER), {**told, "amount": "80", "reason": "credit note", "seen": "1"})
    newest = standing_costs().get()
    follow = client.get(reverse("admin:logistics_travelcost_correct_cost", args=[newest.pk]), follow=True).content.decode()
    compared = client.get(reverse("admin:logistics_travelcost_compare_costs")).content.decode()

    assert "has been sent" in nothing and entered.status_code == 302 and "The cost that stands" in blind
    assert (corrected.status_code, newest.version, newest.reason, newest.actual_amount) == (302, 2, "credit note", D(80))
    assert "INV-7" in follow and "80.00" in compared
    for page in (reverse("admin:logistics_travelcost_changelist"), reverse("admin:logistics_travelcost_change", args=[newest.pk])):
        assert client.get(page).status_code == 200
    client.force_login(alice)
    assert client.get(reverse(ENTER)).status_code == 302


def test_seller_reads_its_own_costs_alone(client, shipped):
    order, alice = shipped
    note(order, order.delivery_amount + 5, alice)
    stranger = make_user("charlie")
    Member.objects.create(seller=make_seller(), user=stranger, role="owner")
    page = reverse("logistics:cost-list")

    client.force_login(alice)
    own = client.get(page).content.decode()
    client.force_login(stranger)
    others = client.get(page).content.decode()

    assert "INV-7" in own and order.number in own and order.number not in others and "No invoice has been entered" in others
