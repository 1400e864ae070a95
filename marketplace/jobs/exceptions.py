class UnknownKind(LookupError):
    """A job names a kind that no room has registered."""


class LostClaim(RuntimeError):
    """Another run took the job over while this one worked; this one's effect is rolled back."""
