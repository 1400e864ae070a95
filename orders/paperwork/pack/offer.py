"""The pro forma invoice: the sale as an offer that can be accepted, without fiscal value."""

from __future__ import annotations

from ..printing import kilos, money
from .boxes import Sheet, amount, goods, hs, origin_of


def pro_forma(sheet: Sheet) -> None:
    shipment = sheet.shipment
    code = shipment.currency.code
    sheet.parties()
    sheet.weights(volume=True)
    sheet.box |= {
        "reference": " / ".join(filter(None, (shipment.references.order, shipment.references.contract))),
        "terms": f"{shipment.terms.incoterm} {shipment.terms.place} (Incoterms® 2020)",
        "payment": shipment.terms.payment,
        "transport": " – ".join(filter(None, (shipment.transport.loading, shipment.transport.discharge))) or "–",
        "mode": shipment.transport.mode.en,
        "origin": origin_of(sheet),
        "destination": f"{shipment.destination.en} ({shipment.destination.code})",
        "valid_until": sheet.told("valid_until"),
        "lead_time": sheet.told("lead_time"),
        "bank": sheet.told("bank"),
        "total": f"{code} {money(shipment.charges.total, code)}",
        "charges": [
            f"Goods {money(shipment.charges.goods, code)}",
            f"Freight {money(shipment.charges.freight, code)}",
            f"Insurance {money(shipment.charges.insurance, code)}",
            f"Other {money(shipment.charges.other, code)}",
        ],
        "words": shipment.charges.words,
    }
    sheet.says[0, "total"] = f"{code} {shipment.charges.total:f}"
    for line in sheet.lines:
        sheet.rows.append(
            [
                str(line.number),
                goods(line, f"HS {hs(line)} · {line.origin.en}"),
                sheet.packages(line),
                amount(line),
                [kilos(line.net_kg), kilos(line.gross_kg)],
                [money(line.unit_price, code), f"−{money(line.discount, code)} discount"]
                if line.discount
                else money(line.unit_price, code),
                money(line.amount, code),
            ]
        )
        sheet.line_says(line, "HS", "packages", "quantity", "net kg", "gross kg", "amount", "description")
