"""A batch as a credit transfer file for the bank: ISO 20022 pain.001.001.09, one payment information block, one transaction a payout.

Names are written in the letters every bank takes (the SWIFT character set); amounts at the currency's own precision. The same batch gives
the same bytes: nothing in it is of the moment it is asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from django.utils import timezone
from stdnum import iban
from stdnum.exceptions import ValidationError

from marketplace.hubs.context import current_hub
from marketplace.money import Money, total
from orders.payments.payouts.models import Payout, PayoutBatch

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
NOT_SWIFT = re.compile(r"[^0-9A-Za-z/\-?:().,'+ ]")


def plain(text: str, longest: int) -> str:
    """The text in the SWIFT character set: accents fall off, what has no letter there becomes a dot."""
    folded = unicodedata.normalize("NFKD", text)
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return " ".join(NOT_SWIFT.sub(".", letters).split())[:longest] or "."


def pain001(batch: PayoutBatch, payouts: Sequence[Payout]) -> bytes:
    """The file of a released batch, UTF-8. The payouts are those of the batch, to bank accounts. They are to be carried out on the day of
    the release: a bank takes none for a day that is over."""
    ET.register_namespace("", NAMESPACE)
    document = ET.Element(_name("Document"))
    initiation = _add(document, "CstmrCdtTrfInitn")
    schedule, released = batch.schedule, timezone.localtime(batch.released_at, ZoneInfo(current_hub().time_zone))
    sum_text = _figure(total([payout.money for payout in payouts], batch.currency))

    header = _add(initiation, "GrpHdr")
    _add(header, "MsgId", batch.number)
    _add(header, "CreDtTm", released.isoformat(timespec="seconds"))
    _add(header, "NbOfTxs", str(len(payouts)))
    _add(header, "CtrlSum", sum_text)
    _add(_add(header, "InitgPty"), "Nm", plain(schedule.holder, 140))

    block = _add(initiation, "PmtInf")
    _add(block, "PmtInfId", f"{batch.number}-1")
    _add(block, "PmtMtd", "TRF")
    _add(block, "NbOfTxs", str(len(payouts)))
    _add(block, "CtrlSum", sum_text)
    _add(_add(block, "ReqdExctnDt"), "Dt", f"{released:%Y-%m-%d}")
    _add(_add(block, "Dbtr"), "Nm", plain(schedule.holder, 140))
    _account(_add(block, "DbtrAcct"), schedule.account, batch.currency)
    _agent(_add(block, "DbtrAgt"), schedule.bic)
    for payout in payouts:
        _transaction(block, payout)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(document, encoding="utf-8")


def _transaction(block: ET.Element, payout: Payout) -> None:
    told = payout.destination
    transfer = _add(block, "CdtTrfTxInf")
    _add(_add(transfer, "PmtId"), "EndToEndId", payout.number)
    _add(_add(transfer, "Amt"), "InstdAmt", _figure(payout.money)).set("Ccy", payout.currency)
    _agent(_add(transfer, "CdtrAgt"), told["swift"])
    _add(_add(transfer, "Cdtr"), "Nm", plain(told["holder"], 140))
    _account(_add(transfer, "CdtrAcct"), told["account"])
    _add(_add(transfer, "RmtInf"), "Ustrd", plain(f"Isoko payout {payout.number}", 140))


def _account(parent: ET.Element, number: str, currency: str = "") -> None:
    """An IBAN where it is one; Rwandan accounts have their own numbers."""
    identity = _add(parent, "Id")
    try:
        _add(identity, "IBAN", iban.validate(number))
    except ValidationError:
        _add(_add(identity, "Othr"), "Id", number)
    if currency:
        _add(parent, "Ccy", currency)


def _agent(parent: ET.Element, bic: str) -> None:
    _add(_add(parent, "FinInstnId"), "BICFI", bic)


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, _name(name))
    child.text = text
    return child


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _figure(money: Money) -> str:
    return f"{money.rounded().amount:f}"
