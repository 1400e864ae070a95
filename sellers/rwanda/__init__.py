"""The desk of the Rwanda hub as data: sectors, evidence rules, reasons, holidays. Officers edit the rows; these are where they begin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sellers.rwanda.holidays import HOLIDAYS
from sellers.rwanda.holidays import SOURCE as HOLIDAY_SOURCE
from sellers.rwanda.reasons import REASONS
from sellers.rwanda.requirements import RULES, SINCE
from sellers.rwanda.sectors import SECTORS

LANGUAGES = ("en", "zh_hans", "fr", "rw")
LINKS = {"titles", "explanations", "conditions", "sectors", "agency"}


def spoken(field: str, words: Sequence[str]) -> dict[str, str | None]:
    """A translated field's columns: `name`, `name_en`, `name_zh_hans` …; a language without a word falls back."""
    return {
        field: words[0],
        **{f"{field}_{language}": (words[i] or None) if i < len(words) else None for i, language in enumerate(LANGUAGES)},
    }


def ensure_desk(hub, get_model: Callable[[str, str], Any]) -> None:
    """Write the rows that are missing for this hub; what officers have edited stays. Serves the migration and emptied test databases."""

    def rows(app: str, name: str):
        return get_model(app, name)._base_manager.filter(hub_id=hub.pk)

    def missing(name: str, field: str, wanted: list[dict[str, Any]]) -> None:
        model = get_model("sellers", name)
        known = set(rows("sellers", name).values_list(field, flat=True))
        model._base_manager.bulk_create([model(hub_id=hub.pk, **fields) for fields in wanted if fields[field] not in known])

    missing(
        "Sector",
        "code",
        [
            {"code": code, "hs_prefixes": prefixes, "position": place, **spoken("name", names), **spoken("examples", examples)}
            for place, (code, names, examples, prefixes) in enumerate(SECTORS)
        ],
    )
    missing(
        "ReasonCode",
        "code",
        [
            {"code": code, "used_for": used_for, "step": step, "position": place, **spoken("text", texts)}
            for place, (code, used_for, step, texts) in enumerate(REASONS)
        ],
    )
    missing("Holiday", "day", [{"day": day, "name": name, "source": HOLIDAY_SOURCE, "confidence": "unverified"} for day, name in HOLIDAYS])

    agencies = dict(rows("hubs", "Agency").values_list("code", "pk"))
    sectors = dict(rows("sellers", "Sector").values_list("code", "pk"))
    asked_before = set(rows("sellers", "EvidenceRequirement").values_list("code", flat=True))
    missing(
        "EvidenceRequirement",
        "code",
        [
            {
                **{name: value for name, value in rule.items() if name not in LINKS},
                **spoken("title", rule["titles"]),
                **spoken("explanation", rule["explanations"]),
                **spoken("condition", rule["conditions"]),
                "agency_id": agencies.get(rule.get("agency", "")),
                "position": place,
                "valid_from": SINCE,
            }
            for place, rule in enumerate(RULES)
        ],
    )
    written = dict(rows("sellers", "EvidenceRequirement").values_list("code", "pk"))
    link = get_model("sellers", "EvidenceRequirement").sectors.through
    link._base_manager.bulk_create(
        [
            link(evidencerequirement_id=written[rule["code"]], sector_id=sectors[code])
            for rule in RULES
            if rule["code"] not in asked_before
            for code in rule.get("sectors", ())
        ]
    )
    # Last, for what is in force keeps its sectors. Rules were not always proposed.
    if any(field.name == "state" for field in get_model("sellers", "EvidenceRequirement")._meta.fields):
        rows("sellers", "EvidenceRequirement").filter(proposed_by=None, state="proposed").update(state="in_force")
