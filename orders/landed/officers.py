"""What RDB officers may do with lights: look."""

from sellers.officers import grant_to_officers

RIGHTS = ["landed.view_salelight"]


def ensure_rights(**kwargs) -> None:
    grant_to_officers(RIGHTS)
