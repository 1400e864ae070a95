"""What officers may do in wholesale: keep the reference prices, confirm letters of credit and take down what banks pay under
them, two of them for each. Requests, offers and contracts are the two sides' own."""

from __future__ import annotations

from sellers.officers import grant_to_officers

RIGHTS = [
    *(f"trade.{what}_referenceprice" for what in ("view", "add", "change")),
    "trade.view_creditdrawing",
    "trade.confirm_credit",
    "trade.view_bankadvice",
    "trade.add_bankadvice",
    "trade.confirm_advice",
]


def ensure_rights(**kwargs: object) -> None:
    grant_to_officers(RIGHTS)
