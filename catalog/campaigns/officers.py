"""What RDB's officers may do with campaigns: build their pages, and read the flash sales."""

from sellers.officers import grant_to_officers

RIGHTS = [
    *(f"campaigns.{verb}_{model}" for model in ("campaign", "block") for verb in ("view", "add", "change")),
    "campaigns.view_flashsale",
]


def ensure_rights(**kwargs) -> None:
    """Runs after every migrate, because permissions themselves are written then."""
    grant_to_officers(RIGHTS)
