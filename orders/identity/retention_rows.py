"""How long real names stay, as it begins. Officers enter newer rows."""

from __future__ import annotations

from datetime import date

OURS = "marketplace's own reading: no longer than it is of use"
ROWS = [
    ("order", 1095, "China's E-Commerce Law, article 31: three years from the end of the transaction (general knowledge)"),
    ("unpaid", 1, OURS),
    ("saved", 365, OURS),
]
FROM = date(2026, 11, 22)


def ensure_retention_rows(get_model, hub) -> None:
    rule = get_model("identity", "RetentionRule")
    for purpose, days, source in ROWS:
        known = {"hub": hub, "purpose": purpose, "valid_from": FROM}
        rule._base_manager.get_or_create(**known, defaults={"days": days, "source": source, "confidence": "unverified"})
