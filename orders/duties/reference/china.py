"""China's rates and list, read from the customs table that the catalog keeps (catalog/reference/hs_codes.csv, each row with its
source): the figures stand in one file only."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from typing import Any

from catalog.reference.hs_table import EDITION, TABLE
from marketplace.approval.enums import Confidence
from orders.duties.enums import Listing, RateKind

COLUMNS = {
    RateKind.MFN: "cn_mfn_pct",
    RateKind.GENERAL: "cn_general_pct",
    RateKind.VAT: "cn_import_vat_pct",
    RateKind.CONSUMPTION: "cn_consumption_tax_pct",
}
# What the table itself calls tentative, to be confirmed, or taken from the heading and not the code.
UNSURE = {
    ("0901110000", RateKind.VAT),
    ("0901120000", RateKind.VAT),
    ("08026190", RateKind.MFN),
    ("08026200", RateKind.MFN),
    ("1515909090", RateKind.MFN),
    ("1515909090", RateKind.VAT),
    ("3301292000", RateKind.VAT),
    ("200819", RateKind.VAT),
}
LIST_SINCE = date(2019, 1, 1)
LIST_SOURCE = "Positive list of 2018 for cross-border retail import, 1,321 lines (copies at wanglu.net and docsplayer.com)"
LIST_NOTE = "The edition of 1 March 2022 (1,476 lines) has not been seen."
LISTINGS = {"yes": Listing.LISTED, "conditional": Listing.CONDITIONAL}


def _table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [{**line, "code": line["cn_code"] or line["hs6"]} for line in csv.DictReader(lines)]


def rates() -> list[dict[str, Any]]:
    """The rates by national code; a blank cell of the table gives no row. Rows of one code and kind stand once."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for line in _table():
        source = line["source"].strip("-")
        for kind, column in COLUMNS.items():
            if line[column] and source:
                sure = (line["code"], kind) not in UNSURE
                found[line["code"], kind] = {
                    "market": "CN",
                    "kind": kind,
                    "hs_prefix": line["code"],
                    "percent": Decimal(line[column]),
                    "valid_from": EDITION,
                    "source": source,
                    "source_date": line["source_date"],
                    "confidence": Confidence.VERIFIED if sure else Confidence.UNVERIFIED,
                    "note": line["confidence"],
                }
    return list(found.values())


def entries() -> list[dict[str, Any]]:
    """The cells of the cross-border list that were seen; a blank cell gives no row, and so stays unknown."""
    return [
        {
            "market": "CN",
            "hs_prefix": line["code"],
            "listing": LISTINGS[line["cn_cbec_list_2018"]],
            "valid_from": LIST_SINCE,
            "source": LIST_SOURCE,
            "source_date": "2018",
            "confidence": Confidence.VERIFIED,
            "note": LIST_NOTE,
        }
        for line in _table()
        if line["cn_cbec_list_2018"]
    ]
