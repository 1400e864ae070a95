"""What RDB's officers may do here: read."""

from sellers.officers import grant_to_officers

RIGHTS = ["paperwork.view_document", "paperwork.view_paperset", "paperwork.view_numberseries"]


def ensure_rights(**kwargs) -> None:
    """After every migrate and flush, because permissions themselves are written then."""
    grant_to_officers(RIGHTS)
