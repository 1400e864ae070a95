"""From application to downloaded invoice, in English, through every room."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter

from marketplace.tests.browser.applying import apply, sign_up
from sellers.enums import SellerState
from sellers.models import Seller

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def specimen() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_firm_is_heard_when_it_applies_in_the_browser(house, page, letters, wait_for_letter):
    sign_up(page, f"{house}/sell/apply/", "weavers@example.rw", "imigongo-2026-x", letters)
    apply(page, specimen())

    seller = Seller.objects.get(tin="102345678")
    assert seller.state == SellerState.SUBMITTED
    assert "application has arrived" in wait_for_letter("weavers@example.rw", "arrived")
