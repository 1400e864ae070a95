"""The refusals of this trade. Each says what to do next; views and API put them into the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from marketplace.money import Money
    from orders.identity.matching import Contradiction


class OrderRefused(Exception):
    """Anything below: what was asked cannot be done as things stand."""


class QuantityRefused(OrderRefused):
    """The quantity breaks the variant's rules. `why` is one of below_minimum, off_step, too_many, not_sold, no_number, claimed; `allowed`
    is the nearest that would do."""

    def __init__(self, why: str, *, minimum: int = 1, step: int = 1, available: int = 0, allowed: int = 0) -> None:
        super().__init__(why)
        self.why, self.minimum, self.step, self.available, self.allowed = why, minimum, step, available, allowed


class NothingToOrder(OrderRefused):
    """The cart has no line that can be bought."""


class CartChanged(OrderRefused):
    """A price, the stock or a listing changed since the buyer last saw it: show the cart, let them accept. `variant_ids` say where."""

    def __init__(self, variant_ids: Sequence[int]) -> None:
        super().__init__(f"variants {list(variant_ids)}")
        self.variant_ids = list(variant_ids)


class AddressMissing(OrderRefused):
    """No checked address yet."""


class IdentityMissing(OrderRefused):
    """A parcel goes through a regime that customs opens to named persons alone, and nobody has given a real name."""


class YearUsedUp(OrderRefused):
    """The person has too little left of what China lets one person bring in a calendar year. `counts` is what this order would take,
    `spent` what earlier orders took here; nobody has agreed to general trade instead."""

    def __init__(self, *, year: int, most: Money, spent: Money, counts: Money) -> None:
        super().__init__(f"{counts} beyond {most} of {year}")
        self.year, self.most, self.spent, self.counts = year, most, spent, counts

    @property
    def left(self) -> Money:
        return max(self.most - self.spent, self.most * 0)


class ClearanceRefused(OrderRefused):
    """Order, payment, logistics and import list of a consumer parcel do not agree; `found` says where, with both values."""

    def __init__(self, found: Sequence[Contradiction]) -> None:
        super().__init__("; ".join(one.rule for one in found))
        self.found = list(found)


class DeliveryUnpriced(OrderRefused):
    """A parcel has no valid priced delivery: the quote waits, ended, is on request, or nothing was chosen. `seller_ids` say which."""

    def __init__(self, seller_ids: Sequence[int]) -> None:
        super().__init__(f"sellers {list(seller_ids)}")
        self.seller_ids = list(seller_ids)


class QuoteUnfit(OrderRefused):
    """The quote was asked for other goods, another place or another currency, or it does not exist."""

    def __init__(self, quote_id: UUID) -> None:
        super().__init__(f"quote {quote_id}")
        self.quote_id = quote_id


class TotalChanged(OrderRefused):
    """The total is not the one on the button the buyer pressed."""

    def __init__(self, shown: Money | None, total: Money) -> None:
        super().__init__(f"{shown} → {total}")
        self.shown, self.total = shown, total


class CheckoutOver(OrderRefused):
    """This checkout is gone and left no order: it was emptied or begun anew elsewhere."""


class SaleNotOpen(OrderRefused):
    """The flash sale has not begun, or is over."""


class SoldOut(OrderRefused):
    """Fewer units of the flash sale are free than were wanted; `left` says how many are."""

    def __init__(self, sale: object, left: int) -> None:
        super().__init__(f"{sale}: {left} left")
        self.left = left


class ClaimOver(OrderRefused):
    """The units of this claim were ordered, given back, or ran out; another claim needs another key."""


class WishReused(OrderRefused):
    """The key of an earlier claim, sent with another quantity."""


class NotPayable(OrderRefused):
    """The order group is paid, or no longer held."""


class IllegalMove(OrderRefused):
    """The state table has no such way, as after a second click: the work is done or overtaken."""

    def __init__(self, subject, to: str) -> None:
        super().__init__(f"{subject} cannot go from {subject.state} to {to}")
        self.subject, self.to = subject, to


class SecurityLapsed(OrderRefused):
    """The letter of credit under which the goods were to leave unpaid does not stand any more."""


class NotAllowed(OrderRefused):
    """The person may not do this to this order."""


class OrderChanged(OrderRefused):
    """Somebody changed the order since the page was drawn, as the first of two clicks does: look at it again."""


class NothingSelected(OrderRefused):
    """No line and no amount was named."""


class RefundBeyond(OrderRefused):
    """More would go back than this line, this delivery or this order has left; `available` is what has."""

    def __init__(self, wanted: Money, available: Money) -> None:
        super().__init__(f"{wanted} asked, {available} can still go back")
        self.wanted, self.available = wanted, available
