"""What RDB officers may do with duties: look, propose a row, confirm a colleague's. No row in force is edited or deleted."""

from sellers.officers import grant_to_officers

TABLES = ("taxrate", "regimelimit", "listedgoods", "admissionrule")
RIGHTS = ["duties.view_market", *(f"duties.{what}_{table}" for table in TABLES for what in ("view", "add", "change"))]


def ensure_rights(**kwargs) -> None:
    grant_to_officers(RIGHTS)
