"""docs/landed-cost.md is true: every case of its tables is worked out here by the code, with the rows that the migrations wrote."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from marketplace.money import Money
from orders.duties.assessment import WAIVER, Assessment, assess
from orders.duties.consignment import Buyer, Consignment, Goods
from orders.duties.enums import Channel, Levy, Listing, RateKind
from orders.duties.models import Market
from orders.duties.rulebook import Entry, Rate, RuleBook
from orders.duties.selectors import rule_book
from orders.duties.tests.factories import RULE, TODAY
from orders.incoterms import Incoterm

pytestmark = pytest.mark.django_db
PAGE = (Path(settings.BASE_DIR) / "docs" / "landed-cost.md").read_text()
GOODS = re.compile(r"(?P<code>\d+) (?P<price>[\d,.]+)(?: \((?P<more>[^)]*)\))?")
INVENTED = {"Duty": RateKind.MFN, "Consumption tax": RateKind.CONSUMPTION, "VAT": RateKind.VAT, "Parcel tax": RateKind.PARCEL}
LEVIES = {
    "Duty": Levy.DUTY,
    "Additional duty": Levy.ADDITIONAL,
    "Consumption tax": Levy.CONSUMPTION,
    "VAT": Levy.VAT,
    "Parcel tax": Levy.PARCEL,
    "Waived": WAIVER,
}


def tables(first: str) -> list[dict[str, str]]:
    """The rows of every table of the page whose first column is named so."""
    rows: list[dict[str, str]] = []
    names: list[str] = []
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            names = []
        elif not names:
            names = cells
        elif names[0] == first and set(cells[0]) != {"-"}:
            rows.append(dict(zip(names, cells, strict=True)))
    return rows


CASES = tables("Case")


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def money(row: dict[str, str], column: str, currency: str) -> Money | None:
    return None if row.get(column, "–") == "–" else Money(number(row[column]), currency)


def with_invented_rates(book: RuleBook) -> RuleBook:
    (row,) = tables("Code")
    rates = [Rate(kind, row["Code"], RULE, percent=Decimal(row[name].removesuffix(" %"))) for name, kind in INVENTED.items()]
    return replace(book, rates=[*book.rates, *rates], entries=[*book.entries, Entry(row["Code"], Listing.LISTED, RULE)])


def asked(row: dict[str, str], currency: str) -> Consignment:
    words = [word.strip() for word in re.split(r", (?=[a-zA-Z])", row["Buyer"])]
    year = next((word.removeprefix("year ") for word in words if word.startswith("year ")), "0")
    is_company = "company" in words
    term, _, tax = row["Term"].partition(", tax ")
    channel = Channel.CARGO if is_company else Channel.PERSONAL if "by parcel" in words else Channel.CROSS_BORDER
    goods = [
        Goods(
            key=str(place),
            code=found["code"],
            value=Money(number(found["price"]), currency),
            origin="" if "origin unknown" in words else "RW",
            net_kg=Decimal(weight[1]) if (weight := re.search(r"(\d+) kg", found["more"] or "")) else None,
            pieces=int(pieces[1]) if (pieces := re.search(r"(\d+) pieces", found["more"] or "")) else 1,
            is_indivisible="indivisible" in (found["more"] or ""),
        )
        for place, found in enumerate(GOODS.finditer(row["Goods"]))
    ]
    return Consignment(
        goods=goods,
        term=Incoterm(term),
        buyer=Buyer(
            is_company=is_company,
            identity_complete="no identity" not in words,
            in_territory="Hong Kong" not in words,
            year_spent=None if year == "unknown" else Money(number(year), currency),
        ),
        channel=channel,
        freight=money(row, "Freight", currency),
        insurance=money(row, "Insurance", currency),
        after_arrival=money(row, "After arrival", currency),
        tax_in_price=Money(number(tax), currency) if tax else money(row, "Tax in price", currency),
        has_origin_proof="form" in words,
        is_direct="direct" in words,
    )


def printed(amount: Money | None) -> str:
    return "unknown" if amount is None else f"{abs(amount.rounded().amount):,}"


def answered(found: Assessment, row: dict[str, str]) -> dict[str, str]:
    """The answer in the columns of the page; a levy that is not taken there is a dash."""
    taken = {line.levy for line in found.lines}
    left = found.choice.allowance.left if found.choice.allowance else None
    is_persons = row["Buyer"].startswith("person")
    answer = {name: printed(found.of(levy)) if levy in taken else "–" for name, levy in LEVIES.items()}
    answer |= {
        "Customs value": " + ".join(printed(value) for value in found.value.lines) if found.value.total is not None else "unknown",
        "Regime": found.regime,
        "To pay": printed(found.total) if found.is_whole else "unknown",
        "Left this year": printed(left) if is_persons else "–",
    }
    return {name: value for name, value in answer.items() if name in row}


@pytest.mark.parametrize("row", CASES, ids=[row["Case"] for row in CASES])
def test_case_of_the_page_is_what_the_code_works_out(row):
    market = Market.objects.get(code=row["Market"])
    book = with_invented_rates(rule_book(market, TODAY))

    found = assess(asked(row, market.currency), book)

    answer = answered(found, row)
    assert {name: row[name] for name in answer} == answer


def test_page_has_all_its_cases():
    assert len(CASES) == 63 and len({row["Case"] for row in CASES}) > 60
    saved = number("2,396.00") - number("1,040.00")
    assert f"{saved:,} dearer" in PAGE


def test_no_invented_rate_stands_in_a_table():
    assert not any(row.prefix.startswith("99") for market in Market.objects.all() for row in rule_book(market, TODAY).rates)
