from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marketplace.privacy.registry import Hindrance


class PrivacyRefused(Exception):
    """A request of a person that cannot be taken."""


class Hindered(PrivacyRefused):
    """Something must end first; `hindrances` say what, and what to do."""

    def __init__(self, hindrances: Sequence[Hindrance]) -> None:
        super().__init__([hindrance.code for hindrance in hindrances])
        self.hindrances = list(hindrances)


class TooSoon(PrivacyRefused):
    """As many copies as one day gives were asked for."""


class AlreadyAsked(PrivacyRefused):
    """The same request is open."""


class TooLate(PrivacyRefused):
    """The erasure has begun or is done."""


class Undeclared(LookupError):
    """A holding names a period that nobody declared."""
