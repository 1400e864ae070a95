"""The invoice for machines is valid UBL 2.1 whatever the sale was, and its sums are those of the page."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree

from orders.paperwork.facts import Party
from orders.paperwork.pack.ubl import invoice_xml
from orders.paperwork.shipments import shipment_of

from .factories import BASKET, CHINA, COFFEE, TEA, a_line, a_pair, a_sale
from .test_packs import _is_valid_ubl

LOOSE = (COFFEE, BASKET, TEA)


def a_corrected(sale):
    invoice, _packing_list = a_pair(sale)
    return replace(invoice, paper=replace(invoice.paper, version=3, replaces="version 2 of 21 November 2026"))


@pytest.mark.parametrize(
    ("invoice", "said"),
    [
        (a_pair(a_sale(*LOOSE))[0], {"InvoiceTypeCode": "380", "ChargeTotalAmount": "386.00", "AllowanceTotalAmount": None}),
        (  # whole francs, no freight
            a_pair(a_sale(a_line(TEA, currency="RWF", unit_price=Decimal("1250")), currency="RWF", freight=Decimal(0)))[0],
            {"ChargeTotalAmount": "0", "PriceAmount": "1250", "PayableAmount": "30000"},
        ),
        (  # something taken off
            a_pair(a_sale(*LOOSE, other=Decimal("-50.00")))[0],
            {"AllowanceTotalAmount": "50.00", "ChargeTotalAmount": "386.00", "PayableAmount": "14830.00"},
        ),
        (  # a discount on a line
            a_pair(a_sale(a_line(COFFEE, quantity=3, unit_price=Decimal("68.00"), discount=Decimal("20.40"))))[0],
            {"AllowanceChargeReason": "Freight", "LineExtensionAmount": "183.60", "PriceAmount": "68.00"},
        ),
        (  # the price of many, and nothing known of the code
            a_pair(a_sale(a_line(COFFEE, hs6="", national_code="", quantity=240, unit_price=Decimal("4100.25"))))[0],
            {"ItemClassificationCode": None, "LineExtensionAmount": "984060.00"},
        ),
        (  # replaces an earlier version
            a_corrected(a_sale(*LOOSE, contract="SC-2026-0007/04")),
            {"InvoiceTypeCode": "384", "VersionID": "2", "TotalTransportHandlingUnitQuantity": "9", "GrossWeightMeasure": "147.820"},
        ),
        (  # to a delivery point that is only a name, another than the buyer
            a_pair(replace(shipment_of(a_sale()), consignee=Party("Store 17", (), CHINA), buyer=a_sale().consignee))[0],
            {"RegistrationName": "Alice Coffee Exporters Ltd"},
        ),
    ],
)
def test_odd_invoices_are_valid(invoice, said):
    xml = invoice_xml(invoice)

    _is_valid_ubl(xml)
    root = etree.fromstring(xml)
    assert {name: root.findtext(f".//{{*}}{name}") for name in said} == said
    charges = invoice.charges
    paid = sum(Decimal(root.findtext(f"{{*}}LegalMonetaryTotal/{{*}}{name}") or 0) for name in ("LineExtensionAmount", "ChargeTotalAmount"))
    assert paid - Decimal(root.findtext("{*}LegalMonetaryTotal/{*}AllowanceTotalAmount") or 0) == charges.total
    assert {element.get("currencyID") for element in root.iter() if element.get("currencyID")} == {invoice.currency.code}
