"""A company pays by bank transfer: from the button to the paid order."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from catalog.models import Variant
from marketplace.allocation.models import Hold
from orders.enums import GroupState
from orders.models import OrderGroup
from orders.payments.models import Payment
from orders.payments.providers.bank_transfer.models import ProForma
from orders.payments.providers.bank_transfer.tests.factories import bring, make_account
from orders.payments.tests.factories import make_route
from orders.services.expiry import release_expired_holds
from orders.tests.factories import make_lane, make_variant
from orders.tests.views.buyers import press, settle, shown

pytestmark = pytest.mark.django_db
COMPANY = {"provider": "bank_transfer", "company_name": "Carla Trading Co.", "purchase_order": "PO-7"}


@pytest.fixture
def buyer(client):
    make_lane()
    make_account("CNY", days_to_pay=5)
    make_route("CNY", provider="bank_transfer", position=50)
    client.post("/cart/add/", {"variant": make_variant(10).pk, "quantity": 2})
    return client


def test_company_gets_a_pro_forma_and_the_goods_are_held_for_days(buyer, run_waiting_jobs, mailoutbox):
    page = settle(buyer, run_waiting_jobs)
    assert "Bank transfer" in shown(page)

    answer = press(buyer, page, **COMPANY)

    group, payment, pro_forma = OrderGroup.objects.get(), Payment.objects.get(), ProForma.objects.get()
    assert answer.url == pro_forma.get_absolute_url()
    assert group.held_until == group.placed_at + timedelta(days=5) == payment.expires_at
    assert Hold.objects.get().expires_at == group.held_until + timedelta(minutes=1)  # with the grace
    assert release_expired_holds(now=timezone.now() + timedelta(hours=2)) == 0
    here = shown(buyer.get(f"/orders/{group.number}/"))
    assert "We are waiting for your bank transfer" in here and "every 2s" not in here
    assert pro_forma.get_absolute_url() in here and pro_forma.written_reference in shown(buyer.get(answer.url))
    paper = PdfReader(io.BytesIO(buyer.get(f"{answer.url}pro-forma.pdf").content)).pages[0].extract_text()
    assert "Carla Trading Co." in paper and "PO-7" in paper and "2 × 68.00" in paper and "166.00" in paper
    run_waiting_jobs()
    assert [letter.subject for letter in mailoutbox if "your transfer of" in letter.subject] == [
        f"Order {group.number}: your transfer of ¥166.00 CNY"
    ]

    bring(f"100.00,{pro_forma.reference}")
    run_waiting_jobs()
    assert f"Order {group.number}: ¥100.00 CNY has arrived, ¥66.00 CNY is missing" in [letter.subject for letter in mailoutbox]

    bring(f"66.00,{pro_forma.reference}")
    run_waiting_jobs()

    group.refresh_from_db()
    assert group.state == GroupState.PAID and Variant.objects.with_stock().get().on_hand == 8


def test_second_click_is_the_same_pro_forma_and_holds_no_longer(buyer, run_waiting_jobs):
    page = settle(buyer, run_waiting_jobs)

    first, second = press(buyer, page, **COMPANY), press(buyer, page, **COMPANY)

    assert first.url == second.url and ProForma.objects.count() == 1
    assert OrderGroup.objects.get().held_until == Payment.objects.get().expires_at


def test_private_buyer_is_told_that_transfers_are_for_companies(buyer, run_waiting_jobs):
    page = settle(buyer, run_waiting_jobs)

    refused = press(buyer, page, provider="bank_transfer")

    assert refused.status_code == 422 and "Bank transfers are for companies" in shown(refused) and not OrderGroup.objects.exists()
    press(buyer, page)
    group = OrderGroup.objects.get()
    assert "Bank transfer" not in shown(buyer.get(f"/orders/{group.number}/?back=1"))
    answer = buyer.post(f"/orders/{group.number}/pay/", {"provider": "bank_transfer"}, follow=True)
    assert "Bank transfers are for companies" in shown(answer) and Payment.objects.get().provider == "sandbox"


def test_unpaid_pro_forma_gives_the_goods_back_when_its_days_are_over(buyer, run_waiting_jobs):
    press(buyer, settle(buyer, run_waiting_jobs), **COMPANY)
    pro_forma = ProForma.objects.get()
    bring(f"100.00,{pro_forma.reference}")
    run_waiting_jobs()

    assert release_expired_holds(now=timezone.now() + timedelta(days=5, minutes=2)) == 1

    assert OrderGroup.objects.get().state == GroupState.EXPIRED and Variant.objects.with_stock().get().held == 0
    assert "Please do not pay on it any more" in shown(buyer.get(pro_forma.get_absolute_url()))
