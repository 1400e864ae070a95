"""The refusals after the sale. Views put them into the reader's language."""

from __future__ import annotations

from orders.exceptions import OrderRefused


class ReturnRefused(OrderRefused):
    """This cannot be sent back. `why` is one of not_delivered, not_paid, no_rule, window_over, mind, photo."""

    def __init__(self, why: str, *, name: str = "", days: int = 0) -> None:
        super().__init__(why)
        self.why, self.name, self.days = why, name, days


class DisputeRefused(OrderRefused):
    """No dispute can be opened. `why` is one of not_sent, no_rule, too_early, window_over, nothing_left, one_is_open,
    arrived (it cannot be missing as a whole), amount."""

    def __init__(self, why: str, *, moment=None) -> None:
        super().__init__(why)
        self.why, self.moment = why, moment


class WordMissing(OrderRefused):
    """Whoever declines, gives less or decides says why."""


class CancelInstead(OrderRefused):
    """All that is left would go back on the shelf before it was sent: that is a cancellation, and its delivery goes back too."""


class FindingRefused(OrderRefused):
    """What was found cannot be: more pieces than were sent, more on the shelf than came, or more money than they cost."""
