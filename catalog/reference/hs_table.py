"""The hub's customs table as it was gathered (hs_codes.csv, each row with its source), written as dated rows."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from catalog.reference.hs_words import WITHOUT_RATES, WORDS

TABLE = Path(__file__).with_name("hs_codes.csv")
EDITION = date(2022, 1, 1)  # the Harmonized System edition in force: HS 2022
# Still under the national code of HS 2017 until RDB supplies the new one.
RECODED = {"442019"}


def _percent(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _rows() -> list[dict[str, Any]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = [
            {
                # Without a national code the six digits stand alone: the row is incomplete and says so.
                "code": line["cn_code"] or line["hs6"],
                "hs6": line["hs6"],
                "titles": (line["name_en"], line["name_zh"]),
                "mfn_percent": _percent(line["cn_mfn_pct"]),
                "general_percent": _percent(line["cn_general_pct"]),
                "ldc_percent": _percent(line["cn_ldc_pct"]),
                "import_vat_percent": _percent(line["cn_import_vat_pct"]),
                "consumption_tax_percent": _percent(line["cn_consumption_tax_pct"]),
                "inspection_class": line["cn_ciq_class"],
                "consumer_list": line["cn_cbec_list_2018"],
                "other_markets": line["other_markets"],
                "source": line["source"].strip("-"),
                "source_date": line["source_date"],
                "confidence": line["confidence"],
            }
            for line in csv.DictReader(lines)
        ]
    return rows + [
        {"code": code, "hs6": code, "titles": (en, zh), "confidence": "classification of goods on sale; rates not sourced"}
        for code, en, zh in WITHOUT_RATES
    ]


def ensure_hs_codes(hs_model, hub) -> None:
    """Write the table where rows are missing; leaves those that are there. Safe to call again."""
    rows = hs_model._base_manager
    known = set(rows.filter(hub=hub, valid_from=EDITION).values_list("code", flat=True))
    rows.bulk_create(
        [
            hs_model(
                hub=hub,
                valid_from=EDITION,
                title=titles[0],
                title_en=titles[0],
                title_zh_hans=titles[1],
                words=WORDS.get(row["code"], ""),
                is_complete=len(row["code"]) == 10,
                is_recoded=row["hs6"] in RECODED,
                **row,
            )
            for row in _rows()
            if (titles := row.pop("titles")) and row["code"] not in known
        ]
    )
