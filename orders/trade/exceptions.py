"""The refusals of the wholesale room. Views put them into the reader's language (words.py)."""

from __future__ import annotations

from orders.exceptions import OrderRefused


class RequestRefused(OrderRefused):
    """The request cannot be opened or changed as it stands. `why` is one of deadline, nothing_named, unit, not_draft."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class OfferRefused(OrderRefused):
    """No such offer can be made. `why` is one of closed, one_is_live, revised, countered, validity, over."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class SampleRefused(OrderRefused):
    """No sample can be asked for. `why` is one of asked, over."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class WordMissing(OrderRefused):
    """Whoever says no says why."""
