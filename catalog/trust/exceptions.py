"""The refusals of what people write to each other."""

from __future__ import annotations

from catalog.trust.leaks import ContactLeak

__all__ = ["ContactLeak", "NotYours", "TooMany", "TrustRefused"]


class TrustRefused(Exception):
    """It cannot be done as things stand; nothing was changed. `why` is a stable code (words.SAID has its sentence)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NotYours(TrustRefused):
    """Whoever asked is not the one who may do this."""

    def __init__(self) -> None:
        super().__init__("not_yours")


class TooMany(TrustRefused):
    """A person's measure of the day is full: `most` of them."""

    def __init__(self, most: int) -> None:
        super().__init__("too_many")
        self.most = most
