"""What RDB officers may do with real names: see them masked, read one in full with a reason that the history keeps, and keep the rows
that say how long they stay."""

from sellers.officers import grant_to_officers

RIGHTS = [
    "identity.view_realname",
    "identity.read_realname",
    "identity.view_retentionrule",
    "identity.add_retentionrule",
]


def ensure_rights(**kwargs) -> None:
    grant_to_officers(RIGHTS)
