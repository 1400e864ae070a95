"""What RDB officers may do with real names: see them masked, read one in full with a reason that the history keeps, and keep, two of
them, the rows that say how long they stay and from which age on they are taken."""

from sellers.officers import grant_to_officers

RIGHTS = [
    "identity.view_realname",
    "identity.read_realname",
    *(f"identity.{what}_{table}" for table in ("retentionrule", "minimumage") for what in ("view", "add", "change")),
]


def ensure_rights(**kwargs) -> None:
    grant_to_officers(RIGHTS)
