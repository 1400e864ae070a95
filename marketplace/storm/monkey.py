"""Who kills: a process of the house at a time, now and then two, without a word, and never so fast that nothing stands up again."""

from __future__ import annotations

import random
import threading
from collections import Counter
from pathlib import Path

import psutil
import requests

from marketplace.embedded import leftovers
from marketplace.embedded.postgres import Cluster

# Words on the command line of each victim, and how often it is struck in a hundred.
VICTIMS = {
    "web": ("granian",),
    "worker": ("celery", "worker"),
    "beat": ("celery", "beat"),
    "Valkey": ("valkey.conf",),
    "PostgreSQL": (),
    "sandbox": ("orders.payments.sandbox",),
}
OFTEN = {"web": 25, "worker": 25, "beat": 5, "Valkey": 20, "PostgreSQL": 20, "sandbox": 5}


class Monkey:
    def __init__(self, site: str, var_dir: Path, chance: random.Random) -> None:
        self.site, self.var_dir, self.chance = site, var_dir, chance
        self.kills: Counter[str] = Counter()

    def live(self, stop: threading.Event) -> None:
        while not stop.wait(self.chance.uniform(0.5, 5)):
            for name in self.chance.choices(list(OFTEN), list(OFTEN.values()), k=self.chance.choice((1, 1, 1, 2))):
                self.strike(name)
            self._let_it_stand_up(stop)

    def _let_it_stand_up(self, stop: threading.Event) -> None:
        for _ in range(60):
            try:
                if stop.is_set() or requests.get(f"{self.site}/health/ready/", timeout=3).status_code == 200:
                    return
            except requests.RequestException:
                pass
            stop.wait(0.5)

    def strike(self, name: str) -> None:
        """Kill -9 one process of this name; nothing where none lives just now."""
        found = self.find(name)
        if not found:
            return
        try:
            self.chance.choice(found).kill()
            self.kills[name] += 1
        except psutil.Error:
            return

    def find(self, name: str) -> list[psutil.Process]:
        if name == "PostgreSQL":
            server = Cluster(self.var_dir / "postgres").postmaster()
            return [server] if server else []
        return [process for process in leftovers.marked(self.var_dir / "run") if _has(process, VICTIMS[name])]


def _has(process: psutil.Process, words: tuple[str, ...]) -> bool:
    try:
        line = " ".join(process.cmdline())
    except psutil.Error:
        return False
    return all(word in line for word in words)
