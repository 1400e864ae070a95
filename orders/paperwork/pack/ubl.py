"""The commercial invoice as UBL 2.1, for machines: the same facts as on the page, nothing beside them."""

from __future__ import annotations

from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from marketplace.money.amounts import round_money

from ..facts import InvoiceFacts, Party
from ..printing import packages

INVOICE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
COMMERCIAL_INVOICE, CORRECTED_INVOICE = "380", "384"  # UNCL 1001
REASONS = {"freight": ("FC", "Freight"), "insurance": ("IN", "Insurance"), "other": ("ZZZ", "Other charges")}  # UNCL 7161
DISCOUNT = ("95", "Discount")  # UNCL 5189: what is taken off

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
    _basic(root, "InvoiceTypeCode", CORRECTED_INVOICE if facts.paper.version > 1 else COMMERCIAL_INVOICE)
    _basic(root, "DocumentCurrencyCode", code)
    order = _part(root, "OrderReference")
    _basic(order, "ID", facts.references.order)
    if facts.paper.version > 1:
        replaced = _part(_part(root, "BillingReference"), "InvoiceDocumentReference")
        _basic(replaced, "ID", facts.paper.number)
        _basic(replaced, "VersionID", str(facts.paper.version - 1))
    if facts.references.contract:
        _basic(_part(root, "ContractDocumentReference"), "ID", facts.references.contract)
    _party(_part(root, "AccountingSupplierParty"), facts.exporter)
    _party(_part(root, "AccountingCustomerParty"), facts.buyer or facts.consignee)
    _delivery(_part(root, "Delivery"), facts)
    terms = _part(root, "DeliveryTerms")
    _basic(terms, "ID", facts.terms.incoterm)
    _basic(terms, "SpecialTerms", f"{facts.terms.incoterm} {facts.terms.place} (Incoterms 2020)")
    _basic(_part(terms, "DeliveryLocation"), "Description", facts.terms.place)
    _basic(_part(root, "PaymentTerms"), "Note", facts.terms.payment)
    for name, told in REASONS.items():
        if amount := getattr(facts.charges, name):
            reason, words = told if amount > 0 else DISCOUNT
            charge = _part(root, "AllowanceCharge")
            _basic(charge, "ChargeIndicator", "true" if amount > 0 else "false")
            _basic(charge, "AllowanceChargeReasonCode", reason)
            _basic(charge, "AllowanceChargeReason", words)
            _amount(charge, "Amount", abs(amount), code)
    _totals(root, facts)
    for line in facts.lines:
        _line(root, facts, line)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode").encode()


def _delivery(element: Element, facts: InvoiceFacts) -> None:
    """To whom, whom to notify, and the consignment in figures."""
    if facts.transport.reference:
        _basic(element, "TrackingID", facts.transport.reference)
    _party(element, facts.consignee, name="DeliveryParty")
    if facts.notify:
        _party(element, facts.notify, name="NotifyParty")
    shipment, weights = _part(element, "Shipment"), facts.weights
    _basic(shipment, "ID", facts.references.order)
    _basic(shipment, "GrossWeightMeasure", f"{weights.gross_kg:f}", unitCode="KGM")
    _basic(shipment, "NetWeightMeasure", f"{weights.net_kg:f}", unitCode="KGM")
    _basic(shipment, "GrossVolumeMeasure", f"{weights.volume_m3:f}", unitCode="MTQ")
    _basic(shipment, "TotalTransportHandlingUnitQuantity", str(weights.packages))


def _totals(root: Element, facts: InvoiceFacts) -> None:
    code, charges = facts.currency.code, facts.charges
    totals = _part(root, "LegalMonetaryTotal")
    _amount(totals, "LineExtensionAmount", charges.goods, code)
    added = [charges.freight, charges.insurance, charges.other]
    if off := sum(amount for amount in added if amount < 0):
        _amount(totals, "AllowanceTotalAmount", -off, code)
    _amount(totals, "ChargeTotalAmount", sum((amount for amount in added if amount > 0), round_money(Decimal(0), code)), code)
    _amount(totals, "PayableAmount", charges.total, code)


def _line(root: Element, facts: InvoiceFacts, line) -> None:
    element = _part(root, "InvoiceLine")
    _basic(element, "ID", str(line.number))
    _basic(element, "InvoicedQuantity", f"{line.quantity:f}", unitCode=line.unit.code)
    _amount(element, "LineExtensionAmount", line.amount, facts.currency.code)
    if line.discount:
        off = _part(element, "AllowanceCharge")
        _basic(off, "ChargeIndicator", "false")
        _basic(off, "AllowanceChargeReasonCode", DISCOUNT[0])
        _basic(off, "AllowanceChargeReason", DISCOUNT[1])
        _amount(off, "Amount", line.discount, facts.currency.code)
    item = _part(element, "Item")
    _basic(item, "Description", line.description, languageID="en")
    if line.description_zh:
        _basic(item, "Description", line.description_zh, languageID="zh")
    _basic(item, "Name", line.description)
    _basic(_part(item, "OriginCountry"), "IdentificationCode", line.origin.code)
    if code := line.national_code or line.hs6:
        _basic(_part(item, "CommodityClassification"), "ItemClassificationCode", code, listID="HS")
    told_of = (
        ("Net weight kg", line.net_kg),
        ("Gross weight kg", line.gross_kg),
        ("Packages", packages(line, "line")),
        ("Marks", line.marks),
    )
    for name, value in told_of:
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
