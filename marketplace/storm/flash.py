"""A flash sale in a house whose processes are killed: `python -m marketplace.storm.flash --site …`, in the environment of storm.house.

Buyers press until they are told yes or no; an answer that never came is asked for again. Prints what was promised and what there is."""

from __future__ import annotations

import argparse
import json
import os
import queue
import random
import secrets
import sys
import threading
import time
from collections import Counter

import django

UNITS, BUYERS, PER_BUYER, THREADS = 240, 400, 2, 8
SHOP = 9  # beside those of the storm that may follow
# After so many promises one of each is killed.
KILLS = {30: "web", 70: "Valkey", 110: "PostgreSQL", 150: "worker", 180: "PostgreSQL"}
PATIENCE = 240.0


def main() -> None:
    told = argparse.ArgumentParser()
    told.add_argument("--site", required=True)
    site = told.parse_args().site
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
    django.setup()
    from marketplace.hubs.context import use_hub
    from marketplace.hubs.models import Hub

    with use_hub(Hub.objects.get(code="rw")):
        sys.stdout.write(json.dumps(hold_sale(site)))


def hold_sale(site: str) -> dict[str, object]:
    """The sale from its opening to the sweeping up, and its figures."""
    from datetime import timedelta

    from django.conf import settings
    from django.db import connection
    from django.db.models import Sum
    from django.utils import timezone

    from catalog.campaigns.models import FLASH
    from catalog.campaigns.services.flash_sales import open_flash_sale
    from marketplace.allocation.models import Allowance, Hold
    from marketplace.allocation.selectors import level, miscounted
    from marketplace.bench.flash_sale import SLUG, members, sessions_of
    from marketplace.storm.monkey import Monkey
    from marketplace.storm.stage import make_good, make_shop

    variant, now = make_good(make_shop(SHOP), "flash", UNITS), timezone.now()
    hours = timedelta(hours=1)
    sale = open_flash_sale(
        slug=SLUG, variant=variant, units=UNITS, per_buyer=PER_BUYER, opens_at=now - hours, closes_at=now + hours, by=None
    )
    users = members(BUYERS)
    monkey = Monkey(site, settings.VAR_DIR, random.Random(7))
    crowd = Crowd(f"{site}/flash/{SLUG}/claim/", list(zip([f"user:{user.pk}" for user in users], sessions_of(users), strict=True)))
    connection.close()
    crowd.press(monkey)
    connection.close()
    wait_until(lambda: level(sale.thing) is not None, 60)
    rows = Hold.objects.filter(pool__subject=FLASH)
    has = Counter(dict(rows.values("holder").annotate(units=Sum("quantity")).values_list("holder", "units")))
    figures = {
        "kills": dict(monkey.kills),
        "unanswered": crowd.unanswered,
        "promised": sum(crowd.promised.values()),
        "held": level(sale.thing).held,
        "units": UNITS,
        "broken promises": sum(units > has[holder] for holder, units in crowd.promised.items()),
        "above the limit": sum(units > PER_BUYER for units in has.values()),
        "miscounted": miscounted().count(),
        "told neither": crowd.waiting.qsize(),
    }
    # Nobody checks out. The killed worker's successor gives everything back by itself.
    rows.update(expires_at=now)
    swept = wait_until(lambda: not rows.filter(is_counted=True).exists(), 60)
    after = {
        "swept": swept,
        "free after": level(sale.thing).free,
        "allowances after": sum(Allowance.objects.values_list("taken", flat=True)),
    }
    return {**figures, **after, "miscounted after": miscounted().count()}


class Crowd:
    """Buyers who each want one, and ask again with the same key where nobody answered."""

    def __init__(self, address: str, buyers: list[tuple[str, str]]) -> None:
        self.address = address
        self.waiting: queue.SimpleQueue[tuple[str, str, str]] = queue.SimpleQueue()
        for holder, session in buyers:
            self.waiting.put((holder, session, secrets.token_hex(8)))
        self.promised: Counter[str] = Counter()
        self.unanswered = 0
        self.lock = threading.Lock()
        self.ends = time.monotonic() + PATIENCE

    def press(self, monkey) -> None:
        """Until everybody has been told; the kills come as the promises are counted."""
        threads = [threading.Thread(target=self._ask) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for promises, name in sorted(KILLS.items()):
            while sum(self.promised.values()) < promises and any(thread.is_alive() for thread in threads):
                time.sleep(0.01)
            monkey.strike(name)
        for thread in threads:
            thread.join()

    def _ask(self) -> None:
        while time.monotonic() < self.ends:
            try:
                holder, session, wish = self.waiting.get_nowait()
            except queue.Empty:
                return
            status = self._claim(session, wish)
            with self.lock:
                if status == 201:
                    self.promised[holder] += 1
                elif status != 409:
                    self.unanswered += 1
            if status not in (201, 409):
                self.waiting.put((holder, session, wish))
                time.sleep(0.2)

    def _claim(self, session: str, wish: str) -> int:
        import requests
        from django.conf import settings

        token = secrets.token_hex(16)
        cookies = {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: token}
        headers = {"X-CSRFToken": token, "Accept": "application/json", "Idempotency-Key": wish}
        try:
            return requests.post(self.address, data={"quantity": 1}, cookies=cookies, headers=headers, timeout=10).status_code
        except requests.RequestException:
            return 0


def wait_until(holds, seconds: float) -> bool:
    """Whether it came to hold in time; a database that stands up again is asked again."""
    from django.db import Error, connection

    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        try:
            if holds():
                return True
        except Error:
            connection.close()
        time.sleep(0.5)
    return False


if __name__ == "__main__":
    main()
