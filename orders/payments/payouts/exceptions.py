class PayoutRefused(Exception):
    """A payout cannot be made or moved as asked."""


class IllegalMove(PayoutRefused):
    """The state table has no such way."""

    def __init__(self, payout, to: str) -> None:
        super().__init__(f"{payout.number}: {payout.state} → {to}")
        self.payout, self.to = payout, to


class NoSchedule(PayoutRefused, LookupError):
    """No row says when and from which account sellers are paid."""


class MixedBatch(PayoutRefused):
    """A file pays one kind of account in one currency."""
