class LedgerRefused(Exception):
    """The books cannot take this."""


class Unbalanced(LedgerRefused):
    """What comes and what goes are not the same in every currency."""


class SplitMismatch(LedgerRefused):
    """The sellers' shares do not sum to what was captured."""
