"""What officers may do in wholesale: keep the reference prices. Requests, offers and contracts are the two sides' own."""

from __future__ import annotations

from sellers.officers import grant_to_officers

RIGHTS = [f"trade.{what}_referenceprice" for what in ("view", "add", "change")]


def ensure_rights(**kwargs: object) -> None:
    grant_to_officers(RIGHTS)
