"""The list of a day as Alipay gives it: a zip of tables in GBK with Chinese names of columns, and lines of talk beginning with #."""

from __future__ import annotations

import csv
import io
import zipfile
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

import requests

from orders.payments.exceptions import ProviderAway, Unreadable
from orders.payments.providers.base import BookLine

TRADE, OURS, KIND, TOTAL, REFUND, FEE = "支付宝交易号", "商户订单号", "业务类型", "订单金额（元）", "退款批次号/请求号", "服务费（元）"
CAME, WENT_BACK = "交易", "退款"
LARGEST = 64 * 1024 * 1024


def fetch_bill(url: str, hosts: tuple[str, ...]) -> bytes:
    """The file behind the address the company gave, if it is one of its own. Raises ProviderAway, Unreadable."""
    place = urlsplit(url)
    is_theirs = any(
        f"{place.scheme}://{place.netloc}" == host or (place.scheme == "https" and (place.hostname or "").endswith(host)) for host in hosts
    )
    if not is_theirs:
        raise Unreadable(f"the list of the day lies elsewhere: {place.netloc}"[:200])
    try:
        reply = requests.get(url, timeout=(3, 60), allow_redirects=False)
    except requests.RequestException as error:
        raise ProviderAway(f"list of the day: {type(error).__name__}") from error
    if reply.status_code != 200 or len(reply.content) > LARGEST:
        raise ProviderAway(f"list of the day: HTTP {reply.status_code}, {len(reply.content)} bytes")
    return reply.content


def read_bill(body: bytes) -> list[BookLine]:
    """Every line of money that came or went back. Raises Unreadable: a list read in part is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            if sum(info.file_size for info in archive.infolist()) > 4 * LARGEST:
                raise Unreadable("the list of the day is too large")
            texts = [archive.read(name).decode("gbk") for name in archive.namelist() if name.lower().endswith(".csv")]
    except (zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise Unreadable(f"the list of the day: {error}") from error
    details = next((rows for text in texts if (rows := _rows(text)) is not None), None)
    if details is None:
        raise Unreadable("the list of the day has no table of single trades")
    return [_line(number, row) for number, row in enumerate(details, start=1)]


def _rows(text: str) -> list[dict[str, str]] | None:
    """The rows of the table of single trades by their columns; None for the summary, which is another table."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not lines or TRADE not in lines[0] or KIND not in lines[0]:
        return None
    columns, *rows = csv.reader(lines)
    return [dict(zip(map(str.strip, columns), map(str.strip, row), strict=False)) for row in rows]


def _line(number: int, row: dict[str, str]) -> BookLine:
    try:
        kind, amount, fee = row[KIND], Decimal(row[TOTAL]), abs(Decimal(row.get(FEE) or 0))
        if kind not in (CAME, WENT_BACK) or not amount.is_finite() or not fee.is_finite():
            raise ValueError(kind)
        # The sign of a fee is not the same in all files: it is taken for what came, and given back with what went back.
        if kind == WENT_BACK:
            # A refund made by hand may have no number of its own; it is none that came all the same.
            return BookLine(row[OURS], row[TRADE], abs(amount), refund=row[REFUND] or row[TRADE], fee=-fee)
        return BookLine(row[OURS], row[TRADE], abs(amount), fee=fee)
    except (KeyError, ValueError, InvalidOperation) as error:
        raise Unreadable(f"list of the day, row {number}: {error}"[:200]) from error
