"""The commercial invoice as UBL 2.1, for machines: the same facts as on the page, nothing beside them."""

from __future__ import annotations

from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from ..facts import InvoiceFacts, Party

INVOICE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
COMMERCIAL_INVOICE = "380"  # UNCL 1001
REASONS = {"freight": ("FC", "Freight"), "insurance": ("IN", "Insurance"), "other": ("ZZZ", "Other charges")}  # UNCL 7161

register_namespace("", INVOICE)
register_namespace("cac", CAC)
register_namespace("cbc", CBC)


def invoice_xml(facts: InvoiceFacts) -> bytes:
    """The invoice as a UBL 2.1 document in UTF-8."""
    code = facts.currency.code
    root = Element(f"{{{INVOICE}}}Invoice")
    _basic(root, "UBLVersionID", "2.1")
    _basic(root, "ID", facts.paper.number)
    _basic(root, "IssueDate", facts.paper.issued_on.isoformat())
    _basic(root, "InvoiceTypeCode", COMMERCIAL_INVOICE)
    _basic(root, "DocumentCurrencyCode", code)
    order = _part(root, "OrderReference")
    _basic(order, "ID", facts.references.order)
    if facts.references.contract:
        _basic(_part(root, "ContractDocumentReference"), "ID", facts.references.contract)
    _party(_part(root, "AccountingSupplierParty"), facts.exporter)
    _party(_part(root, "AccountingCustomerParty"), facts.buyer or facts.consignee)
    delivery = _part(root, "Delivery")
    _party(delivery, facts.consignee, name="DeliveryParty")
    if facts.notify:
        _party(delivery, facts.notify, name="NotifyParty")
    terms = _part(root, "DeliveryTerms")
    _basic(terms, "ID", facts.terms.incoterm)
    _basic(terms, "SpecialTerms", f"{facts.terms.incoterm} {facts.terms.place} (Incoterms 2020)")
    _basic(_part(root, "PaymentTerms"), "Note", facts.terms.payment)
    for name, (reason, words) in REASONS.items():
        if amount := getattr(facts.charges, name):
            charge = _part(root, "AllowanceCharge")
            _basic(charge, "ChargeIndicator", "true")
            _basic(charge, "AllowanceChargeReasonCode", reason)
            _basic(charge, "AllowanceChargeReason", words)
            _amount(charge, "Amount", amount, code)
    _totals(root, facts)
    for line in facts.lines:
        _line(root, facts, line)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode()


def _totals(root: Element, facts: InvoiceFacts) -> None:
    code, charges = facts.currency.code, facts.charges
    totals = _part(root, "LegalMonetaryTotal")
    _amount(totals, "LineExtensionAmount", charges.goods, code)
    _amount(totals, "ChargeTotalAmount", charges.freight + charges.insurance + charges.other, code)
    _amount(totals, "PayableAmount", charges.total, code)


def _line(root: Element, facts: InvoiceFacts, line) -> None:
    element = _part(root, "InvoiceLine")
    _basic(element, "ID", str(line.number))
    _basic(element, "InvoicedQuantity", f"{line.quantity:f}", unitCode=line.unit.code)
    _amount(element, "LineExtensionAmount", line.amount, facts.currency.code)
    item = _part(element, "Item")
    _basic(item, "Description", line.description, languageID="en")
    if line.description_zh:
        _basic(item, "Description", line.description_zh, languageID="zh")
    _basic(item, "Name", line.description)
    _basic(_part(item, "OriginCountry"), "IdentificationCode", line.origin.code)
    _basic(_part(item, "CommodityClassification"), "ItemClassificationCode", line.national_code or line.hs6, listID="HS")
    for name, value in (("Net weight kg", line.net_kg), ("Gross weight kg", line.gross_kg), ("Marks", line.marks)):
        told = _part(item, "AdditionalItemProperty")
        _basic(told, "Name", name)
        _basic(told, "Value", f"{value:f}" if isinstance(value, Decimal) else value)
    if line.lot:
        _basic(_part(_part(item, "ItemInstance"), "LotIdentification"), "LotNumberID", line.lot)
    _amount(_part(element, "Price"), "PriceAmount", line.unit_price, facts.currency.code)


def _party(parent: Element, party: Party, name: str = "Party") -> None:
    element = _part(parent, name)
    for number in party.identifiers:
        _basic(_part(element, "PartyIdentification"), "ID", number.value, schemeID=number.label)
    _basic(_part(element, "PartyName"), "Name", party.name)
    address = _part(element, "PostalAddress")
    for row in party.address:
        _basic(_part(address, "AddressLine"), "Line", row)
    _basic(_part(address, "Country"), "IdentificationCode", party.country.code)
    _basic(_part(element, "PartyLegalEntity"), "RegistrationName", party.name)
    contact = [("Name", party.contact), ("Telephone", party.phone), ("ElectronicMail", party.email)]
    if any(value for _name, value in contact):
        reach = _part(element, "Contact")
        for told, value in contact:
            if value:
                _basic(reach, told, value)


def _part(parent: Element, name: str) -> Element:
    return SubElement(parent, f"{{{CAC}}}{name}")


def _basic(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, f"{{{CBC}}}{name}", attributes).text = text


def _amount(parent: Element, name: str, value: Decimal, code: str) -> None:
    _basic(parent, name, f"{value:f}", currencyID=code)
