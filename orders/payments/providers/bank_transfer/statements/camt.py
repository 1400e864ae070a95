"""camt.053, the bank's statement of ISO 20022 (BankToCustomerStatement), versions 2 to 13: they differ in where names and codes stand.

Read by hand: the libraries that read it bring a web framework or a data science kit along (docs/decisions/bank-transfer.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext_lazy as _

from orders.payments.providers.bank_transfer.statements.reading import MOST_LINES, BadStatement, RowError, StatementLine

NAMESPACE = re.compile(r"\{urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(\d\d)\}Document")
BOOKED = "BOOK"
MOST = Decimal(10) ** 12


def read_camt(body: bytes, *, account_number: str) -> list[StatementLine]:
    """The booked entries of our account, batches by their single transactions. Raises BadStatement; its rows count the entries."""
    statements = list(_statements(body))
    lines: list[StatementLine] = []
    errors: list[RowError] = []
    number = 0
    for statement in statements:
        if _account(statement) != account_number:
            errors.append(RowError(0, _("This statement is of the account %(number)s.") % {"number": _account(statement) or "?"}))
            continue
        for entry in statement.findall("Ntry"):
            number += 1
            try:
                lines.extend(_lines(number, entry))
            except ValueError as error:
                errors.append(RowError(number, error.args[0]))
    if not statements or (not lines and not errors):
        errors.append(RowError(0, _("The file has no lines.")))
    if len(lines) > MOST_LINES:
        errors.append(RowError(0, _("More than %(most)s lines: send a shorter period.") % {"most": MOST_LINES}))
    if errors:
        raise BadStatement(errors)
    return lines


def _statements(body: bytes) -> Iterator[Element]:
    try:
        root = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise BadStatement([RowError(0, _("This is no XML that can be read."))]) from error
    if not NAMESPACE.fullmatch(root.tag):
        raise BadStatement([RowError(0, _("This XML is no camt.053 statement."))])
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    yield from root.iterfind("BkToCstmrStmt/Stmt")


def _account(statement: Element) -> str:
    return _said(statement, "Acct/Id/IBAN") or _said(statement, "Acct/Id/Othr/Id")


def _said(element: Element, *paths: str) -> str:
    """The text of the first of the paths that says something."""
    for path in paths:
        if text := (element.findtext(path) or "").strip():
            return text
    return ""


def _lines(number: int, entry: Element) -> Iterator[StatementLine]:
    """Raises ValueError with a sentence for the officer."""
    if _said(entry, "Sts/Cd", "Sts") != BOOKED:
        return
    whole, currency = _amount(entry.find("Amt"))
    booked_on = _day(entry)
    is_reversal = _said(entry, "RvslInd") in ("true", "1")
    side = _side(entry)
    details = entry.findall("NtryDtls/TxDtls")
    parts = [_part(detail, currency) for detail in details]
    if len(details) < 2 or None in parts or sum(parts) != whole:
        yield _line(number, booked_on, side * whole, currency, is_reversal, entry, details)
        return
    for detail, part in zip(details, parts, strict=True):
        yield _line(
            number,
            booked_on,
            (_side(detail) if detail.find("CdtDbtInd") is not None else side) * part,
            currency,
            is_reversal,
            entry,
            [detail],
        )


def _line(
    number: int, booked_on: date, amount: Decimal, currency: str, is_reversal: bool, entry: Element, details: list[Element]
) -> StatementLine:
    detail = details[0] if len(details) == 1 else Element("TxDtls")
    who, agent = ("Dbtr", "DbtrAgt") if amount > 0 else ("Cdtr", "CdtrAgt")
    parties, bank = f"RltdPties/{who}", f"RltdAgts/{agent}/FinInstnId"
    texts = [text.text or "" for one in details for path in ("RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Ustrd") for text in one.findall(path)]
    texts += [_said(detail, "Refs/EndToEndId"), _said(detail, "AddtlTxInf"), _said(entry, "AddtlNtryInf")]
    return StatementLine(
        row=number,
        booked_on=booked_on,
        amount=amount,
        currency=currency,
        counterparty=_said(detail, f"{parties}/Nm", f"{parties}/Pty/Nm")[:140],
        counterparty_account=_said(detail, f"{parties}Acct/Id/IBAN", f"{parties}Acct/Id/Othr/Id")[:34],
        counterparty_bic=_said(detail, f"{bank}/BICFI", f"{bank}/BIC")[:11],
        text=" ".join(dict.fromkeys(text.strip() for text in texts if text.strip() and text.strip() != "NOTPROVIDED"))[:500],
        bank_reference=_said(detail, "Refs/AcctSvcrRef")[:64] or _said(entry, "AcctSvcrRef", "NtryRef")[:64],
        is_reversal=is_reversal,
    )


def _part(detail: Element, currency: str) -> Decimal | None:
    """What one transaction of a batch comes to; None where it does not say in the account's currency."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        found = detail.find(path)
        if found is not None and found.get("Ccy") == currency:
            return _amount(found)[0]
    return None


def _amount(element: Element | None) -> tuple[Decimal, str]:
    text = (element.text or "").strip() if element is not None else ""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        amount = Decimal("NaN")
    currency = element.get("Ccy", "") if element is not None else ""
    if (
        not amount.is_finite()
        or not 0 < amount < MOST
        or amount != amount.quantize(Decimal("0.01"))
        or not re.fullmatch("[A-Z]{3}", currency)
    ):
        raise ValueError(_("“%(text)s” is no amount that can be booked.") % {"text": f"{text[:30]} {currency[:3]}".strip()})
    return amount, currency


def _side(element: Element) -> int:
    match _said(element, "CdtDbtInd"):
        case "CRDT":
            return 1
        case "DBIT":
            return -1
    raise ValueError(_("It does not say whether money came or left."))


def _day(entry: Element) -> date:
    text = _said(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise ValueError(_("“%(text)s” is no date. Write it as 2026-11-22.") % {"text": text[:20]}) from None
