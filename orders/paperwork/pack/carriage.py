"""Papers for those who carry and insure the goods."""

from __future__ import annotations

import re
from decimal import Decimal

from marketplace.money.amounts import round_money

from ..enums import Kind
from ..printing import kilos, money
from .boxes import Sheet, goods, hs, marked, written

INSURED_SHARE = Decimal("1.10")  # of the CIF value (Incoterms® 2020, rules CIF and CIP)
INSURED_TERMS = ("CIF", "CIP")  # under which the seller insures for the buyer
UN_NUMBER = re.compile(r"\b(?:UN|ID)\s?\d{4}\b", re.IGNORECASE)


def air_instruction(sheet: Sheet) -> None:
    """Shipper's letter of instruction: what the agent puts on the waybill."""
    shipment, export, transport = sheet.shipment, sheet.export, sheet.shipment.transport
    _carriage(sheet)
    sheet.box |= {
        "agent": sheet.told("airline_agent", blocks=False),
        "departure_airport": sheet.ground("loading", transport.loading),
        "destination_airport": sheet.ground("discharge", transport.discharge),
        "waybill": transport.reference or "to be given by the carrier",
        "charges": sheet.told("freight_terms"),
        "carriage_value": export.carriage_value or "NVD",
        "customs_value": f"{shipment.currency.code} {money(shipment.charges.total, shipment.currency.code)}",
        "insurance": "None by the carrier: insured by the shipper" if _is_insured(sheet) else "None",
        "chargeable": kilos(export.chargeable_kg) if export.chargeable_kg is not None else sheet.gap("chargeable_kg", blocks=False),
        "handling": export.handling or "None",
        "dangerous": _dangerous(sheet),
    }
    if export.chargeable_kg is not None:
        sheet.says[0, "chargeable kg"] = f"{export.chargeable_kg:f}"
    sizes = [f"{row.count} × {_sides(row)} cm" for row in shipment.packages]
    for line in sheet.lines:
        sheet.rows.append([sheet.packages(line), kilos(line.gross_kg), goods(line, f"HS {hs(line)}"), marked(line)])
        sheet.line_says(line, "HS", "marks", "packages", "gross kg", "description")
    sheet.box["dimensions"] = sizes


def sea_instruction(sheet: Sheet) -> None:
    shipment, export, transport = sheet.shipment, sheet.export, sheet.shipment.transport
    _carriage(sheet)
    sheet.box |= {
        "receipt": ", ".join(dict.fromkeys(filter(None, (shipment.signatory.place, shipment.origin.en)))),
        "vessel": sheet.told("vessel", blocks=False),
        "loading": sheet.ground("loading", transport.loading),
        "discharge": sheet.ground("discharge", transport.discharge),
        "delivery": shipment.terms.place,
        "charges": sheet.told("freight_terms"),
        "originals": str(export.originals),
        "containers": [_container(c) for c in export.containers] or sheet.gap("containers"),
        "dangerous": _dangerous(sheet),
    }
    for line in sheet.lines:
        sheet.rows.append([marked(line), sheet.packages(line), goods(line, f"HS {hs(line)}"), kilos(line.gross_kg), kilos(line.volume_m3)])
        sheet.line_says(line, "HS", "marks", "packages", "gross kg", "m³", "description")


def insurance(sheet: Sheet) -> None:
    shipment = sheet.shipment
    code = shipment.currency.code
    sheet.parties()
    sheet.invoice()
    sheet.weights(volume=True)
    sheet.box |= {
        "voyage": " – ".join(filter(None, (shipment.transport.loading, shipment.transport.discharge))) or "–",
        "conveyance": " ".join(filter(None, (shipment.transport.mode.en, sheet.export.vessel or shipment.transport.reference))),
        "departure": sheet.ground("departure", shipment.transport.departure, blocks=False),
        "clauses": f"Institute Cargo Clauses ({told})" if (told := sheet.told("clauses")) else None,
        "insured": _insured(sheet),
        "terms": f"{shipment.terms.incoterm} {shipment.terms.place}",
    }
    sheet.says[0, "insured value"] = f"{code} {insured_value(shipment.charges.total, code):f}"
    for line in sheet.lines:
        sheet.rows.append([marked(line), sheet.packages(line), goods(line, f"HS {hs(line)}"), money(line.amount, code)])
        sheet.line_says(line, "HS", "marks", "packages", "amount", "description")


def insured_value(total: Decimal, code: str) -> Decimal:
    """110 per cent of the invoice total."""
    return round_money(total * INSURED_SHARE, code)


def _insured(sheet: Sheet) -> str:
    code = sheet.shipment.currency.code
    return f"{code} {money(insured_value(sheet.shipment.charges.total, code), code)}"


def _is_insured(sheet: Sheet) -> bool:
    """Whether the shipper has insured the goods, so that nobody asks the carrier for it once more."""
    chosen = Kind.INSURANCE in sheet.export.chosen
    return chosen or sheet.shipment.terms.incoterm in INSURED_TERMS or sheet.shipment.charges.insurance > 0


def _dangerous(sheet: Sheet) -> str | list[str]:
    """YES with the numbers of the goods that have one; NO, with what was said of goods that are not restricted."""
    told = [(line.number, said) for line in sheet.lines if (said := sheet.export.line(line.number).un_number)]
    answer = "YES" if any(is_dangerous(said) for _number, said in told) else "NO"
    return [answer, *(f"Item {number}: {said}" for number, said in told)] if told else answer


def is_dangerous(said: str) -> bool:
    """Whether the words name a UN number (or an ID number of the air), not only that the goods are not restricted."""
    return bool(UN_NUMBER.search(said)) or said.strip().isdigit()


def _carriage(sheet: Sheet) -> None:
    sheet.parties()
    sheet.invoice()
    sheet.weights(volume=True)
    sheet.notified()


def _container(container) -> str:
    seal = f"seal {container.seal}" if container.seal else "seal to be completed"
    vgm = f"VGM {written(container.vgm_kg)} kg" if container.vgm_kg is not None else "VGM to be completed"
    return "  ".join(filter(None, (container.number, container.size, seal, vgm)))


def _sides(row) -> str:
    return " × ".join(f"{side.normalize():f}" for side in (row.length_cm, row.width_cm, row.height_cm) if side is not None) or "–"
