from __future__ import annotations

import io
from uuid import uuid4

import pytest
from pypdf import PdfReader

from orders.payments.providers.bank_transfer.tests.factories import bring, make_pro_forma
from orders.payments.services import cancel_payment

pytestmark = pytest.mark.django_db


def test_buyer_sees_where_to_pay_and_what_is_missing(client, book, run_waiting_jobs):
    pro_forma = make_pro_forma()
    page = client.get(pro_forma.get_absolute_url()).content.decode()
    assert pro_forma.written_reference in page and "BKIGRWRW" in page and "¥1,000.00" in page
    assert pro_forma.payment.redirect_url == pro_forma.get_absolute_url()

    bring(f"400.00,{pro_forma.reference}")
    run_waiting_jobs()
    page = client.get(pro_forma.get_absolute_url()).content.decode()
    assert "¥400.00 has arrived. ¥600.00 is still missing" in page
    bring(f"600.00,{pro_forma.reference}")
    run_waiting_jobs()

    page = client.get(pro_forma.get_absolute_url()).content.decode()
    assert "Your transfer has arrived" in page and pro_forma.written_reference not in page


def test_page_of_an_ended_payment_asks_for_no_money(client, book):
    pro_forma = make_pro_forma()
    cancel_payment(purpose="test", key="T-1")

    page = client.get(pro_forma.get_absolute_url()).content.decode()

    assert "Please do not pay on it any more" in page and pro_forma.written_reference not in page


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pro_forma_is_a_paper_with_the_reference(client, book, language):
    pro_forma = make_pro_forma()
    path = pro_forma.get_absolute_url() if language == "en" else f"/{language}{pro_forma.get_absolute_url()}"

    answer = client.get(f"{path}pro-forma.pdf")

    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert answer["Content-Type"] == "application/pdf"
    for part in (pro_forma.written_reference, "PF-T-1", "To arrive by", "BKIGRWRW", "0001 2345 6789", "1,000.00", "形式发票"):
        assert part in text


def test_page_of_nobody_is_not_there(client):
    assert client.get(f"/payments/transfer/{uuid4()}/").status_code == 404
    assert client.get(f"/payments/transfer/{uuid4()}/pro-forma.pdf").status_code == 404
