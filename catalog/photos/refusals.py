class PhotoRefused(ValueError):
    """A file that does not become a photo. `reason` is a stable word, `message` the sentence for the seller."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.message = message
