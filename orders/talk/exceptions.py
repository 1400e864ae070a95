class TalkRefused(Exception):
    """`why`: empty, long, files, blocked_by_you, blocked, own_firm, not_selling, many, own, decided, no_reason. Nothing was
    changed."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)
