class QuoteRefused(Exception):
    """A quote cannot be asked for or used as wanted."""


class QuoteExpired(QuoteRefused):
    """Its prices no longer hold; ask again."""


class NoSuchOption(QuoteRefused, LookupError):
    """The quote has no such option, or no prices at all."""
