"""Papers on the health and quality of the goods: what NAEB, the plant protection service and a treatment operator are asked for, and the
sheet for the Chinese label."""

from __future__ import annotations

import re

from ..printing import day, kilos
from .boxes import Sheet, amount, goods, hs, is_coffee, marked, written

SPANS = {"day": "天", "month": "个月", "year": "年"}


def phyto(sheet: Sheet) -> None:
    """After the model of ISPM 12: what the service needs to inspect and certify. The certifying words are the service's own."""
    shipment, export = sheet.shipment, sheet.export
    sheet.parties()
    sheet.invoice()
    sheet.weights()
    sheet.box |= {
        "to": f"Plant protection organization of {shipment.destination.en}",
        "origin": joined_places(shipment.origin.en, {export.line(line.number).area for line in sheet.lines}),
        "conveyance": " ".join(filter(None, (shipment.transport.mode.en, export.vessel or shipment.transport.reference))),
        "entry": sheet.told("entry_point"),
        "departure": sheet.ground("departure", shipment.transport.departure),
        "declaration": export.additional_declaration or "None asked",
        "treatment": _treatment(sheet),
    }
    for line in sheet.lines:
        told = export.line(line.number)
        registered = [f"Plantation {told.plantation}" if told.plantation else "", f"Plant {told.plant}" if told.plant else ""]
        sheet.rows.append(
            [
                str(line.number),
                [sheet.packages(line), marked(line)],
                goods(line, f"HS {hs(line)}", f"Lot {line.lot}" if line.lot else "", *registered),
                sheet.told("botanical", line=line.number),
                amount(line),
                kilos(line.net_kg),
                kilos(line.gross_kg),
            ]
        )
        sheet.line_says(line, "HS", "marks", "packages", "net kg", "gross kg", "quantity", "description")


def naeb_lot(sheet: Sheet) -> None:
    """One lot, one certificate: what NAEB grades and cups."""
    shipment, export = sheet.shipment, sheet.export
    sheet.parties()
    sheet.invoice()
    sheet.weights()
    sheet.box |= {"destination": f"{shipment.destination.en} ({shipment.destination.code})", "order": shipment.references.order}
    for line in sheet.lines:
        told = export.line(line.number)
        quality = [
            ("Grade", told.grade),
            ("Screen", told.screen),
            ("Moisture %", written(told.moisture)),
            ("Defects", told.defects),
            ("Cup score", written(told.cup_score)),
            ("Crop", told.crop_year),
        ]
        if is_coffee(line):
            sheet.told("grade", line=line.number)
            sheet.told("moisture", line=line.number)
        issued = [f"No. {told.naeb}", f"covers {kilos(told.naeb_kg)} kg" if told.naeb_kg is not None else ""] if told.naeb else ["–"]
        sheet.rows.append(
            [
                str(line.number),
                line.lot or sheet.gap("lot", line=line.number, home="ground"),
                goods(line, f"HS {hs(line)}"),
                [f"{name} {value}" for name, value in quality if value] or None,
                sheet.packages(line),
                kilos(line.net_kg),
                issued,
            ]
        )
        sheet.line_says(line, "HS", "packages", "net kg", "description")


def fumigation(sheet: Sheet) -> None:
    shipment, export = sheet.shipment, sheet.export
    sheet.parties()
    sheet.invoice()
    sheet.weights(volume=True)
    for name in ("treatment", "chemical", "dose", "exposure", "temperature", "operator"):
        sheet.box[name] = sheet.told(name, blocks=name == "treatment")
    sheet.box |= {
        "treated_on": day(export.treated_on)["en"] if export.treated_on else sheet.gap("treated_on", blocks=False),
        "containers": [f"{c.number} {c.size}".strip() for c in export.containers] or "None",
        "destination": f"{shipment.destination.en} ({shipment.destination.code})",
    }
    for line in sheet.lines:
        sheet.rows.append(
            [
                str(line.number),
                [sheet.packages(line), marked(line)],
                goods(line, f"HS {hs(line)}"),
                kilos(line.net_kg),
                kilos(line.gross_kg),
            ]
        )
        sheet.line_says(line, "HS", "marks", "packages", "net kg", "gross kg", "description")


def label_china(sheet: Sheet) -> None:
    """What a Chinese label must say (GB 7718): each line of food with its words in both languages, one to one."""
    export = sheet.export
    sheet.parties()
    sheet.invoice()
    sheet.box |= {"importer": sheet.told("importer"), "producer": _producer(sheet)}
    for line in sheet.lines:
        number = line.number

        def ask(name: str, line: int = number) -> str | None:
            return sheet.told(name, line=line)

        sheet.rows += [
            [f"{number}", ["Product name", "产品名称"], line.description, line.description_zh or None],
            ["", ["Ingredients", "配料"], ask("ingredients"), ask("ingredients_zh")],
            ["", ["Net content", "净含量"], ask("net_content"), export.line(number).net_content or None],
            ["", ["Country of origin", "原产国"], line.origin.en, line.origin.zh or None],
            ["", ["Production date", "生产日期"], ask("production_date"), _zh_day(sheet, number)],
            ["", ["Shelf life", "保质期"], ask("shelf_life"), in_chinese(export.line(number).shelf_life)],
            ["", ["Storage", "贮存条件"], ask("storage"), ask("storage_zh")],
            ["", ["Registration in China", "在华注册编号"], ask("gacc"), export.line(number).gacc or None],
        ]
        sheet.line_says(line, "description")
        sheet.says[number, "GACC no."] = export.line(number).gacc


def _producer(sheet: Sheet) -> str | None:
    """A label names the firm, where the origin form may say SAME or UNKNOWN."""
    told = sheet.told("producer")
    if told and told.upper() == "SAME":
        return sheet.shipment.exporter.name
    return told if told and told.upper() != "UNKNOWN" else sheet.gap("producer")


def in_chinese(span: str) -> str | None:
    """24 months as 24 个月; other words as they were given."""
    found = re.fullmatch(r"(\d+) (day|month|year)s?", span.strip())
    return f"{found[1]} {SPANS[found[2]]}" if found else span or None


def joined_places(country: str, areas: set[str]) -> str:
    return ", ".join([*sorted(filter(None, areas)), country])


def _zh_day(sheet: Sheet, number: int) -> str | None:
    given = sheet.export.line(number).production_date
    return day(given)["zh"] if given else None


def _treatment(sheet: Sheet) -> str:
    export = sheet.export
    parts = (export.treatment, export.chemical, export.dose, export.exposure, export.temperature, written(export.treated_on))
    return ", ".join(filter(None, parts)) or "None"
