"""What RDB's officers may do with the search: keep the equal words, read what was not found."""

from sellers.officers import grant_to_officers

RIGHTS = ["search.view_searchmiss", *(f"search.{verb}_synonym" for verb in ("view", "add", "change", "delete"))]


def ensure_rights(**kwargs) -> None:
    """Runs after every migrate, because permissions themselves are written then."""
    grant_to_officers(RIGHTS)
