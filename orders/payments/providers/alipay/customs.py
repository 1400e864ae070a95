"""`alipay.trade.customs.declare` and `alipay.trade.customs.query`, as Alipay's own SDKs name their fields."""

from __future__ import annotations

from typing import Any

from orders.payments.exceptions import ProviderAway, Unreadable
from orders.payments.providers.base import CustomsWord, Declared, Declares, Wish
from orders.payments.providers.pagepay import PASSING, PagePay, wire_amount


class DeclaresAtAlipay(PagePay, Declares):
    """For those of the family whose trades are in yuan."""

    def declare(self, wish: Wish) -> Declared:
        content: dict[str, Any] = {
            "out_request_no": wish.reference,
            "trade_no": wish.provider_reference,
            "merchant_customs_code": wish.customs_code,
            "merchant_customs_name": wish.customs_name,
            "customs_place": wish.place,
            "amount": wire_amount(wish.amount),
        }
        if wish.part:
            content |= {"is_split": "T", "sub_out_biz_no": wish.part}
        if wish.buyer_name:
            content["buyer_info"] = {"buyer_name": wish.buyer_name, "buyer_cert_no": wish.buyer_number}
        body, answer = self._call("alipay.trade.customs.declare", content)
        if answer.get("code") == "40004" and answer.get("sub_code") not in PASSING:
            return Declared(body, is_taken=False, note=f"{answer.get('sub_code', '')} {answer.get('sub_msg', '')}".strip())
        self._expect_success(body, answer)
        return Declared(
            body,
            is_taken=True,
            number=answer.get("alipay_declare_no", ""),
            payer_number=answer.get("trade_no", ""),
            pay_code=answer.get("pay_code", ""),
            pay_transaction=answer.get("pay_transaction_id", ""),
            verified_by=answer.get("ver_dept", ""),
            is_same_person={"T": True, "F": False}.get(answer.get("identity_check", "")),
        )

    def ask_customs(self, reference: str) -> CustomsWord:
        body, answer = self._call("alipay.trade.customs.query", {"out_request_nos": reference})
        self._expect_success(body, answer)
        records = answer.get("records", [])
        if not isinstance(records, list):
            raise Unreadable("records", body)
        record = next((one for one in records if one.get("out_request_no") == reference), None)
        if record is None:
            if reference not in answer.get("not_found", ""):
                raise ProviderAway("customs query: neither found nor not", body)
            return CustomsWord(body, is_known=False)
        status = record.get("status", "")
        words = (record.get("customs_result_code", ""), record.get("customs_result_info", ""))
        return CustomsWord(body, True, status in ("sending", "succ"), *words)
