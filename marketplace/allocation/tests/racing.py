"""Everybody at once, each on a connection of their own with commits of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from marketplace.hubs.context import current_hub, use_hub

SOON = timedelta(minutes=15)


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each gave, or the exception it raised, in their order."""
    hub, gate, answers = current_hub(), threading.Barrier(len(works)), [None] * len(works)

    def run(place: int, work: Callable[[], object]) -> None:
        try:
            with use_hub(hub):
                gate.wait(20)
                answers[place] = work()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, work)) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def soon():
    return timezone.now() + SOON


def names(answers: list[object]) -> list[str]:
    return sorted(type(answer).__name__ if isinstance(answer, Exception) else "ok" for answer in answers)
