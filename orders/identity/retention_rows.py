"""How long real names stay and from which age on they are taken, as it begins. Officers propose and confirm newer rows."""

from __future__ import annotations

from datetime import date

OURS = "marketplace's own reading: no longer than it is of use"
ROWS = [
    ("order", 1095, "China's E-Commerce Law, article 31: three years from the end of the transaction (general knowledge)"),
    ("unpaid", 1, OURS),
    ("saved", 365, OURS),
]
AGE = 14
AGE_SOURCE = "China's Personal Information Protection Law, article 31: below 14 a parent or guardian consents (general knowledge)"
FROM, AGE_FROM = date(2026, 11, 22), date(2021, 11, 1)


def ensure_retention_rows(get_model, hub) -> None:
    rule = get_model("identity", "RetentionRule")
    for purpose, days, source in ROWS:
        known = {"hub": hub, "purpose": purpose, "valid_from": FROM}
        rule._base_manager.get_or_create(**known, defaults={"days": days, "source": source, "confidence": "unverified"})


def ensure_minimum_age(get_model, hub) -> None:
    rows = get_model("identity", "MinimumAge")._base_manager
    if not rows.filter(hub=hub).exists():
        facts = {"years": AGE, "source": AGE_SOURCE, "source_date": "in force 1 November 2021", "confidence": "unverified"}
        rows.create(hub=hub, state="in_force", valid_from=AGE_FROM, **facts)
