class LedgerRefused(Exception):
    """The books cannot take this."""


class Unbalanced(LedgerRefused):
    """What comes and what goes are not the same in every currency."""


class SplitMismatch(LedgerRefused):
    """The sellers' shares do not sum to what was captured."""


class SettlementRefused(LedgerRefused):
    """What a provider is said to have paid us does not add up, or was written before."""
