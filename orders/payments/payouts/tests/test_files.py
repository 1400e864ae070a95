import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import sepaxml
import xmlschema
from django.core.exceptions import ValidationError

from marketplace.money import Money
from orders.payments.payouts.files.pain001 import NAMESPACE, pain001, plain
from orders.payments.payouts.files.sheet import batch_sheet, statement_sheet
from orders.payments.payouts.services.preparing import prepare_payouts
from orders.payments.payouts.tests.factories import BANK, earn, make_firm, make_rate, make_schedule, send
from sellers.models import Seller

pytestmark = pytest.mark.django_db
SCHEMA = Path(sepaxml.__file__).parent / "schemas" / "pain.001.001.09.xsd"  # as ISO 20022 publishes it
IBAN = "DE89370400440532013000"


@pytest.fixture
def batch(book):
    make_schedule()
    make_rate("CNY", "204.5")
    rwandan, german = make_firm(), make_firm("Agaseke")
    theirs = {**BANK, "account": IBAN, "swift": "COBADEFF", "holder": "=Agaseke & Söhne 卢旺达"}
    Seller.objects.filter(pk=german.pk).update(payout_details=theirs)
    earn(book, rwandan, "A-1", Money(Decimal("136.00"), "CNY"))
    earn(book, german, "A-2", Money(Decimal(500), "RWF"))
    return send(*prepare_payouts())


def find(root: ET.Element, path: str) -> list[str]:
    steps = "/".join(f"{{{NAMESPACE}}}{step}" for step in path.split("/"))
    return [found.text for found in root.iterfind(f".//{steps}")]


def test_file_for_the_bank_is_valid_and_says_what_the_payouts_say(batch):
    payouts = list(batch.payouts.order_by("pk"))
    batch.made_at, batch.released_at = (datetime(2026, 11, day, 22, 30, tzinfo=UTC) for day in (20, 24))

    content = pain001(batch, payouts)

    xmlschema.XMLSchema(SCHEMA).validate(io.BytesIO(content))
    root = ET.fromstring(content)
    assert (
        find(root, "InstdAmt") == ["27812", "500"] and find(root, "GrpHdr/CtrlSum") == ["28312"] and find(root, "GrpHdr/NbOfTxs") == ["2"]
    )
    assert find(root, "EndToEndId") == [payout.number for payout in payouts]
    assert find(root, "CdtrAcct/Id/Othr/Id") == ["00040069123456"] and find(root, "CdtrAcct/Id/IBAN") == [IBAN]
    assert find(root, "Cdtr/Nm") == ["Coocamu Musasa Cooperative", ".Agaseke . Sohne ..."]
    assert find(root, "DbtrAcct/Id/Othr/Id") == ["00040000000001"] and find(root, "BICFI") == ["BKIGRWRW", "BKIGRWRW", "COBADEFF"]
    # It is half past midnight of the next day in Kigali when the second officer lets it go.
    assert find(root, "ReqdExctnDt/Dt") == ["2026-11-25"] and find(root, "GrpHdr/CreDtTm") == ["2026-11-25T00:30:00+02:00"]
    assert pain001(batch, payouts) == content


def test_schema_would_find_a_fault(batch):
    content = pain001(batch, list(batch.payouts.all())).replace(b"BKIGRWRW", b"BK1")
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        xmlschema.XMLSchema(SCHEMA).validate(io.BytesIO(content))


def test_schedule_names_a_bank_and_a_currency_that_there_are():
    schedule = make_schedule(bic="BK1", currency="rwf")

    with pytest.raises(ValidationError, match="SWIFT code"):
        schedule.full_clean()
    schedule.bic = "bkigrwrw"
    schedule.full_clean()

    assert (schedule.bic, schedule.currency) == ("BKIGRWRW", "RWF")


def test_names_are_written_in_letters_that_every_bank_takes():
    assert plain("Söhne & Cie, Kigali", 140) == "Sohne . Cie, Kigali"
    assert plain("x" * 200, 140) == "x" * 140 and plain("  ", 140) == "."


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_sheet_for_the_bank_has_a_row_a_payout_and_no_formula(batch):
    rows = rows_of(batch_sheet("bank", list(batch.payouts.order_by("pk"))))
    assert [row[1:] for row in rows] == [
        ["holder", "bank", "swift", "account", "amount", "currency"],
        ["Coocamu Musasa Coöperative", "Bank of Kigali", "BKIGRWRW", "00040069123456", "27812", "RWF"],
        ["'=Agaseke & Söhne 卢旺达", "Bank of Kigali", "COBADEFF", IBAN, "500", "RWF"],
    ]


def test_sheet_for_mobile_money_names_the_number_without_plus(book):
    make_schedule()
    earn(book, make_firm(momo=True), "A-1", Money(Decimal(500), "RWF"))
    (payout,) = prepare_payouts()
    assert rows_of(batch_sheet("momo", [payout]))[1] == [payout.number, "Coocamu", "250788123456", "500", "RWF"]


def test_lines_of_a_payout_sum_to_it(batch):
    payout = batch.payouts.get(seller__trade_name="Coocamu")
    rows = rows_of(statement_sheet(payout, payout.lines.all()))
    assert [(row[2], row[3], row[4], row[5], row[6]) for row in rows[1:]] == [("A-1", "fulfilment", "goods", "136.00", "CNY")]
