"""An officer at the desk, over its pages: works the queue of refunds that a provider refused."""

from __future__ import annotations

import random
import threading

import requests

from marketplace.storm.people import SILENCE, Memory
from marketplace.storm.reading import csrf_of, rows_of
from marketplace.storm.stage import OFFICER, PASSWORD

QUEUE = "/admin/payments/refund/?state__exact=refused"


class Officer:
    """Has a browser with a session; signs in again when the house has forgotten it."""

    def __init__(self, site: str, memory: Memory, chance: random.Random) -> None:
        self.site, self.memory, self.chance = site, memory, chance
        self.browser = requests.Session()

    def live(self, stop: threading.Event) -> None:
        while not stop.wait(self.chance.uniform(1, 3)):
            self.work()

    def work(self) -> None:
        """Try every refused refund on the first page again. Nothing where the desk does not answer: there is a next time."""
        try:
            page = self._open(QUEUE)
            rows = rows_of(page.text) if page is not None else []
            if not rows:
                return
            form = {"csrfmiddlewaretoken": csrf_of(page.text), "action": "retry", "_selected_action": rows}
            done = self.browser.post(self.site + QUEUE, data=form, headers={"Referer": self.site + QUEUE}, timeout=(3, 20))
        except SILENCE:
            return
        if done.status_code == 500:
            self.memory.complain(f"500 POST {QUEUE}")
        elif done.status_code == 200:
            self.memory.count("officers: refused refunds tried again", len(rows))

    def _open(self, path: str) -> requests.Response | None:
        page = self.browser.get(self.site + path, timeout=(3, 20))
        if "/accounts/" in page.url:
            form = {"csrfmiddlewaretoken": csrf_of(page.text), "login": OFFICER, "password": PASSWORD}
            page = self.browser.post(page.url, data=form, headers={"Referer": page.url}, timeout=(3, 20))
            self.memory.count("officers: signed in")
            page = self.browser.get(self.site + path, timeout=(3, 20))
        if page.status_code == 500:
            self.memory.complain(f"500 GET {path}")
        return page if page.status_code == 200 and path in page.url else None
