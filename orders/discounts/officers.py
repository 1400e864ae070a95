"""What RDB officers may do with discounts: look, propose one, confirm a colleague's, end one. None in force is edited or deleted."""

from sellers.officers import grant_to_officers

RIGHTS = [*(f"discounts.{what}_discount" for what in ("view", "add", "change", "confirm")), "discounts.view_discountuse"]


def ensure_rights(**kwargs) -> None:
    grant_to_officers(RIGHTS)
