"""The kinds of work there are: a name, the function that does it, and how it may be tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from marketplace.jobs.exceptions import UnknownKind

if TYPE_CHECKING:
    from marketplace.jobs.models import Job

QUEUES = ("fast", "slow")
Handler = Callable[["Job"], dict[str, Any] | None]
Together = Callable[[list["Job"]], list[dict[str, Any] | None]]


@dataclass(frozen=True)
class JobKind:
    name: str
    handler: Handler
    atomic: bool
    queue: str
    max_attempts: int
    lease: timedelta
    gave_up: Callable[[Job], None] | None = None
    together: Together | None = None
    most: int = 1

    def pause_after(self, attempts: int) -> timedelta:
        """How long to wait after the n-th failure: 2 s, 8 s, 32 s … at most ten minutes."""
        return timedelta(seconds=min(2 * 4 ** (attempts - 1), 600))


_kinds: dict[str, JobKind] = {}


def job_kind(
    name: str,
    *,
    atomic: bool = True,
    queue: str = "fast",
    max_attempts: int = 5,
    lease: timedelta = timedelta(seconds=60),
    gave_up: Callable[[Job], None] | None = None,
    together: Together | None = None,
    most: int = 32,
) -> Callable[[Handler], Handler]:
    """Register the decorated function as the worker of this kind.

    atomic: the work and "done" are one transaction, so that a job run twice has one effect; a dead worker is noticed at once, and one
    that hangs outside the database for longer than the lease loses the job. Without it the function keeps its own transactions, may
    report progress, and must itself bear being run twice: one that neither ends nor reports within the lease is taken for dead.

    gave_up: told once, in the transaction that writes "failed", also when every run died without a word: so that what waits for the
    work says that it failed, not that it is coming.

    together: does several of them of one hub, at most `most`, in one transaction and gives a result for each; where it raises, each is done
    alone by the decorated function. Only for atomic kinds of the fast queue."""
    if queue not in QUEUES:
        raise ValueError(f"There is no queue {queue}.")
    if together is not None and (queue != "fast" or not atomic):
        raise ValueError("Only atomic work of the fast queue is done together.")

    def register(handler: Handler) -> Handler:
        _kinds[name] = JobKind(name, handler, atomic, queue, max_attempts, lease, gave_up, together, most)
        return handler

    return register


def get_kind(name: str) -> JobKind:
    """The kind of that name; raises UnknownKind."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def known_kinds() -> list[str]:
    return list(_kinds)
