"""The pages on which a call-off is paid: the buyer's parts, the seller's credit, the officers' desk."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from orders.models import Order
from orders.payments.models import Payment
from orders.payments.providers.bank_transfer.tests.factories import make_account
from orders.payments.tests.factories import make_route
from orders.services.fulfilment import accept_order, pack_order
from orders.tests.factories import make_lane, make_user
from orders.trade.models import BankAdvice, CreditDrawing
from orders.trade.services.call_offs import send_shipments
from orders.trade.tests.factories import call, kigali_today, make_chilli_seller, make_contract, member_of, pay_part
from orders.trade.tests.test_drawings import enter
from sellers.tests.factories import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(client):
    def door(user):
        client.force_login(user)
        return client

    return door


@pytest.fixture
def called():
    make_lane(currency="USD")
    make_account("USD")
    make_route("USD", provider="bank_transfer")
    return call(make_contract(), 2000)


def test_buyer_pays_the_deposit_and_the_rest_from_the_page_of_the_call_off(at, called):
    buyer, page = called.contract.buyer, reverse("trade:call-off-detail", args=[called.number])
    paying = reverse("trade:call-off-pay", args=[called.number])
    shown = at(buyer).get(page).text
    assert "Pay the deposit, US$1,470.00" in shown and "Pay the rest" not in shown and "After the deposit" in shown
    assert reverse("trade:call-off-detail", args=[called.number]) in at(buyer).get(f"/orders/{called.group.number}/").text

    for typed in ({"part": "rest", "provider": "sandbox"}, {"part": "deposit", "provider": "momo"}, {}):
        answer = at(buyer).post(paying, typed, follow=True)
        assert answer.redirect_chain[-1][0] == f"{page}#payments" and not Payment.objects.filter(purpose="call_off").exists()
    answer = at(buyer).post(paying, {"part": "deposit", "provider": "bank_transfer"})
    assert answer.url == Payment.objects.get(purpose="call_off").redirect_url
    shown = at(buyer).get(page).text
    assert "Account, reference and pro forma" in shown and "Waiting for the money" in shown and "Pay another way" in shown

    pay_part(called)
    shown = at(buyer).get(page).text
    assert "Pay the rest, US$3,430.00" in shown and "Pay the deposit" not in shown
    office = at(member_of(called.contract.seller)).get(reverse("trade:call-off-office", args=[called.number])).text
    assert "Pay the rest" not in office and "1,470.00" in office
    make_chilli_seller("Other Farm", owner=(charlie := make_user("charlie")))
    assert at(charlie).post(paying, {"part": "deposit"}).status_code == 404
    assert at(charlie).post(reverse("trade:letter-ask", args=[called.number])).status_code == 404
    assert at(charlie).post(reverse("trade:letter-present", args=[called.number])).status_code == 404


def test_credit_is_asked_confirmed_presented_refused_and_paid_by_forms(at, called):
    alice, buyer = member_of(called.contract.seller), called.contract.buyer
    olive, oscar = make_officer("olive"), make_officer("oscar")
    enter(called, amount=Decimal(3430))
    office, asking = (reverse(f"trade:{name}", args=[called.number]) for name in ("letter-office", "letter-ask"))
    assert "The deposit is not here yet." in at(alice).get(office).text
    pay_part(called)
    assert "Ask for its confirmation" in at(alice).get(office).text
    at(alice).post(asking)
    assert "An officer confirms it" in at(alice).get(office).text

    drawing = CreditDrawing.objects.get()
    desk = reverse("admin:trade_creditdrawing_changelist")
    assert "Letters of credit to confirm" in at(olive).get("/admin/").text
    shown = at(olive).get(reverse("admin:trade_creditdrawing_change", args=[drawing.pk])).text
    assert "LC-4711" in shown and "An officer confirms it" in shown and "&#x27;asked&#x27;" not in shown
    at(olive).post(desk, {"action": "confirm_these", "_selected_action": [drawing.pk]})
    assert Order.objects.get().state == "secured"
    sale = Order.objects.get()
    shown = at(alice).get(reverse("orders:sale-detail", args=[sale.number])).text
    assert "not paid yet" in shown and "Accept the order" in shown
    assert "Secured by a letter of credit" in at(buyer).get(f"/orders/{called.group.number}/").text
    assert sale.number in at(alice).get(reverse("orders:sale-list")).text
    assert "Secures the rest" in at(buyer).get(reverse("trade:letter-detail", args=[called.number])).text

    pack_order(order=accept_order(order=sale, by=alice), by=alice)
    send_shipments(called=called, codes=["001"], carrier="COSCO", tracking_number="B1", by=alice)
    presenting = reverse("trade:letter-present", args=[called.number])
    late = at(alice).post(presenting, {"day": f"{kigali_today() + timedelta(days=1)}"})
    assert late.status_code == 422 and "This day cannot be" in late.text
    at(alice).post(presenting, {"day": f"{kigali_today()}"})
    chosen = {"action": "note_refused", "_selected_action": [drawing.pk]}
    assert "Which discrepancies does the bank name?" in at(olive).post(desk, chosen).text
    at(olive).post(desk, {**chosen, "note": "The invoice lacks the origin."})
    assert "The invoice lacks the origin." in at(buyer).get(reverse("trade:letter-detail", args=[called.number])).text

    adding, advices = reverse("admin:trade_bankadvice_add"), reverse("admin:trade_bankadvice_changelist")
    typed = {
        "drawing": drawing.pk,
        "reference": "ADV1",
        "amount": "3400",
        "charges": "30",
        "value_on": f"{kigali_today()}",
        "line": "",
    }
    assert "more than is left to pay" in at(olive).post(adding, {**typed, "charges": "31"}).text
    at(olive).post(adding, typed)
    advice = BankAdvice.objects.get()
    confirming = {"action": "confirm_these", "_selected_action": [advice.pk]}
    assert "Another officer" in at(olive).post(advices, confirming, follow=True).text
    at(oscar).post(advices, confirming)
    advice.refresh_from_db()
    assert advice.state == "confirmed" and "ADV1" in at(oscar).get(reverse("admin:trade_bankadvice_change", args=[advice.pk])).text
    shown = at(buyer).get(reverse("trade:call-off-detail", args=[called.number])).text
    assert "Paid under the letter of credit" in shown and Order.objects.get().group.state == "paid"
    assert at(alice).get(desk).status_code == 302  # no officer
