"""Papers on where the goods come from: the China form by its boxes 1 to 15, the general certificate, the ICO certificate of coffee."""

from __future__ import annotations

from ..printing import day, kilos
from .boxes import RDB, Sheet, amount, goods, hs, is_coffee, marked, origin_of, written

END = "***"  # closes box 8, so that nothing can be added


def origin_china(sheet: Sheet) -> None:
    """Form for the special preference treatment of least developed countries (GACC Decree 231): boxes as on the form of 2017."""
    shipment, transport = sheet.shipment, sheet.shipment.transport
    sheet.parties()
    sheet.invoice()
    sheet.weights(gross=False)
    sheet.box |= {
        "producer": sheet.told("producer", blocks=False) or "UNKNOWN",
        "means": _means(sheet),
        "remarks": _remarks(sheet),
        "declared": [f"{shipment.signatory.place}, {day(sheet.facts.paper.issued_on)['en']}", shipment.signatory.name],
        "importing": shipment.destination.en,
    }
    refers = sheet.box["invoice"]
    for line in sheet.lines:
        sheet.rows.append(
            [
                str(line.number),
                marked(line),
                [sheet.packages(line), *goods(line), END if line is sheet.lines[-1] else ""],
                hs(line),
                sheet.told("criterion", line=line.number),
                [f"{kilos(line.net_kg)} kg net", amount(line)],
                refers if line is sheet.lines[0] else "As item 1 同第 1 项",
            ]
        )
        sheet.line_says(line, "HS", "marks", "packages", "net kg", "quantity", "description")
        sheet.says[line.number, "origin"] = shipment.origin.code  # box 13 declares every item as produced there
    sheet.ground("departure", transport.departure)


def origin_general(sheet: Sheet) -> None:
    shipment = sheet.shipment
    sheet.parties()
    sheet.invoice()
    sheet.weights()
    sheet.box |= {
        "means": _means(sheet),
        "remarks": _remarks(sheet),
        "origin": origin_of(sheet),
        "destination": f"{shipment.destination.en} ({shipment.destination.code})",
    }
    for line in sheet.lines:
        sheet.rows.append(
            [
                str(line.number),
                [sheet.packages(line), marked(line)],
                goods(line),
                hs(line),
                amount(line),
                kilos(line.net_kg),
                kilos(line.gross_kg),
            ]
        )
        sheet.line_says(line, "HS", "marks", "packages", "net kg", "gross kg", "quantity", "description")
        sheet.says[line.number, "origin"] = shipment.origin.code  # it is certified by the authority of that country


def ico(sheet: Sheet) -> None:
    """ICO certificate of origin (ICC 102-9 Rev. 2), boxes 1 to 17; one row for each line of coffee."""
    shipment, export = sheet.shipment, sheet.export
    sheet.parties()
    sheet.invoice()
    sheet.notified("Same as consignee")
    code = sheet.facts.origin_code or sheet.gap("origin_code", home=RDB, blocks=False)
    lines = [line for line in sheet.lines if is_coffee(line)]
    marks = [sheet.told("ico_mark", line=line.number) for line in lines]
    codes = {mark.split("–")[1] for mark in filter(None, (normal_mark(mark) for mark in marks))}
    sheet.box |= {
        "exporter_code": "/".join(sorted(codes)) or None,
        "reference": joined_numbers(shipment.references.order, shipment.references.contract),
        "producing": f"{shipment.origin.en} {code or ''}".strip(),
        "destination": f"{shipment.destination.en} ({shipment.destination.code})",
        "export_date": _short_day(sheet),
        "transhipment": export.transhipment or "None declared",
        "carrier": sheet.ground("carrier", shipment.transport.carrier),
        "net": kilos(sum(line.net_kg for line in lines)),
        "unit": "kg",
        "shipped_in": sorted({line.package_kind.en for line in lines}),
    }
    for line, mark in zip(lines, marks, strict=True):
        told = export.line(line.number)
        sheet.rows.append(
            [
                str(line.number),
                normal_mark(mark) if mark else None,
                sheet.packages(line),
                kilos(line.net_kg),
                goods(line, sheet.told("ico_form", line=line.number) or ""),
                sheet.told("ico_processing", line=line.number),
                [f"HS {hs(line)}", f"Lot {line.lot}" if line.lot else "", f"Crop {written(told.crop_year)}" if told.crop_year else ""],
            ]
        )
        sheet.line_says(line, "HS", "packages", "net kg", "description")


def normal_mark(mark: str | None) -> str:
    """028–1234–0012, however the dashes were typed."""
    if not mark:
        return ""
    plain = mark.replace("–", "-").replace("/", "-").replace("—", "-").replace(" ", "")
    return "–".join(plain.split("-"))


def joined_numbers(*numbers: str) -> str:
    return " / ".join(filter(None, numbers)) or "–"


def _means(sheet: Sheet) -> list[str]:
    """Box 4: departure, vessel or flight, where from and where to."""
    transport = sheet.shipment.transport
    departs = sheet.ground("departure", transport.departure)
    return [
        f"Departure date: {departs or 'to be completed'}",
        f"{transport.mode.en}: {sheet.export.vessel or transport.reference or 'to be completed'}",
        f"Loading: {transport.loading or '–'}",
        f"Discharge: {transport.discharge or '–'}",
        *([f"Via: {sheet.export.transhipment}"] if sheet.export.transhipment else []),
    ]


def _remarks(sheet: Sheet) -> str:
    references = sheet.shipment.references
    return joined_numbers(f"Order {references.order}", f"Contract {references.contract}" if references.contract else "")


def _short_day(sheet: Sheet) -> str | None:
    departure = sheet.shipment.transport.departure
    return departure.strftime("%d/%m/%Y") if departure else sheet.ground("departure", None)
