"""Paying by mobile money, as a buyer does it: name a phone on our page, and what its holder and the company make of it."""

from __future__ import annotations

import random
import time
from urllib.parse import urljoin

import requests

from marketplace.storm.reading import csrf_of

PHONE, REJECTING, EXPIRING, FAILING = "0788123456", "46733123451", "46733123452", "46733123450"
# What happens to the question, how often in a hundred. `normal`: nothing; a fault of the callback, which is only a hint; a fault of the
# call itself; or another phone, whose holder does not pay.
ON_THE_PHONE = {
    "normal": 35, "callback lose": 12, "callback double": 8, "callback delay": 8, "callback forge": 6, "requesttopay unknown": 6,
    "requesttopay unknown_done": 6, "refund unknown": 4, "refund unknown_done": 4, "refund funds": 5, REJECTING: 3, EXPIRING: 1, FAILING: 2,
}  # fmt: skip
SILENCE = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


def draw(chance: random.Random) -> str:
    return chance.choices(list(ON_THE_PHONE), list(ON_THE_PHONE.values()))[0]


def is_fault(deed: str) -> bool:
    return " " in deed


def order_fault(sandbox: str, deed: str, reference: str) -> None:
    """Have the company misbehave about this payment; about the next refund of anybody, whose number nobody knows yet."""
    step, kind = deed.split()
    told = {"gateway": "momo", "step": step, "kind": kind, "about": "" if step == "refund" else reference, "seconds": 3}
    try:
        requests.post(f"{sandbox}/api/faults/", json=told, timeout=5)
    except SILENCE:
        pass  # the company is down just now, which is fault enough


def name_phone(site: str, address: str, deed: str, patience: float) -> bool:
    """Type the number in and send it, again while there is no answer. False where the page says that it is over."""
    page_url, browser = urljoin(site, address), requests.Session()
    form = {"phone": deed if deed.isdigit() else PHONE}
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        try:
            page = browser.get(page_url, timeout=(3, 20), allow_redirects=False)
            if page.status_code in (302, 404):
                return False  # it has ended meanwhile
            told = {**form, "csrfmiddlewaretoken": csrf_of(page.text)}
            headers = {"Referer": page_url}
            if page.status_code == 200 and browser.post(page_url, data=told, headers=headers, timeout=(3, 20)).status_code == 200:
                return True
        except SILENCE:
            pass
        time.sleep(0.5)
    return False
