"""The evidence rules of the Rwanda hub: what a firm must show before it sells and before goods are listed, as read on 1 November 2026.
The papers that travel with each shipment, and the countries closed to goods without a rule, are the catalog's.

Rows marked unverified come from general knowledge: a default that officers confirm or edit, never law."""

from __future__ import annotations

from datetime import date
from typing import Any

from sellers.rwanda.evidence_words import WORDS

SINCE = date(2026, 11, 1)
GENERAL = "General knowledge of the trade; confirm with the authority"

GACC_280 = "GACC Decree 280 of 1 June 2026"
NUT_NUMBERS = (
    "Cross-check 10 of the export papers; whether the GACC notice of June 2025 on Rwandan dried nuts numbers plantations and plants, "
    "confirm with RICA"
)
RSB_PROCEDURE = "Export of processed non-food products, wikiprocedure.com"

GREEN, ROASTED, TEA, CHILLI, HONEY = ["090111", "090112"], ["090121", "090122"], ["0902"], ["090421", "090422"], ["0409", "0410"]
NUTS = ["0802"]
NUTS_AND_DRIED = ["080261", "080262", "080430", "080450", "080390"]
AVOCADO, STEVIA, ESSENTIAL = ["080440"], ["121299"], ["3301"]
WOOD = ["4414", "4419", "4420", "9701"]
NON_FOOD = ["42", "58", "61", "62", "63", "64", "6913", "7117", "3401", "3406"]


def rule(
    code: str, *, asked_at: str, kind: str = "verified", need: str = "required", source: str = GENERAL, sourced: bool = False, **fields: Any
) -> dict[str, Any]:
    titles, explanations, conditions = WORDS[code]
    return {
        "code": code,
        "asked_at": asked_at,
        "kind": kind,
        "need": need,
        "source": source,
        "confidence": "sourced" if sourced else "unverified",
        "titles": titles,
        "explanations": explanations,
        "conditions": conditions,
        **fields,
    }


def no_paper(**fields: Any) -> dict[str, Any]:
    return {"needs_number": False, "needs_file": False, **fields}


APPLICATION = [
    rule(
        "tin",
        asked_at="application",
        kind="computed",
        check_name="tin",
        agency="RRA",
        is_for_everyone=True,
        source="RRA notice, The New Times 4412 of 21 January 2008; taxdo.com Rwanda TIN guide",
        sourced=True,
        **no_paper(),
    ),
    rule(
        "registration-number",
        asked_at="application",
        kind="computed",
        check_name="registration_number",
        is_for_everyone=True,
        **no_paper(),
    ),
    rule(
        "payout-name",
        asked_at="application",
        kind="computed",
        check_name="payout_name",
        is_for_everyone=True,
        **no_paper(),
    ),
    rule(
        "registration-certificate",
        asked_at="application",
        is_for_everyone=True,
        needs_number=False,
        source="Since February 2015 the TIN stands on the RDB certificate (businessprocedures.rdb.rw); cooperatives: general knowledge",
        sourced=True,
    ),
    rule("account-letter", asked_at="application", need="conditional", is_for_everyone=True, needs_number=False),
    rule(
        "naeb-licence",
        asked_at="application",
        agency="NAEB",
        sectors=["coffee", "tea"],
        hs_prefixes=GREEN + ROASTED + TEA,
        needs_expiry=True,
    ),
    rule(
        "naeb-horticulture",
        asked_at="application",
        agency="NAEB",
        sectors=["chilli", "nuts-fruit"],
        hs_prefixes=CHILLI + NUTS_AND_DRIED + AVOCADO + STEVIA,
        needs_expiry=True,
    ),
    rule(
        "rsb-smark",
        asked_at="application",
        agency="RSB",
        sectors=["fashion", "home"],
        hs_prefixes=NON_FOOD,
        needs_expiry=True,
        source=RSB_PROCEDURE,
        sourced=True,
    ),
    rule(
        "rfda-registration",
        asked_at="application",
        need="conditional",
        agency="RFDA",
        sectors=["honey", "chilli", "oils", "home"],
        needs_expiry=True,
    ),
    rule("other-certificates", asked_at="application", need="conditional", is_for_everyone=True, needs_expiry=True),
    rule(
        "declaration",
        asked_at="application",
        kind="attested",
        is_for_everyone=True,
        source="House rule of the hub",
        sourced=True,
        **no_paper(),
    ),
]

LISTING = [
    rule(
        "gacc-registration",
        asked_at="listing",
        hs_prefixes=GREEN + ROASTED + TEA + HONEY + NUTS_AND_DRIED + STEVIA,
        destination="CN",
        needs_expiry=True,
        number_pattern=r"^C[A-Z]{3}[0-9A-Z]{14}$",
        source="Green coffee: foodgacc.com; honey: The New Times 20044; nuts, dried fruit: GACC notice of June 2025; "
        f"stevia: protocol of 29 November 2021; check the others against {GACC_280}",
        sourced=True,
    ),
    rule(
        "gacc-plantation",
        asked_at="listing",
        hs_prefixes=CHILLI,
        destination="CN",
        needs_expiry=True,
        source="Protocol of 11 March 2021; shape read from the sister notice for Uganda, GACC 2024 No. 126",
        sourced=False,
    ),
    rule(
        "gacc-plant",
        asked_at="listing",
        hs_prefixes=CHILLI,
        destination="CN",
        needs_expiry=True,
        source="Protocol of 11 March 2021; shape read from the sister notice for Uganda, GACC 2024 No. 126",
        sourced=False,
    ),
    rule(
        "gacc-nut-plantation",
        asked_at="listing",
        need="conditional",
        hs_prefixes=NUTS,
        destination="CN",
        needs_expiry=True,
        source=NUT_NUMBERS,
    ),
    rule(
        "gacc-nut-plant",
        asked_at="listing",
        need="conditional",
        hs_prefixes=NUTS,
        destination="CN",
        needs_expiry=True,
        source=NUT_NUMBERS,
    ),
    rule(
        "gacc-orchard",
        asked_at="listing",
        hs_prefixes=AVOCADO,
        destination="CN",
        needs_expiry=True,
        source="GACC Announcement 2025 No. 239 (10100.com)",
        sourced=True,
    ),
    rule(
        "gacc-packhouse",
        asked_at="listing",
        hs_prefixes=AVOCADO,
        destination="CN",
        needs_expiry=True,
        source="GACC Announcement 2025 No. 239 (10100.com)",
        sourced=True,
    ),
    rule(
        "gacc-fumigation",
        asked_at="listing",
        hs_prefixes=AVOCADO,
        destination="CN",
        needs_expiry=True,
        source="GACC Announcement 2025 No. 239 (10100.com)",
        sourced=True,
    ),
    rule(
        "gacc-food-oil",
        asked_at="listing",
        need="conditional",
        hs_prefixes=ESSENTIAL,
        destination="CN",
        needs_expiry=True,
        source="transcustoms.com, China HS pages: class R",
        sourced=True,
    ),
    rule(
        "cn-label",
        asked_at="listing",
        hs_prefixes=ROASTED + TEA + CHILLI + HONEY + NUTS_AND_DRIED,
        destination="CN",
        needs_number=False,
        source="GB 7718-2011, from 16 March 2027 GB 7718-2025 (tradeline.dti.gov.ph; zmuni.com)",
        sourced=True,
    ),
    rule("cn-label-oil", asked_at="listing", need="conditional", hs_prefixes=ESSENTIAL, destination="CN", needs_number=False),
    rule(
        "residue-plan",
        asked_at="listing",
        agency="RICA",
        hs_prefixes=HONEY,
        destination="CN",
        source="The New Times 20044 (honey protocol, 2024)",
        sourced=True,
    ),
    rule("safety-data-sheet", asked_at="listing", hs_prefixes=ESSENTIAL, needs_number=False),
    rule("rsb-test-report", asked_at="listing", agency="RSB", hs_prefixes=NON_FOOD, source=RSB_PROCEDURE, sourced=True),
    rule("cites", asked_at="listing", kind="attested", hs_prefixes=WOOD, **no_paper()),
]

RULES = APPLICATION + LISTING
