"""What RDB officers may do with mobile money: look. Numbers are masked, and money moves by itself."""

from sellers.officers import grant_to_officers

RIGHTS = ["momo.view_momoask", "momo.view_momosending"]


def ensure_rights(**kwargs) -> None:
    grant_to_officers(RIGHTS)
