"""The wallet's list of a day: a zip of tables in GBK, as merchants download it."""

from __future__ import annotations

import csv
import io
import time
import zipfile
from datetime import date, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlencode

from orders.payments.sandbox import store
from orders.payments.sandbox.alipay.party import BUYER_LOGON_ID, MERCHANTS, wallet_key
from orders.payments.sandbox.alipay.trades import CHINA, fee_of, wire_time
from orders.payments.signing import is_signed, sign

NAMES = """
支付宝交易号 商户订单号 业务类型 商品名称 创建时间 完成时间 门店编号 门店名称 操作员 终端号 对方账户 订单金额（元）
商家实收（元） 支付宝红包（元） 集分宝（元） 支付宝优惠（元） 商家优惠（元） 券核销金额（元） 券名称 商家红包消费金额（元）
卡消费金额（元） 退款批次号/请求号 服务费（元） 分润（元） 备注
"""
COLUMNS = NAMES.split()
OPEN_FOR = 30  # seconds an address to download from is good for


def address(here: str, app_id: str, day: date) -> str:
    """Where the list can be downloaded, for a moment."""
    until = f"{time.time() + OPEN_FOR:.0f}"
    query = urlencode({"until": until, "sign": sign(f"{app_id} {day} {until}", wallet_key())})
    return f"{here}/alipay/bill/{app_id}/{day:%Y-%m-%d}.zip?{query}"


def is_open(app_id: str, day: str, until: str, signature: str) -> bool:
    return until.isdigit() and int(until) >= time.time() and is_signed(f"{app_id} {day} {until}", signature, wallet_key().public_key())


def is_empty(app_id: str, day: date) -> bool:
    return not _rows(app_id, day)


def zipped(app_id: str, day: date) -> bytes:
    rows, seller = _rows(app_id, day), MERCHANTS[app_id].seller_id
    head = ["#支付宝业务明细查询", f"#账号：[{seller}0156]", _span(day), "#" + "业务明细列表".center(60, "-")]
    came, back = (sum((Decimal(row[11]) for row in rows if row[2] == kind), Decimal(0)) for kind in ("交易", "退款"))
    foot = [
        "#" + "业务明细列表结束".center(60, "-"),
        f"#交易合计：{came:.2f} 退款合计：{back:.2f}",
        f"#导出时间：[{wire_time(time.time())}]",
    ]
    details = "\r\n".join([*head, ",".join(COLUMNS), *map(_written, rows), *foot]) + "\r\n"
    summary = "\r\n".join(
        [
            "#支付宝业务汇总查询",
            _span(day),
            "门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）",
            f"合计,,{len(rows)},,{came + back:.2f}",
        ]
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{seller}0156_{day:%Y%m%d}_业务明细(汇总).csv", summary.encode("gbk"))
        archive.writestr(f"{seller}0156_{day:%Y%m%d}_业务明细.csv", details.encode("gbk", "replace"))
    return file.getvalue()


def _span(day: date) -> str:
    return f"#起始日期：[{day:%Y年%m月%d日} 00:00:00]   终止日期：[{day + timedelta(days=1):%Y年%m月%d日} 00:00:00]"


def _written(row: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(row)
    return line.getvalue()


def _rows(app_id: str, day: date) -> list[list[str]]:
    begins = datetime(day.year, day.month, day.day, tzinfo=CHINA).timestamp()
    span = (app_id, begins, begins + 86_400)
    memory = store.connection()
    came = memory.execute("SELECT t.*, t.paid_at AS at FROM alipay_trades t WHERE app_id = ? AND paid_at >= ? AND paid_at < ?", span)
    rows = [(row["at"], _row(row, "交易", Decimal(row["total"]), "", fee_of(row["total"], row["currency"]))) for row in came]
    back = memory.execute(
        "SELECT t.*, r.created_at AS at, r.amount, r.out_request_no FROM alipay_refunds r JOIN alipay_trades t USING (trade_no)"
        " WHERE t.app_id = ? AND r.created_at >= ? AND r.created_at < ?",
        span,
    )
    for row in back:
        fee = _given_back(row)
        rows.append((row["at"], _row(row, "退款", -Decimal(row["amount"]), row["out_request_no"], fee)))
    return [row for _at, row in sorted(rows, key=lambda pair: pair[0])]


def _given_back(refund) -> Decimal:
    """Of the fee of a trade: by what of it has gone back before and after, so that nothing is kept of a trade that went back whole."""
    sql = "SELECT amount FROM alipay_refunds WHERE trade_no = ? AND (created_at, out_request_no) < (?, ?)"
    names = (refund["trade_no"], refund["at"], refund["out_request_no"])
    before = sum((Decimal(row["amount"]) for row in store.connection().execute(sql, names)), Decimal(0))
    left = Decimal(refund["total"]) - before
    return fee_of(left, refund["currency"]) - fee_of(left - Decimal(refund["amount"]), refund["currency"])


def _row(trade, kind: str, amount: Decimal, refund: str, fee: Decimal) -> list[str]:
    """The fee is written as money of the merchant's: below zero for a trade, above for a refund. Long numbers end in a tab, lest a
    spreadsheet rounds them: so does the real one."""
    money, nothing = f"{amount:.2f}", "0.00"
    charged = f"{'-' if fee and kind == '交易' else ''}{fee:.2f}"
    times = [wire_time(trade["created_at"]), wire_time(trade["at"])]
    names = [f"{trade['trade_no']}\t", f"{trade['out_trade_no']}\t", kind, trade["subject"]]
    amounts = [money, money, nothing, nothing, nothing, nothing, nothing, "", nothing, nothing]
    return [*names, *times, "", "", "", "", BUYER_LOGON_ID, *amounts, f"{refund}\t", charged, nothing, trade["currency"]]
