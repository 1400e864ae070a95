"""What RDB officers may do about customs: keep our registrations there, declare a payment, send one again. The history has each."""

from sellers.officers import grant_to_officers

RIGHTS = [
    "customs.view_customsregistration",
    "customs.add_customsregistration",
    "customs.change_customsregistration",
    "customs.view_customsdeclaration",
    "customs.declare",
]


def ensure_rights(**kwargs) -> None:
    grant_to_officers(RIGHTS)
