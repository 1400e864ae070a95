"""The refusals of the wholesale room. Views put them into the reader's language (words.py)."""

from __future__ import annotations

from orders.exceptions import OrderRefused


class RequestRefused(OrderRefused):
    """The request cannot be opened or changed as it stands. `why` is one of deadline, nothing_named, unit, not_draft."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class OfferRefused(OrderRefused):
    """No such offer can be made. `why` is one of closed, one_is_live, revised, countered, validity, over."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class SampleRefused(OrderRefused):
    """No sample can be asked for. `why` is one of asked, over."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class WordMissing(OrderRefused):
    """Whoever says no says why."""


class ContractRefused(OrderRefused):
    """No such contract can be drawn up. `why` is one of not_agreed, one_stands, variant, weight, pieces, days, price."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class CallOffRefused(OrderRefused):
    """This cannot be called off. `why` is one of not_active, period, beyond, point, nothing, stock, listed, reference,
    not_packed, papers, no_part, partly; `left` says how many pieces the contract still has."""

    def __init__(self, why: str, *, left: int = 0, name: str = "") -> None:
        super().__init__(why)
        self.why, self.left, self.name = why, left, name


class CreditRefused(OrderRefused):
    """This cannot be done with the letter of credit. `why` is one of not_active, expires, papers (entering it); deposit, over, currency,
    names, cover, asked, not_awaiting, moved_on (securing); not_sent, day (presenting); amount, more, same_officer, line, no_money, told
    (the
    bank's advice)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class SheetRefused(OrderRefused):
    """A sheet that cannot be read at all. `why` is one of unreadable, columns, too_many, gone."""

    def __init__(self, why: str, *, name: str = "") -> None:
        super().__init__(why)
        self.why, self.name = why, name
