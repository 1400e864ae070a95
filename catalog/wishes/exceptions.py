class WishRefused(Exception):
    """`why`: gone (no longer on sale), full (the list holds no more), there (it can be bought now), many (enough letters are asked for)."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)
