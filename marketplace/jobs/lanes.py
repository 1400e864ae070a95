"""How the threads of one worker are shared: slow work never holds them all, so that a price or a paper, for which somebody waits,
always finds one. What is too much stands in line here without a thread; the line is lost with the process, and then the sweeper
sends its jobs again, as it does with everything a broker forgets."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

FOR_FAST = 2  # threads that slow work leaves free where a worker serves both queues


class SlowLane:
    """At most `width` slow jobs at once in this process."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._lock = Lock()
        self._at_work = 0
        self._is_closed = False
        self._line: OrderedDict[str, None] = OrderedDict()  # a job that is sent twice stands in line once

    def run(self, job_id: str, work: Callable[[str], object]) -> None:
        """Do the work of this job, and after it that of those that came meanwhile; where the lane is full the job stands in line."""
        if not self._enter(job_id):
            return
        turn: str | None = job_id
        try:
            while turn is not None:
                work(turn)
                turn = self._next()
        except BaseException:
            with self._lock:
                self._at_work -= 1
            raise

    def close(self) -> None:
        """The worker shall stop: what is begun is finished, what stands in line is left to the sweeper."""
        with self._lock:
            self._is_closed = True
            self._line.clear()

    def _enter(self, job_id: str) -> bool:
        with self._lock:
            if self._is_closed:
                return False
            if self._at_work >= self.width:
                self._line[job_id] = None
                return False
            self._at_work += 1
            return True

    def _next(self) -> str | None:
        """The first in line. None when nobody stands there, and then the caller's place is free again."""
        with self._lock:
            if self._line:
                return self._line.popitem(last=False)[0]
            self._at_work -= 1
            return None


def width_for(*, threads: int, queues: set[str]) -> int:
    """How many slow jobs a worker of so many threads may run at once."""
    return max(1, threads - FOR_FAST) if "fast" in queues else threads
