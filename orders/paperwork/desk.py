"""What RDB's officers may do here: read the papers, and change the rules on them two by two."""

from sellers.officers import grant_to_officers

RIGHTS = ["paperwork.view_document", "paperwork.view_paperset", "paperwork.view_numberseries"]
RIGHTS += [f"paperwork.{what}_{row}" for row in ("documentrule", "countrycode") for what in ("view", "add", "change")]


def ensure_rights(**kwargs) -> None:
    """After every migrate and flush, because permissions themselves are written then."""
    grant_to_officers(RIGHTS)
