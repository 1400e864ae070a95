"""Numbers of countries on papers, as the Rwanda hub begins; officers propose newer rows at the desk."""

from __future__ import annotations

from datetime import date

from marketplace.approval.enums import Confidence, RowState

STANDING = [
    {
        "code_list": "ico",
        "country": "RW",
        "code": "028",
        "valid_from": date(2020, 9, 1),
        "source": "ICO, Rules on Statistics – Certificates of Origin ICC 102-9 Rev. 2",
        "source_date": "2020-09",
        "confidence": Confidence.UNVERIFIED,
        "note": "general knowledge, to be confirmed by NAEB",
    }
]


def ensure_country_codes(get_model, hub) -> None:
    """Write the rows that are missing for this hub; what officers entered stays."""
    model = get_model("paperwork", "CountryCode")
    for row in STANDING:
        if not model._base_manager.filter(hub_id=hub.pk, code_list=row["code_list"], country=row["country"]).exists():
            model(hub_id=hub.pk, state=RowState.IN_FORCE, **row).save()
