"""The refusals of this room. Nothing was changed where one is raised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.allocation.things import Thing


@dataclass(frozen=True)
class Short:
    """What was wanted of a thing and what was free."""

    thing: Thing
    wanted: int
    free: int


class NotEnough(Exception):
    """Less is free than was wanted. `shorts` says where."""

    def __init__(self, shorts: Sequence[Short]) -> None:
        self.shorts = list(shorts)
        super().__init__("; ".join(f"{short.thing}: {short.wanted} wanted, {short.free} free" for short in shorts))


class LimitReached(Exception):
    """The holder has as many as one may have."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"at most {most} for each")


class HoldGone(Exception):
    """Nothing is held under this key any more: it was settled before, or ran out and went to others."""


class StillTaken(Exception):
    """The count on hand would fall below what is set aside."""

    def __init__(self, taken: int) -> None:
        self.taken = taken
        super().__init__(f"{taken} are set aside")
