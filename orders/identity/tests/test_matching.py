"""Each rule of the four-message match, with both values named; and the files."""

import io
import json
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest

from orders.identity.bundle import bundle
from orders.identity.matching import contradictions
from orders.identity.messages import Goods, ListMessage, LogisticsMessage, Messages, OrderMessage, Party, PaymentMessage

NO, PAID = "IS-26-000123-1", Decimal("166.00")
CARLA = Party("卡**", "1101**********0015", "+86 138****2266")
BAG = Goods("COF-250", "烘焙咖啡", "0901210000", 2, Decimal("68.00"), Decimal("136.00"))
AGREED = Messages(
    OrderMessage(NO, "P1", "Alice Ltd", CARLA, "CNY", Decimal("136.00"), Decimal("30.00"), Decimal(0), PAID, (BAG,)),
    PaymentMessage(NO, "P1", "alipay", "CNY", PAID, "2026-11-22T08:00:00+00:00", True, PAID),
    LogisticsMessage(NO, "EE123456785RW", "EMS", "CNY", Decimal("30.00"), 600, 2, "卡拉"),
    ListMessage(NO, "EE123456785RW", "EMS", "Alice Ltd", CARLA, "CNY", Decimal("136.00"), Decimal("30.00"), 600, (BAG,)),
)


def told(**changes) -> Messages:
    return replace(AGREED, **{sheet: replace(getattr(AGREED, sheet), **facts) for sheet, facts in changes.items()})


def test_nothing_is_found_when_all_four_agree():
    assert contradictions(AGREED) == []
    assert contradictions(told(payment={"is_same_person": None, "declared": None})) == []
    cut = {"discount": Decimal("6.00"), "paid": Decimal("160.00")}
    assert contradictions(told(order=cut, payment={"amount": Decimal("160.00"), "declared": None})) == []


@pytest.mark.parametrize(
    ("changes", "rules", "values"),
    [
        ({"payment": {"order_no": "IS-26-000124-1"}}, ["order_no"], ("IS-26-000123-1", "IS-26-000124-1")),
        ({"logistics": {"order_no": ""}}, ["order_no"], ("logistics: –",)),
        ({"payment": {"pay_transaction": "P2"}}, ["pay_transaction"], ("P1", "P2")),
        ({"order": {"pay_transaction": ""}, "payment": {"pay_transaction": ""}}, ["pay_transaction"], ("order: –",)),
        ({"list": {"logistics_no": "EE000000000RW"}}, ["logistics_no"], ("EE123456785RW", "EE000000000RW")),
        ({"logistics": {"logistics_no": ""}, "list": {"logistics_no": ""}}, ["logistics_no"], ("logistics: –",)),
        ({"logistics": {"used_by": "IS-26-000007-1"}}, ["used_number"], ("EE123456785RW", "IS-26-000007-1")),
        ({"list": {"buyer": replace(CARLA, name="李**")}}, ["buyer"], ("卡**", "李**")),
        ({"order": {"buyer": Party("", "", "")}, "list": {"buyer": Party("", "", "")}}, ["buyer"], ("import list: –",)),
        ({"payment": {"is_same_person": False}}, ["payer"], ("卡**", "another person")),
        ({"payment": {"currency": "USD", "declared": None}}, ["currency"], ("CNY", "USD")),
        ({"payment": {"amount": Decimal("165.99")}}, ["amount"], ("166.00", "165.99")),
        ({"payment": {"declared": Decimal("100.00")}}, ["declared"], ("166.00", "100.00")),
        ({"logistics": {"freight": Decimal("20.00")}}, ["freight"], ("30.00", "20.00")),
        ({"list": {"goods_value": Decimal("130.00")}}, ["goods_value", "goods_value"], ("136.00", "130.00")),
        ({"list": {"goods": (replace(BAG, quantity=1),)}}, ["goods"], ("2 × 68.00", "1 × 68.00")),
        ({"list": {"goods": ()}}, ["goods_value", "goods"], ("136.00", "import list: 0", "import list: –")),
        (
            {"order": {"goods": (replace(BAG, code="090121"),)}, "list": {"goods": (replace(BAG, code="090121"),)}},
            ["code"],
            ("烘焙咖啡", "090121"),
        ),
        ({"list": {"weight_g": 500}}, ["weight"], ("600", "500")),
        ({"logistics": {"weight_g": 0}, "list": {"weight_g": 0}}, ["weight"], ("logistics: 0",)),
    ],
)
def test_contradiction_is_named_with_both_values(changes, rules, values):
    found = contradictions(told(**changes))

    assert [one.rule.value for one in found] == rules
    sentences = " ".join(one.sentence for one in found)
    assert all(value in sentences for value in values), sentences


def test_four_files_share_the_order_number_and_say_whose_layout_they_are():
    content = bundle(AGREED, platform={"code": "DEMO000001", "name": "Isoko"}, is_masked=True)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names, note = archive.namelist(), archive.read("README.txt").decode()
        files = {name[:-5]: json.loads(archive.read(name)) for name in names if name.endswith(".json")}
    assert sorted(files) == ["list", "logistics", "order", "payment"] and "layout of our own" in note
    assert {one["orderNo"] for one in files.values()} == {NO} and all(one["personalDataMasked"] for one in files.values())
    assert (files["order"]["payTransactionId"], files["list"]["logisticsNo"], files["order"]["ebpCode"]) == (
        "P1",
        "EE123456785RW",
        "DEMO000001",
    )
    assert (files["list"]["buyerIdNumber"], files["list"]["goods"][0]["gcode"]) == (CARLA.number, "0901210000")
    assert content == bundle(AGREED, platform={"code": "DEMO000001", "name": "Isoko"}, is_masked=True)
