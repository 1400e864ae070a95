"""Work that must not be lost. See docs/decisions/jobs.md for the law behind it."""

from typing import Any

from marketplace.jobs.kinds import job_kind
from marketplace.jobs.progress import report_progress

__all__ = ["enqueue", "job_kind", "report_progress"]


def __getattr__(name: str) -> Any:
    # enqueue touches the model, which Django forbids to import before its apps are loaded.
    if name == "enqueue":
        from marketplace.jobs.queueing import enqueue

        return enqueue
    raise AttributeError(name)
