"""The rules of the Rwanda hub as they begin; officers add newer rows at the desk."""

from __future__ import annotations

from datetime import date
from typing import Any

SINCE = date(2026, 1, 1)
LAW = "Law of the PRC on Protection of Consumer Rights and Interests, Art. 25 (seven days without a reason in distance sales"
HOUSE = "marketplace’s own rule until RDB records another"
RETURN_RULES: list[dict[str, Any]] = [
    {"hs_prefix": "", "mind_days": 7, "source": f"{LAW}); the other days: {HOUSE}"},
    # Fresh and perishable goods are excepted from the seven days.
    *(
        {"hs_prefix": prefix, "mind_days": 0, "source": f"{LAW}; fresh and perishable goods excepted); the other days: {HOUSE}"}
        for prefix in ("06", "07", "08")
    ),
]
RETURN_DAYS = {"fault_days": 30, "answer_days": 3, "send_days": 10, "carry_days": 40, "inspect_days": 5}
DISPUTE_RULE = {"open_days": 30, "late_days": 3, "answer_days": 5, "accept_days": 5, "decide_days": 10, "source": HOUSE.capitalize()}


def ensure_rules(return_rules, dispute_rules, hub) -> None:
    """Write what is missing for this hub; what officers have entered stays. Serves the migration and emptied test databases."""
    for rule in RETURN_RULES:
        if not return_rules._base_manager.filter(hub_id=hub.pk, hs_prefix=rule["hs_prefix"]).exists():
            return_rules._base_manager.create(hub_id=hub.pk, valid_from=SINCE, **RETURN_DAYS, **rule)
    if not dispute_rules._base_manager.filter(hub_id=hub.pk).exists():
        dispute_rules._base_manager.create(hub_id=hub.pk, valid_from=SINCE, **DISPUTE_RULE)
