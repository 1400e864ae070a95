"""Four messages as four files. The layout is our own: the boxes bear customs' names where the domain notes know them, and nothing here is
a message that customs' gateway takes as it stands."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import asdict
from typing import Any

from orders.identity.messages import Goods, Messages, Party

LAYOUT = "isoko-four-messages-1"
NOTE = (
    "Order, payment, logistics and import list of one parcel, in a layout of our own (isoko-four-messages-1). The boxes are named after "
    "those of China's customs where they are known to us; the files are for checking and for a customs agent, and are not messages of its "
    "gateway. Amounts are in the currency named, weights in kilograms.\n"
)
STAMP = (2000, 1, 1, 0, 0, 0)  # the same parcel gives the same bytes


def bundle(told: Messages, *, platform: dict[str, str], is_masked: bool) -> bytes:
    """A ZIP with order.json, payment.json, logistics.json, list.json and a note. `platform`: our code and name at customs, empty where we
    are not registered."""
    head = {"layout": LAYOUT, "personalDataMasked": is_masked}
    files = {name: {**head, **facts} for name, facts in _files(told, platform).items()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("README.txt", STAMP), NOTE)
        for name, facts in files.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.json", STAMP), json.dumps(facts, ensure_ascii=False, indent=2, default=str) + "\n")
    return target.getvalue()


def _files(told: Messages, platform: dict[str, str]) -> dict[str, dict[str, Any]]:
    order, payment, logistics, listed = told.order, told.payment, told.logistics, told.list
    ebp = {"ebpCode": platform.get("code", ""), "ebpName": platform.get("name", "")}
    return {
        "order": {
            "orderNo": order.order_no, "payTransactionId": order.pay_transaction, **ebp, "ebcName": order.firm, **_buyer(order.buyer),
            "currency": order.currency, "goodsValue": order.goods_value, "freight": order.freight, "discount": order.discount,
            "acturalPaid": order.paid, "goods": _lines(order.goods),
        },
        "payment": {
            "orderNo": payment.order_no, "payTransactionId": payment.pay_transaction, **ebp, "payName": payment.payment_firm,
            "currency": payment.currency, "amountPaid": payment.amount, "payTime": payment.paid_at,
            "payerIsBuyer": payment.is_same_person, "declaredCny": payment.declared,
        },
        "logistics": {
            "orderNo": logistics.order_no, "logisticsNo": logistics.logistics_no, "logisticsName": logistics.carrier,
            "currency": logistics.currency, "freight": logistics.freight, "weight": _kg(logistics.weight_g),
            "packNo": logistics.pieces, "consignee": logistics.consignee,
        },
        "list": {
            "orderNo": listed.order_no, "logisticsNo": listed.logistics_no, **ebp, "ebcName": listed.firm,
            "logisticsName": listed.carrier, **_buyer(listed.buyer), "currency": listed.currency, "goodsValue": listed.goods_value,
            "freight": listed.freight, "grossWeight": _kg(listed.weight_g), "goods": _lines(listed.goods),
        },
    }  # fmt: skip


def _buyer(party: Party) -> dict[str, str]:
    told = asdict(party)
    return {"buyerName": told["name"], "buyerIdNumber": told["number"], "buyerTelephone": told["mobile"]}


def _lines(goods: tuple[Goods, ...]) -> list[dict[str, Any]]:
    return [
        {
            "gnum": place, "itemNo": line.sku, "gname": line.name, "gcode": line.code, "qty": line.quantity, "price": line.price,
            "totalPrice": line.total,
        }
        for place, line in enumerate(goods, start=1)
    ]  # fmt: skip


def _kg(grams: int) -> str:
    return f"{grams / 1000:.3f}"
