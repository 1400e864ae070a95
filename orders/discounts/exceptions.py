"""The refusals of discounts. Nothing was changed where one is raised."""

from __future__ import annotations

from marketplace.money import Money
from orders.discounts.enums import Why


class DiscountRefused(Exception):
    """Anything below."""


class CodeRefused(DiscountRefused):
    """The code counts for nothing: `why`; `missing` where so much more of its goods would do, `currency` where it is for another one."""

    def __init__(self, why: Why, *, missing: Money | None = None, currency: str = "") -> None:
        super().__init__(f"{why} {missing or currency}".strip())
        self.why, self.missing, self.currency = why, missing, currency


class DiscountGone(DiscountRefused):
    """A discount that was counted on is used up, or changed, since the buyer looked."""


class NotItsKeeper(DiscountRefused):
    """The rule is kept by somebody else."""


class NotAsItStands(DiscountRefused):
    """The rule is in another state than this asks for: a colleague was there first, or it is over."""


class SecondOfficer(DiscountRefused):
    """Who proposed a rule does not put it in force."""


class ChangedMeanwhile(DiscountRefused):
    """The proposal was changed after the officer looked at it."""
