"""Data for customs: the export declaration (boxes of the single administrative document) and China's declaration elements."""

from __future__ import annotations

from ..printing import kilos, money
from .boxes import Sheet, amount, goods, hs, marked, written

# Elements by heading, in the order in which they are declared: field and its two names (hs-bianma.com chapter 09; transcustoms.com).
BRAND_TYPE = ("brand_type", "Brand type", "品牌类型")
PREFERENCE = ("preference", "Export preference", "出口享惠情况")
GTIN = ("gtin", "GTIN", "GTIN")
BRAND = ("brand", "Brand", "品牌")
METHOD = ("method", "Method or state", "制作方法或状态")
ELEMENTS = {
    "0901": (BRAND_TYPE, PREFERENCE, METHOD, ("variety", "Variety", "品种"), ("area", "Producing area", "产区"), GTIN),
    "0902": (BRAND_TYPE, PREFERENCE, METHOD, ("inner_net", "Net weight per inner pack", "内包装每件净重"), BRAND, GTIN),
    "0904": (BRAND_TYPE, PREFERENCE, METHOD, GTIN),
    "3301": (BRAND_TYPE, PREFERENCE, ("use", "Use", "用途"), METHOD, ("inner_net", "Packing", "包装规格"), BRAND, GTIN),
    "080430": (BRAND_TYPE, PREFERENCE, METHOD, ("variety", "Kind", "种类"), GTIN),
}
OPTIONAL = ("gtin",)  # declared as none where there is no code


def elements_of(code: str) -> tuple[tuple[str, str, str], ...]:
    return next((named for prefix, named in ELEMENTS.items() if code.startswith(prefix)), ())


def customs(sheet: Sheet) -> None:
    """The data set of the export declaration. What the agent or the authority decides (procedure, rate of exchange, taxes) stays theirs."""
    shipment, export, transport = sheet.shipment, sheet.export, sheet.shipment.transport
    code = shipment.currency.code
    sheet.parties()
    sheet.invoice()
    sheet.weights()
    sheet.box |= {
        "type": "EX 1",
        "tin": next((number.value for number in shipment.exporter.identifiers if number.label == "TIN"), None),
        "declarant": sheet.told("declarant", blocks=False),
        "declarant_tin": sheet.told("declarant_tin", blocks=False),
        "office": sheet.told("exit_office"),
        "export_country": f"{shipment.origin.en} ({shipment.origin.code})",
        "destination": f"{shipment.destination.en} ({shipment.destination.code})",
        "mode": transport.mode.en,
        "identity": export.vessel or transport.reference or sheet.gap("vessel", blocks=False),
        "containers": [" ".join(filter(None, (c.number, c.size))) for c in export.containers] or "0 (none)",
        "terms": f"{shipment.terms.incoterm} {shipment.terms.place}",
        "total": f"{code} {money(shipment.charges.total, code)}",
        "freight": f"{code} {money(shipment.charges.freight, code)}",
        "insurance": f"{code} {money(shipment.charges.insurance, code)}",
        "items": str(len(shipment.lines)),
        "payment": shipment.terms.payment,
        "documents": [f"Invoice {sheet.facts.refers.invoice or '–'}", f"Packing list {sheet.facts.refers.packing_list or '–'}"],
    }
    for line in sheet.lines:
        national = line.national_code if line.national_code not in ("", line.hs6) else ""
        sheet.rows.append(
            [
                str(line.number),
                [sheet.packages(line), marked(line)],
                goods(line),
                [hs(line), national] if national else hs(line),
                f"{line.origin.en} ({line.origin.code})",
                kilos(line.net_kg),
                kilos(line.gross_kg),
                amount(line),
                money(line.amount, code),
            ]
        )
        names = ("HS", "national code", "origin", "marks", "packages", "net kg", "gross kg", "quantity", "amount", "description")
        sheet.line_says(line, *(name for name in names if name != "national code" or national))


def elements(sheet: Sheet) -> None:
    """What the buyer's agent declares to Chinese customs, heading by heading."""
    export = sheet.export
    sheet.parties()
    sheet.invoice()
    sheet.box["note"] = "Other goods: ask the importer which elements their headings need."
    for line in sheet.lines:
        named = elements_of(line.hs6)
        told = export.line(line.number)
        said = [f"{en} {zh}: {_element(sheet, name, line.number)}" for name, en, zh in named]
        registered = [f"GACC registration 在华注册编号: {told.gacc}"] if told.gacc else []
        sheet.rows.append([str(line.number), goods(line), hs(line), amount(line), kilos(line.net_kg), [*said, *registered] or ["–"]])
        sheet.line_says(line, "HS", "quantity", "net kg", "description")
        if told.gacc:
            sheet.says[line.number, "GACC no."] = told.gacc


def _element(sheet: Sheet, name: str, line: int) -> str:
    value = written(getattr(sheet.export.line(line), name))
    if value:
        return value
    if name in OPTIONAL:
        return "none"
    sheet.gap(name, line=line)
    return "to be completed 待填写"
