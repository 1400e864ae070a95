import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse

from marketplace.history.models import Entry
from orders.enums import InquiryState
from orders.logistics.tests.factories import make_card
from orders.models import DeliveryInquiry
from orders.officers import ensure_rights
from orders.payments.enums import RefundState
from orders.payments.models import Payment, Refund
from orders.services.cancellation import cancel_order
from orders.tests.factories import make_order, make_seller, make_user, make_variant

pytestmark = pytest.mark.django_db
CARD_FIELDS = [
    "carrier", "service", "mode", "stage", "origin", "destination_country", "destination_region", "commodity", "weight_rule", "unit",
    "ratio", "min_total_kg", "max_total_kg", "max_piece_kg", "currency", "minimum", "transit_min_days", "transit_max_days", "valid_from",
    "valid_to", "source",
]  # fmt: skip


@pytest.fixture
def officer(client):
    ensure_rights()
    user = make_user("olive", is_staff=True, is_demo=True)
    user.groups.add(Group.objects.get(name="RDB officers"))
    client.force_login(user)
    return user


@pytest.fixture
def order():
    return make_order(make_variant(10, seller=make_seller("Coocamu", owner=make_user("alice"))), user=make_user("carla"))


def change(model, pk) -> str:
    return reverse(f"admin:orders_{model}_change", args=[pk])


@pytest.mark.parametrize("model", ["ordergroup", "order", "deliveryinquiry"])
def test_officer_reads_the_lists(client, officer, order, model):
    assert client.get(reverse(f"admin:orders_{model}_changelist")).status_code == 200


@pytest.mark.parametrize("model", ["pool", "hold"])
def test_officer_reads_what_is_set_aside_and_changes_nothing(client, officer, order, model):
    page = client.get(reverse(f"admin:allocation_{model}_changelist"))

    named = order.group.hold_key if model == "hold" else str(order.lines.get().variant_id)
    assert page.status_code == 200 and f">{named}<" in page.content.decode()
    assert client.get(reverse(f"admin:allocation_{model}_add")).status_code == 403


def test_officer_sees_the_money_and_the_history_of_a_group(client, officer, order):
    cancel_order(order=order, by=None, note="Too late for me.")

    page = client.get(change("ordergroup", order.group_id)).content.decode()

    assert order.group.number in page and "Order paid" in page and "order_group.paid" not in page and "/admin/payments/refund/" in page


def test_officer_keeps_the_rate_cards_and_deletes_none(client, officer):
    card = make_card(breaks={"0": "5"}, state="proposed")
    page, lines = reverse("admin:logistics_ratecard_change", args=[card.pk]), card.breaks.get()
    typed = {
        **{name: getattr(card, name) if getattr(card, name) is not None else "" for name in CARD_FIELDS},
        "breaks-TOTAL_FORMS": "1", "breaks-INITIAL_FORMS": "1", "breaks-0-id": lines.pk, "breaks-0-card": card.pk,
        "breaks-0-from_quantity": lines.from_quantity, "breaks-0-unit_rate": "9.99",
        "surcharges-TOTAL_FORMS": "0", "surcharges-INITIAL_FORMS": "0",
    }  # fmt: skip

    assert client.get(reverse("admin:logistics_ratecard_changelist")).status_code == 200
    assert client.post(page, typed).status_code == 302

    lines.refresh_from_db()
    assert str(lines.unit_rate) == "9.9900"
    assert Entry.objects.filter(subject_id=str(card.pk), by=officer.pk, action__startswith="rate_card").exists()
    assert client.post(reverse("admin:logistics_ratecard_delete", args=[card.pk])).status_code == 403


@pytest.mark.parametrize("model", ["logistics_quote", "money_exchangerate", "logistics_ratecard"])
def test_officer_reads_what_delivery_is_priced_from(client, officer, model):
    assert client.get(reverse(f"admin:{model}_changelist")).status_code == 200


def test_officer_changes_no_order(client, officer, order):
    page = client.get(change("order", order.pk))
    client.post(change("order", order.pk), {"state": "delivered"})

    assert 'name="_save"' not in page.content.decode()
    order.refresh_from_db()
    assert order.state == "paid"
    for model, pk in (("order", order.pk), ("ordergroup", order.group_id)):
        assert client.post(reverse(f"admin:orders_{model}_delete", args=[pk]), {"post": "yes"}).status_code == 403


@pytest.fixture
def refused_refund(order):
    """The order was cancelled, and the wallet would not send the money back."""
    cancel_order(order=order, by=None, note="Too late for me.")
    refund = Refund.objects.get()
    Refund.objects.update(state=RefundState.REFUSED, attempts=1, last_error="ACQ.TRADE_STATUS_ERROR")
    Payment.objects.update(refund_requested=0)
    return refund


def test_officer_works_the_refund_queue(client, officer, refused_refund):
    queue = reverse("admin:payments_refund_changelist")
    assert "ACQ.TRADE_STATUS_ERROR" in client.get(queue).content.decode()

    client.post(queue, {"action": "retry", "_selected_action": [refused_refund.pk]})

    refused_refund.refresh_from_db()
    assert refused_refund.state == RefundState.WAITING
    assert Entry.objects.get(action="refund.retried").by == officer


def test_officer_only_tries_refunds_again(client, officer, refused_refund):
    """No refund of their own making, no change of one, no look into what the provider said of the payer."""
    assert client.get(reverse("admin:payments_refund_add")).status_code == 403
    page = reverse("admin:payments_refund_change", args=[refused_refund.pk])
    assert client.post(page, {"amount": "1.00"}).status_code == 403
    assert client.post(reverse("admin:payments_refund_delete", args=[refused_refund.pk]), {"post": "yes"}).status_code == 403
    assert client.get(reverse("admin:payments_paymentmessage_changelist")).status_code == 403
    assert client.get(reverse("admin:payments_paymentroute_changelist")).status_code == 403


def test_answer_goes_to_the_buyer_when_an_officer_writes_it(client, officer, order, run_waiting_jobs):
    inquiry = DeliveryInquiry.objects.create(
        seller=order.seller, key="k", email="carla@buyer.example", language="en", country="NZ", goods=["2 × coffee"]
    )

    client.post(change("deliveryinquiry", inquiry.pk), {"answer": "From Monday by sea, 40 days."}, follow=True)
    again = client.post(change("deliveryinquiry", inquiry.pk), {"answer": "Or by air."}, follow=True).content.decode()

    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.answered_by) == (InquiryState.ANSWERED, officer)
    assert "was answered already" in again and "was changed" not in again
    run_waiting_jobs("mail.send")
    letter = next(letter for letter in mail.outbox if "New Zealand" in letter.subject)
    assert "From Monday by sea, 40 days." in letter.body and "/cart/" in letter.body


def test_seller_and_buyer_find_no_desk(client, order):
    client.force_login(make_user("alice"))

    assert client.get(change("order", order.pk)).status_code == 302
