"""One storm from stage to verdict, in the environment of its house."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import requests
from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from marketplace.hubs.context import use_hub
from marketplace.hubs.models import Hub
from marketplace.jobs import enqueue
from marketplace.storm import truths
from marketplace.storm.house import embedded
from marketplace.storm.monkey import Monkey
from marketplace.storm.officers import Officer
from marketplace.storm.people import Buyer, Memory, Person, Shopkeeper
from marketplace.storm.phones import ON_THE_PHONE, is_fault
from marketplace.storm.stage import Stage, set_up
from orders.payments.providers import books_kept

TIME_TO_REST = 240.0  # seconds; a hold lasts one minute and its grace
TROUBLES_TOLD = 40
ROUNDS = 3  # of reconciliation: what it puts right may move money, which then has to be compared too


@dataclass(frozen=True)
class Report:
    """kills by victim, what people did and met, what is broken (nothing, one hopes), and how long the house took to come to rest, before
    reconciliation and after it."""

    seed: int
    kills: dict[str, int]
    counts: dict[str, int]
    broken: list[str]
    rest_seconds: float

    @property
    def faults(self) -> int:
        """How many it survived: processes killed, and messages and answers that wallet and phone company spoilt."""
        spoilt = [f"at the wallet: {deed}" for deed in ("double", "lose", "delay", "reorder", "forge", "wrong_amount")]
        spoilt += [f"on the phone: {deed}" for deed in ON_THE_PHONE if is_fault(deed)]
        return sum(self.kills.values()) + sum(self.counts.get(deed, 0) for deed in spoilt)

    def as_json(self) -> dict:
        return asdict(self) | {"faults": self.faults}


def run(*, site: str, seconds: float, buyers: int, seed: int) -> Report:
    """Raise a storm over the house of this environment, wait until it is at rest, and look at everything."""
    with use_hub(Hub.objects.get(code="rw")):
        stage, memory, stop = set_up(buyers=buyers), Memory(), threading.Event()
        monkey = Monkey(site, Path(settings.VAR_DIR), random.Random(seed))
        people, officer = _people(site, stage, memory, seed), Officer(site, memory, random.Random(f"{seed} officer"))
        begun = timezone.now()
        threads = [threading.Thread(target=one.live, args=(stop,)) for one in (*people, officer, monkey)]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        stop.set()
        for thread in threads:
            thread.join()
        connection.close()  # its server may have died since the stage was set
        rested = _come_to_rest(site, officer)
        for number in range(ROUNDS):
            reconciled = reconcile(since=begun, number=number)
            rested += _come_to_rest(site, officer)
            if not truths.healed(reconciled):
                break
        books = {gateway: _book_of(gateway) for gateway in ("alipay", "momo")}
        found = truths.broken(stage, memory, books, reconciled, site)
        counts = memory.counts + truths.outcomes()
    troubles = [*memory.troubles, *found][:TROUBLES_TOLD]
    return Report(seed, dict(monkey.kills), dict(counts), troubles + (_last_words() if troubles else []), round(rested, 1))


def _people(site: str, stage: Stage, memory: Memory, seed: int) -> list[Person]:
    variants, sandbox = list(stage.variants), _sandbox()
    buyers = [Buyer(site, key, memory, random.Random(f"{seed} {key}"), variants, sandbox) for key in stage.buyers]
    return [*buyers, *(Shopkeeper(site, key, memory, random.Random(f"{seed} {key}")) for key in stage.shopkeepers)]


def _come_to_rest(site: str, officer: Officer) -> float:
    """Seconds until nothing is under way any more, or until patience ends: then truths.py says what is left. The officer works on."""
    begun = time.monotonic()
    sandbox = _sandbox()
    while time.monotonic() - begun < TIME_TO_REST:
        try:
            requests.post(f"{sandbox}/api/faults/forget/", timeout=5)
            requests.post(f"{sandbox}/api/deliveries/hurry/", timeout=5)
            if requests.get(f"{site}/health/ready/", timeout=5).status_code == 200:
                if not truths.unfinished():
                    break
                officer.work()
        except (requests.RequestException, OperationalError):
            connection.close()
        time.sleep(2)
    return time.monotonic() - begun


def _last_words() -> list[str]:
    """What the web said of answers that failed, for whoever looks for the cause."""
    lines = (Path(settings.VAR_DIR) / "run" / "web.log").read_text(errors="replace").splitlines()
    return [line[-3000:] for line in lines if "Internal Server Error" in line][-3:]


def reconcile(*, since: datetime, number: int) -> set[str]:
    """Have every day since then compared with everybody's books, by the job that does so each night, for the `number`th time. The keys of
    those jobs."""
    keys = set()
    for books, ways in books_kept().items():
        days = {moment.astimezone(ZoneInfo(ways[0].books_zone)).date() for moment in (since, timezone.now())}
        for day in days:
            keys.add(f"storm:{books}:{day}:{number}")
            enqueue("reconciliation.day", payload={"books": books, "day": str(day)}, key=f"storm:{books}:{day}:{number}")
    return keys


def _sandbox() -> str:
    return embedded(Path(settings.VAR_DIR))["sandbox"]


def _book_of(gateway: str) -> list[dict]:
    """Every payment a company knows, page for page."""
    address = f"{_sandbox()}/api/{gateway}/payments/"
    told, found = {"limit": 500}, []
    while True:
        page = requests.get(address, params=told, timeout=10).json()
        found += page["payments"]
        if page["next"] is None:
            return found
        told["before"] = page["next"]
