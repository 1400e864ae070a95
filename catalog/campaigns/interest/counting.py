"""Counting what people look at without asking the database and without knowing who they are.

A process counts in its memory and hands over to Valkey every few seconds; a worker writes what lies there into the table once a minute,
each batch by a job of its own key, so that twice has one effect. What is lost: what a killed process counted since its last hand-over
(FLUSH_AFTER seconds of a busy one, the last few of a quiet one), and what lay in Valkey where that is lost. Nothing is counted twice."""

from __future__ import annotations

import atexit
import re
import threading
import time
from collections import Counter
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from marketplace.hubs.models import Hub
from marketplace.kept_pages import tell_each_time

HEAP = "isoko:interest"  # a hash of "hub:day:kind:number" -> how often
FLUSH_AFTER = 5.0  # seconds
MOST = 20_000  # different things a process remembers while Valkey is away; beyond them nothing new is counted
VIEW, CART, SEARCH = "view", "cart", "search"
_NOT_A_PERSON = re.compile(
    r"bot|crawl|spider|slurp|scrap|preview|monitor|headless|lighthouse|curl|wget|python|java/|go-http|okhttp|axios|node-fetch|httpclient|^$",
    re.I,
)


class _Heap:
    """What this process has counted and not handed over yet."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._turn = threading.Lock()
        self._handed_over = time.monotonic()

    def add(self, name: str) -> None:
        with self._turn:
            if name in self._counts or len(self._counts) < MOST:
                self._counts[name] += 1
        if time.monotonic() - self._handed_over > FLUSH_AFTER:
            self.hand_over()

    def hand_over(self) -> None:
        """One round trip. Where Valkey is away the counts stay here until the next time."""
        with self._turn:
            counts, self._counts = self._counts, Counter()
            self._handed_over = time.monotonic()
        if not counts:
            return
        try:
            pipeline = get_redis_connection("default").pipeline(transaction=True)
            for name, number in counts.items():
                pipeline.hincrby(HEAP, name, number)
            pipeline.execute()
        except RedisError:
            with self._turn:
                self._counts.update(counts)


heap = _Heap()
atexit.register(heap.hand_over)


def is_counted(request: HttpRequest) -> bool:
    """A person's own look: no program that says what it is, no page fetched ahead, nobody who asks not to be followed. Nothing about a
    person is kept either way; the wish is respected all the same."""
    meta = request.META
    if meta.get("HTTP_DNT") == "1" or meta.get("HTTP_SEC_GPC") == "1":
        return False
    if "prefetch" in (meta.get("HTTP_SEC_PURPOSE", "") + meta.get("HTTP_PURPOSE", "")):
        return False
    return not _NOT_A_PERSON.search(meta.get("HTTP_USER_AGENT", ""))


def count(request: HttpRequest, kind: str, numbers: Iterable[int], *, hub: Hub) -> None:
    """Once for each of these products (of variants, for CART), on today's page of the hub's calendar."""
    if is_counted(request):
        day = timezone.localdate(timezone=ZoneInfo(hub.time_zone))
        for number in numbers:
            heap.add(f"{hub.pk}:{day}:{kind}:{number}")


def count_found(request: HttpRequest, product_ids: Iterable[int]) -> None:
    """The goods that a search shows, whenever its page is shown, made anew or kept."""
    hub, numbers = request.hub, list(product_ids)
    tell_each_time(request, lambda shown: count(shown, SEARCH, numbers, hub=hub))


def count_view(request: HttpRequest, product_id: int) -> None:
    """Whenever this page is shown, made anew or kept."""
    hub = request.hub
    tell_each_time(request, lambda shown: count(shown, VIEW, [product_id], hub=hub))
