class PayoutRefused(Exception):
    """A payout cannot be made or moved as asked."""


class IllegalMove(PayoutRefused):
    """The state table has no such way."""

    def __init__(self, payout, to: str) -> None:
        super().__init__(f"{payout.number}: {payout.state} → {to}")
        self.payout, self.to = payout, to


class NoSchedule(PayoutRefused, LookupError):
    """No row says when and from which account sellers are paid."""


class NeedsAnother(PayoutRefused):
    """Whoever prepared a file may not release it: another officer looks at it first."""


class BatchClosed(PayoutRefused):
    """The file was released or sent back before, or nothing is left in it."""


class MixedBatch(PayoutRefused):
    """A file pays one kind of account in one currency."""
