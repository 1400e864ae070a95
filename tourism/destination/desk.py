"""What RDB's officers may do with the destination: write all of it."""

from sellers.officers import grant_to_officers

MODELS = ("place", "placephoto", "tip", "article", "collection", "collectionitem")
RIGHTS = [f"destination.{verb}_{model}" for verb in ("view", "add", "change") for model in MODELS]


def ensure_rights(**kwargs) -> None:
    """Runs after every migrate, because permissions themselves are written then."""
    grant_to_officers(RIGHTS)
