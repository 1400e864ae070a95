class NoMarket(LookupError):
    """No market is on record for that country: nothing can be told of its duties."""
