"""Alipay's list of a day: a zip of tables in GBK. A list read in part is none."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.payments.exceptions import Unreadable
from orders.payments.providers.base import BookLine
from orders.payments.providers.daybook import fetch_bill, read_bill
from orders.payments.sandbox.alipay import bills

HEAD = ",".join(bills.COLUMNS)


def row(kind: str, amount: str, refund: str = "") -> str:
    names = f"2026112222001\t,P1\t,{kind}\t,Coffee,2026-11-22 10:00:00,2026-11-22 10:00:30,,,,,buy***"
    return f"{names},{amount},{amount},0.00,0.00,0.00,0.00,0.00,,0.00,0.00,{refund}\t,0.00,0.00,"


def zipped(text: str, name: str = "a_业务明细.csv", encoding: str = "gbk") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("sum.csv", "#支付宝业务汇总查询\n门店编号,交易订单总笔数\n".encode("gbk"))
        archive.writestr(name, text.encode(encoding))
    return file.getvalue()


def test_list_as_alipay_writes_it_is_read():
    """The shape of a real file, down to its tabs and its lines of talk."""
    lines = [
        "#支付宝业务明细查询",
        "#账号：[20880211096256330156]",
        HEAD,
        row("交易", "12.30"),
        row("退款", "-2.30", "R-1"),
        "#业务明细列表结束",
    ]

    assert read_bill(zipped("\r\n".join(lines))) == [
        BookLine("P1", "2026112222001", Decimal("12.30")),
        BookLine("P1", "2026112222001", Decimal("2.30"), refund="R-1"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"no zip",
        zipped(f"#x\n{HEAD}\n" + row("交易", "a lot")),
        zipped(f"#x\n{HEAD}\n" + row("转账", "1.00")),
        zipped(f"#x\n{HEAD}\n" + row("交易", "NaN")),
        zipped("#x\nwhat,is,this\n1,2,3"),
        zipped(HEAD, encoding="utf-16"),
    ],
)
def test_what_is_no_list_is_refused(body):
    with pytest.raises(Unreadable):
        read_bill(body)


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/x.zip", "https://alipay.com.evil.example/x", "http://dwbillcenter.alipay.com/x", "file:///etc/passwd", ""]
)
def test_list_is_fetched_from_the_company_alone(url):
    with pytest.raises(Unreadable, match="elsewhere"):
        fetch_bill(url, (".alipay.com",))


def test_address_of_a_list_is_good_for_one_day_and_a_moment(monkeypatch):
    query = bills.address("http://x", "2026000000000001", date(2026, 11, 22)).partition("?")[2]
    told = {name: values[0] for name, values in parse_qs(query).items()}

    def opens(app_id: str, day: str) -> bool:
        return bills.is_open(app_id, day, told["until"], told["sign"])

    assert opens("2026000000000001", "2026-11-22")
    assert not opens("2026000000000001", "2026-11-21") and not opens("2026000000000002", "2026-11-22")
    monkeypatch.setattr(bills.time, "time", lambda: int(told["until"]) + 1)
    assert not opens("2026000000000001", "2026-11-22")


@given(amounts=st.lists(st.decimals("0.01", "99999999.99", places=2), max_size=30))
def test_sum_of_a_list_is_kept(amounts):
    rows = [row("交易", f"{amount:.2f}") for amount in amounts]

    assert [line.amount for line in read_bill(zipped("\n".join(["#x", HEAD, *rows])))] == amounts
