"""How long conversations stay, as it begins. Officers add newer rows."""

from datetime import date

FROM = date(2026, 11, 23)
ROWS = [
    ("product", 365, "marketplace's own reading: no longer than it is of use"),
    ("order", 1095, "China's E-Commerce Law, article 31: three years from the end of the transaction (general knowledge)"),
]


def ensure_retention_rows(get_model, hub) -> None:
    rows = get_model("talk", "TalkRetention")._base_manager
    for kind, days, source in ROWS:
        rows.get_or_create(hub=hub, kind=kind, valid_from=FROM, defaults={"days": days, "source": source})
