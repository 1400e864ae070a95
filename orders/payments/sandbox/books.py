"""What the control page shows of each gateway's payments; a gateway adds its own when it is imported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Line:
    """One payment as a company sees it. number: the shop's. fee: what the company has of it. place: in its book, the newest highest.
    page: where somebody can act on it, empty where nobody can."""

    number: str
    amount: str
    currency: str
    state: str
    refunded: str
    fee: str
    at: float
    place: int
    page: str = ""


# Of each gateway: so many payments before that place of its book, the newest first.
BOOKS: dict[str, Callable[[int, int], list[Line]]] = {}
END = 2**62  # a place that no book reaches


def lines(gateway: str, *, before: int = END, limit: int = 100) -> list[dict]:
    """A page of the book. The next one begins before the place of the last line; a payment that is made meanwhile moves none of them."""
    return [asdict(line) for line in BOOKS[gateway](before, limit)]
