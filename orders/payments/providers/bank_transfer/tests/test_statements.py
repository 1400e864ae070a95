"""Files of banks: what is read, and how what cannot be read is told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from stdnum import iso11649

from orders.payments.providers.bank_transfer.models import BankLine, BankStatement
from orders.payments.providers.bank_transfer.reference import new_reference, references_in, written
from orders.payments.providers.bank_transfer.services.importing import StatementKnown, import_statement
from orders.payments.providers.bank_transfer.statements.camt import read_camt
from orders.payments.providers.bank_transfer.statements.reading import BadStatement
from orders.payments.providers.bank_transfer.statements.table import read_amount, read_date, read_table
from orders.payments.providers.bank_transfer.tests.factories import NUMBER, bring, make_account, table

HEAD = '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><Stmt>'
ACCOUNT = f"<Acct><Id><Othr><Id>{NUMBER}</Id></Othr></Id></Acct>"
TAIL = "</Stmt></BkToCstmrStmt></Document>"
NEW = """<Ntry><Amt Ccy="CNY">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt>
<AcctSvcrRef>B-1</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
<RltdPties><Dbtr><Pty><Nm>Carla Trading Co.</Nm></Pty></Dbtr><DbtrAcct><Id><Othr><Id>CN77</Id></Othr></Id></DbtrAcct></RltdPties>
<RltdAgts><DbtrAgt><FinInstnId><BICFI>BKCHCNBJ</BICFI></FinInstnId></DbtrAgt></RltdAgts>
<RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd><Ustrd>green coffee</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""
OLD = """<Ntry><Amt Ccy="CNY">30.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2026-11-21T10:00:00</DtTm></BookgDt>
<AcctSvcrRef>B-2</AcctSvcrRef><NtryDtls>
<TxDtls><AmtDtls><TxAmt><Amt Ccy="CNY">10.00</Amt></TxAmt></AmtDtls><RltdPties><Cdtr><Nm>Alice</Nm></Cdtr></RltdPties></TxDtls>
<TxDtls><AmtDtls><TxAmt><Amt Ccy="CNY">20.00</Amt></TxAmt></AmtDtls><RltdPties><Cdtr><Nm>Bob</Nm></Cdtr></RltdPties></TxDtls>
</NtryDtls></Ntry>"""
PENDING = '<Ntry><Amt Ccy="CNY">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts></Ntry>'
REVERSAL = """<Ntry><Amt Ccy="CNY">7.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts>
<BookgDt><Dt>2026-11-21</Dt></BookgDt></Ntry>"""


def camt(*entries: str, version: str = "08", account: str = ACCOUNT) -> bytes:
    return (HEAD.format(version=version) + account + "".join(entries) + TAIL).encode()


def test_camt_is_read_in_its_newer_and_older_shape():
    lines = read_camt(camt(NEW, OLD, PENDING, REVERSAL), account_number=NUMBER)

    first, *batch, reversal = lines
    payer = ("Carla Trading Co.", "CN77", "BKCHCNBJ")
    assert (first.amount, first.booked_on, first.bank_reference) == (Decimal("1000.00"), date(2026, 11, 20), "B-1")
    assert (first.counterparty, first.counterparty_account, first.counterparty_bic) == payer
    assert first.text == "RF18539007547034 green coffee"
    assert [(line.amount, line.counterparty, line.row) for line in batch] == [
        (Decimal("-10.00"), "Alice", 2),
        (Decimal("-20.00"), "Bob", 2),
    ]
    assert reversal.is_reversal and reversal.amount == -7


@pytest.mark.parametrize("version", ["02", "04", "08", "13"])
def test_every_version_is_known_by_its_name(version):
    assert len(read_camt(camt(NEW, version=version), account_number=NUMBER)) == 1


@pytest.mark.parametrize(
    ("body", "row", "words"),
    [
        (b"<Document", 0, "no XML"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', 0, "no XML"),
        (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"/>', 0, "no camt.053"),
        (camt(NEW, account="<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>"), 0, "DE89370400440532013000"),
        (camt(NEW, NEW.replace("1000.00", "1e99")), 2, "1e99"),
        (camt(NEW.replace("2026-11-20", "20.11.26")), 1, "20.11.26"),
        (camt(NEW.replace("CRDT", "")), 1, "came or left"),
        (camt(PENDING), 0, "no lines"),
    ],
)
def test_camt_that_cannot_be_read_says_where(body, row, words):
    with pytest.raises(BadStatement) as refusal:
        read_camt(body, account_number=NUMBER)

    assert [error.row for error in refusal.value.errors] == [row] and words in str(refusal.value.errors[0].text)


def test_every_bad_row_of_a_table_is_named():
    body = b"date,amount,currency,text\n2026-11-20,10.00,CNY,ok\n2026-13-20,10.00,CNY,\n2026-11-20,ten,CNY,\n\n2026-11-20,10.00,Yuan,\n"

    with pytest.raises(BadStatement) as refusal:
        read_table(body)

    assert [error.row for error in refusal.value.errors] == [3, 4, 6]


@pytest.mark.parametrize(
    ("body", "row"),
    [
        (b"", 1),
        (b"when,how much\n1,2\n", 1),
        (b"date,amount,currency\n", 0),
        (b"date,amount,currency\n2026-11-20,1,\xff\xfe\n", 2),
        (b'date,amount,currency\n2026-11-20,1,"CNY\n', 2),
        (b"date,amount,currency\n\x00,1,CNY\n", 0),
        (b"date,amount,currency,text\n2026-11-20,1,CNY," + b"x" * 501, 2),
    ],
)
def test_table_that_is_none_is_refused(body, row):
    with pytest.raises(BadStatement) as refusal:
        read_table(body)

    assert refusal.value.errors[0].row == row


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234.50", "1234.50"), ("-5", "-5"), ("1,234.50", "1234.50"), ("1,234", "1234"), ("1.234,50", "1234.50"), ("1 234,5", "1234.5"),
        ("1\u202f234,50", "1234.50"), ("\u221212.00", "-12.00"), ("+7", "7"),
    ],
)  # fmt: skip
def test_amounts_are_read_as_banks_write_them(text, amount):
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "1.234", "1,23,4", "NaN", "Infinity", "1e5", "0", "0.00", "10.005", "９" * 3 + "x", "1" * 13])
def test_amounts_that_could_mean_two_things_are_refused(text):
    with pytest.raises(ValueError):
        read_amount(text)


def test_days_come_before_months():
    assert [read_date(text) for text in ("2026-02-01", "01/02/2026", "01.02.2026")] == [date(2026, 2, 1)] * 3


def test_references_are_found_only_with_their_check_digits():
    reference = new_reference()

    assert iso11649.validate(reference) and references_in(f"xx {written(reference)} yy") == [reference]
    wrong = reference[:-1] + ("A" if reference[-1] != "A" else "B")
    assert references_in(wrong) == []


@pytest.mark.django_db
def test_line_that_two_statements_bring_counts_once():
    make_account()
    bring("10.00,first,,B-1", "20.00,second")

    again = bring("10.00,first,,B-1", "20.00,second", "20.00,second", "30.00,third")

    assert [str(line.amount) for line in again] == ["20.00", "30.00"] and BankLine.objects.count() == 4


@pytest.mark.django_db
def test_same_file_twice_is_nothing_new():
    account = make_account()
    bring("10.00,first")

    with pytest.raises(StatementKnown):
        import_statement(account=account, file_name="again.csv", body=table("10.00,first"), by=None)


@pytest.mark.django_db
def test_file_with_one_bad_row_is_not_taken_at_all():
    account = make_account()

    with pytest.raises(BadStatement):
        import_statement(account=account, file_name="x.csv", body=table("10.00,first", "ten,second"), by=None)
    with pytest.raises(BadStatement) as refusal:
        import_statement(account=account, file_name="x.csv", body=table("10.00,first").replace(b"CNY", b"EUR"), by=None)

    assert "CNY" in str(refusal.value.errors[0].text) and not BankStatement.objects.exists() and not BankLine.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
@pytest.mark.parametrize(
    ("name", "field", "value"), [("bankline", "amount", "5"), ("bankline", "text", "'x'"), ("bankstatement", "file_name", "'x'")]
)
def test_what_the_bank_said_cannot_be_changed(act, name, field, value):
    make_account()
    bring("10.00,first")

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act.format(f"bank_transfer_{name}", field, value))
